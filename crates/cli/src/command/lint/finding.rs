//! From a diagnostic to a finding.

use sayso::lint::Attachment;
use sayso::{Diagnostic, Source};

use super::pointer;
use super::report::Finding;
use crate::input::found::{self, Found};

/// A finding of a file, of none of its policies.
pub(super) fn outside(diagnostic: Diagnostic, file: &Source) -> Finding {
    Finding {
        in_file: std::ptr::eq(diagnostic.source.text(), file.text()),
        diagnostic,
        policy: None,
        label: String::new(),
        policy_type: None,
        pointer: String::new(),
        sid: None,
        fingerprint: String::new(),
        fails: false,
        looks_elsewhere: false,
    }
}

/// A finding in one of a file's policies.
pub(super) fn within(diagnostic: Diagnostic, policy: &Found, number: usize, file: &Source) -> Finding {
    let (inner, statement) = pointer::of(&policy.document, diagnostic.span);
    let place = statement.map(|statement| statement.span);
    let is_elsewhere = |span| pointer::of(&policy.document, span).1.map(|statement| statement.span) != place;
    Finding {
        looks_elsewhere: diagnostic.labels.iter().any(|(span, _)| is_elsewhere(*span)),
        policy: Some(number),
        // A policy that is the whole file has the file's name.
        label: if policy.pointer.is_empty() { String::new() } else { policy.label.clone() },
        policy_type: Some(policy.policy_type),
        pointer: format!("{}{inner}", policy.pointer),
        sid: statement.and_then(|statement| statement.sid.as_ref()).map(|sid| sid.value.clone()),
        ..outside(diagnostic, file)
    }
}

/// What a policy is attached to in the linter's words. What a type says already is nothing more.
pub(super) fn attachment(of: &found::Attachment) -> Attachment<'static> {
    match of {
        found::Attachment::Managed => Attachment::Managed,
        found::Attachment::InlineUser => Attachment::User,
        found::Attachment::InlineGroup => Attachment::Group,
        found::Attachment::InlineRole => Attachment::Role,
        found::Attachment::Resource(of) => Attachment::Resource(of),
        found::Attachment::Trust
        | found::Attachment::Scp
        | found::Attachment::Rcp
        | found::Attachment::Boundary
        | found::Attachment::Session
        | found::Attachment::Endpoint
        | found::Attachment::Unknown => Attachment::Unknown,
    }
}
