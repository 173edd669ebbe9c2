//! Out of a log: every refusal that a text holds, whatever stands around it.
//!
//! ```text
//! dense    the text without blanks, line breaks, colours: nothing can be torn apart there
//! grammar  one message: who, what, on what
//! ends     where a name ends that may have blanks and line breaks in it
//! reason   which layer, and how it is at fault
//! around   what clients write before and after it: code, operation, request id
//! opaque   refusals that say nothing but that they are
//! ```
//!
//! Each byte belongs to one message at most and each name has a longest length, so that time grows with the text.

mod around;
mod dense;
mod ends;
mod grammar;
mod opaque;
mod reason;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{AccessDenied, DenialContext, Details, ErrorCode, Subject};
use dense::Dense;

/// Refusals read of one text at most.
pub(crate) const MOST: usize = 1_000;

/// In every message that names an action; the first letter may be large.
const ANCHOR: &str = "otauthorizedtoperform";

/// A refusal in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) denied: AccessDenied,
    /// Whether the text has the error code: it is the service's usual one otherwise.
    pub(crate) has_code: bool,
    /// The service as a client's library calls it.
    pub(crate) service: Option<String>,
    pub(crate) request_id: Option<String>,
    /// The line it begins in, from 1.
    pub(crate) line: u32,
    /// Whether a line break stood within a name.
    pub(crate) is_joined: bool,
}

/// A message without what stands around it.
#[derive(Debug, Default)]
struct Core {
    subject: Option<Subject>,
    context: Option<DenialContext>,
    encoded: Option<String>,
    details: Option<Details>,
    /// It begins as EC2's do.
    is_ec2: bool,
    is_joined: bool,
}

/// All refusals, in the order of the text; at most [`MOST`].
pub(crate) fn read(text: &str) -> Vec<Found> {
    let dense = Dense::of(text);
    let mut found: Vec<(Range<usize>, Found)> = Vec::new();
    let (mut from, mut search) = (0, 0);
    while let Some(anchor) = dense.find(search, ANCHOR)
        && found.len() < MOST
    {
        search = anchor + ANCHOR.len();
        let Some((span, core)) = grammar::at(&dense, from, anchor) else { continue };
        let whole = around::span(&dense, from, &span);
        found.push((whole.clone(), complete(&dense, from, &span, &whole, core)));
        (from, search) = (whole.end, whole.end.max(search));
    }
    let taken: Vec<Range<usize>> = found.iter().map(|(span, _)| span.clone()).collect();
    for (span, core) in opaque::all(&dense, &taken) {
        let before = taken.iter().map(|taken| taken.end).filter(|end| *end <= span.start).max();
        let whole = around::span(&dense, before.unwrap_or(0), &span);
        found.push((whole.clone(), complete(&dense, before.unwrap_or(0), &span, &whole, core)));
    }
    found.sort_by_key(|(span, _)| span.start);
    found.truncate(MOST);
    found.into_iter().map(|(_, found)| found).collect()
}

/// A message with what stands around it.
fn complete(dense: &Dense, from: usize, span: &Range<usize>, whole: &Range<usize>, core: Core) -> Found {
    let around = around::Around::of(dense, from, span, whole);
    let service = core.subject.as_ref().and_then(|subject| subject.action.split_once(':'));
    let usual = || match service {
        Some((prefix, _)) => ErrorCode::of_service(&prefix.to_ascii_lowercase()),
        None if core.is_ec2 || core.encoded.is_some() => ErrorCode::UnauthorizedOperation,
        None => ErrorCode::AccessDenied,
    };
    Found {
        has_code: around.code.is_some(),
        denied: AccessDenied {
            code: around.code.as_deref().map_or_else(usual, ErrorCode::from),
            operation: around.operation,
            subject: core.subject,
            context: core.context.unwrap_or(DenialContext::Unsaid),
            encoded: core.encoded,
            details: core.details,
        },
        service: around.service,
        request_id: around.request_id,
        line: dense.line(whole.start),
        is_joined: core.is_joined,
    }
}
