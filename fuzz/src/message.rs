//! What is said of a decision where every name is hostile.

mod hostile;

use sayso::message::AccessDenied;
use sayso::report::Report;
use sayso::{Decision, Explanation};

use crate::support::check;
use crate::support::numbers;
use crate::support::tape::Tape;
use hostile::World;

/// A denial has a message, nothing else has; what is shown moves no cursor and stays within bounds.
pub fn message(data: &[u8]) {
    let numbers = numbers(data);
    let mut tape = Tape::new(&numbers);
    let Some(World { policies, request, size }) = World::read(&mut tape) else { return };
    let explanation = Explanation::new(&policies, &request);
    let denied = AccessDenied::of(&explanation);
    let is_denial = matches!(explanation.decision(), Decision::ExplicitDeny | Decision::ImplicitDeny);
    assert_eq!(denied.is_some(), is_denial, "{:?}", explanation.decision());
    if let Some(denied) = denied {
        let message = denied.to_string();
        assert!(message.len() < 1_000 + 4 * size, "{} bytes of {size}", message.len());
        assert!(!denied.code.as_str().is_empty() && denied.client_error().is_none());
    }
    // What else is shown takes ten times as long: half of the inputs are enough for it.
    if tape.chance(50) {
        return;
    }
    let report = Report::new(&explanation, Vec::new());
    let json = serde_json::to_string(&report).expect("a report is JSON");
    assert!(json.len() < 20_000 + 200 * size, "{} bytes of {size}", json.len());
    let text = sayso_cli::verdict_text(&explanation, &report);
    check::terminal(&text);
    assert!(text.len() < 20_000 + 200 * size, "{} bytes of {size}", text.len());
}
