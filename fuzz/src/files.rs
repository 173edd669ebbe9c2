//! What the command line reads: cases, scenarios, and policies in files of all kinds.

mod policies;

use sayso::case::{LoadError, UnreadableCase};
use sayso::{Case, Limits, PolicyLoader, Source, decide};
use sayso_cli::Failure;

use crate::support::check;

/// Cases of one file that are decided or shown: lists multiply, and the rest is no different.
const MOST: usize = 3;

/// Any bytes as a file end in cases that can be decided, in policies that can be linted, or in faults that can be
/// shown. The first byte is the kind of file, of which the name's ending tells.
pub fn files(data: &[u8]) {
    let Some((kind, data)) = data.split_first() else { return };
    let name = match kind {
        b'y' => "f.test.yaml",
        b'j' => "f.test.json",
        b'l' => "f.jsonl",
        b'c' => return stream(data),
        b'J' => return policies::found("f.json", data),
        b'Y' => return policies::found("f.yaml", data),
        b'T' => return policies::found("f.tf", data),
        b'K' => return policies::found("f.tf.json", data),
        _ => "f",
    };
    let mut cases = Cases::default();
    match Source::from_bytes(name, data.to_vec()) {
        Ok(source) => {
            for case in sayso_cli::read_scenarios(&source, &limits(), &OnePolicy) {
                cases.add(case);
            }
            assert!(cases.count > 0, "neither a case nor a fault");
        }
        Err(fault) => shown(&fault.into()),
    }
}

/// What `simulate --cases` reads.
fn stream(data: &[u8]) {
    let mut cases = Cases::default();
    if let Err(failure) = sayso_cli::read_cases("f", data, &limits(), &OnePolicy, &mut |it| cases.add(it)) {
        shown(&failure);
    }
}

/// Smaller than those of the command line, so that they are met.
fn limits() -> Limits {
    Limits { bytes: 700, statements: 4, ..Limits::default() }
}

#[derive(Default)]
struct Cases {
    count: usize,
}

impl Cases {
    fn add(&mut self, case: Result<Case, UnreadableCase>) {
        self.count += 1;
        match case {
            Ok(case) if self.count <= MOST => {
                decide(&case.policies, &case.request);
            }
            Ok(_) => {}
            Err(UnreadableCase { diagnostics, .. }) => {
                assert!(!diagnostics.is_empty(), "unreadable without a reason");
                if self.count <= MOST {
                    shown(&diagnostics.into());
                }
            }
        }
    }
}

/// A failure as the terminal gets it.
fn shown(failure: &Failure) {
    match failure {
        Failure::Faults(faults) => faults.iter().for_each(check::diagnostic),
        Failure::Message(message) => assert!(check::harmless(message), "{message:?} steers a terminal"),
    }
    check::terminal(&sayso_cli::failure_text(failure));
}

/// A folder with one policy.
struct OnePolicy;

impl PolicyLoader for OnePolicy {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        if reference == "p" {
            let text = r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
            return Ok(Source::new("p", text));
        }
        Err(LoadError::Missing(format!("cannot read `{reference}`: no such file")))
    }
}
