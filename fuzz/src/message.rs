//! What is said of a decision where every name is hostile.

mod hostile;

use sayso::message::AccessDenied;
use sayso::report::Report;
use sayso::{Decision, Explanation};

use crate::support::check;
use crate::support::tape::Tape;
use crate::support::{numbers, one_in};
use hostile::World;

/// A denial has a message, nothing else has; what is shown moves no cursor and stays within bounds.
pub fn message(data: &[u8]) {
    let numbers = numbers(data);
    let mut tape = Tape::new(&numbers);
    let shown = match tape.below(2) {
        0 => Shown::Message,
        _ if one_in(4, data) => Shown::Verdict,
        _ => Shown::Report,
    };
    let Some(World { policies, request, size }) = World::read(&mut tape) else { return };
    let explanation = Explanation::new(&policies, &request);
    match shown {
        Shown::Message => denied(&explanation, size),
        Shown::Report => {
            let report = Report::new(&explanation, Vec::new());
            let json = serde_json::to_string(&report).expect("a report is JSON");
            assert!(json.len() < 20_000 + 200 * size, "{} bytes of {size}", json.len());
        }
        Shown::Verdict => {
            let text = sayso_cli::verdict_text(&explanation, &Report::new(&explanation, Vec::new()));
            check::terminal(&text);
            assert!(text.len() < 20_000 + 200 * size, "{} bytes of {size}", text.len());
        }
    }
}

/// What is looked at: each takes many times as long as to decide.
#[derive(Clone, Copy)]
enum Shown {
    Message,
    Report,
    Verdict,
}

fn denied(explanation: &Explanation, size: usize) {
    let denied = AccessDenied::of(explanation);
    let is_denial = matches!(explanation.decision(), Decision::ExplicitDeny | Decision::ImplicitDeny);
    assert_eq!(denied.is_some(), is_denial, "{:?}", explanation.decision());
    if let Some(denied) = denied {
        let message = denied.to_string();
        assert!(message.len() < 1_000 + 4 * size, "{} bytes of {size}", message.len());
        assert!(!denied.code.as_str().is_empty() && denied.client_error().is_none());
    }
}
