//! Refusals that name nobody and nothing: `Access Denied`, `Forbidden`, an encoded message alone.

use std::ops::Range;

use super::dense::Dense;
use super::{Core, MOST, around, ends, grammar};

/// A text that is this short is about a refusal if it has one.
const SHORT: usize = 300;

/// Those of a text that are no part of the messages found before.
pub(super) fn all(dense: &Dense, taken: &[Range<usize>]) -> Vec<(Range<usize>, Core)> {
    let mut found: Vec<(Range<usize>, Core)> = Vec::new();
    let mut next = Kind::ALL.map(|(words, kind)| (dense.find(0, words), words, kind));
    let mut at = 0;
    while found.len() < MOST {
        for (place, words, _) in &mut next {
            // Each is looked for again only once it was passed: the text is gone through once.
            if place.is_some_and(|place| place < at) {
                *place = dense.find(at, words);
            }
        }
        let nearest = next.iter().filter_map(|(place, _, kind)| Some(((*place)?, *kind)));
        let Some((start, kind)) = nearest.min_by_key(|(place, _)| *place) else { break };
        at = start + 1;
        if let Some(span) = taken.iter().find(|span| span.contains(&start)) {
            at = span.end;
            continue;
        }
        if let Some((span, core)) = kind.read(dense, start) {
            at = span.end.max(at);
            found.push((span, core));
        }
    }
    found
}

#[derive(Clone, Copy)]
enum Kind {
    /// `An error occurred (…) when calling …`
    Client,
    Encoded,
    /// `Access Denied`, with a code before it or all there is
    Denied,
}

impl Kind {
    /// Each with the words that begin it.
    const ALL: [(&'static str, Self); 3] = [
        ("Anerroroccurred(", Self::Client),
        ("Encodedauthorizationfailuremessage:", Self::Encoded),
        ("AccessDenied", Self::Denied),
    ];

    /// Where the message is, after what a client writes before it.
    fn read(self, dense: &Dense, start: usize) -> Option<(Range<usize>, Core)> {
        match self {
            Self::Client => {
                let text = ends::within(dense.from(start), 400);
                let (rest, (status, _)) = around::client(text).ok()?;
                let after = start + text.len() - rest.len();
                let denied = is_denied(&status);
                denied.then(|| {
                    let (end, core) = rest_of(dense, after);
                    (after..end, core)
                })
            }
            Self::Encoded => {
                let (end, core) = grammar::tail(dense, start);
                core.encoded.is_some().then_some((start..end, core))
            }
            Self::Denied => {
                const LENGTH: usize = "AccessDenied".len();
                let is_all = dense.len() <= SHORT && around::begins(dense, start);
                let before = dense.slice(dense.boundary(start.saturating_sub(40))..start);
                let coded =
                    ["AccessDenied:", "AccessDenied</Code><Message>", "AccessDeniedException:", "apierror"];
                let is_told = coded.iter().any(|code| before.ends_with(code));
                let end = start + LENGTH;
                let after = dense.from(end);
                let is_code = ["</Code>", ":", "Exception"].iter().any(|it| after.starts_with(it));
                (is_told || (is_all && !is_code)).then(|| (start..end, Core::default()))
            }
        }
    }
}

/// The codes of refusals; of a request without a body there is only the status.
fn is_denied(code: &str) -> bool {
    ["Denied", "Unauthorized", "AuthorizationError", "NotAuthorized"].iter().any(|it| code.contains(it))
        || matches!(code, "403" | "Forbidden")
}

/// What the client's words introduce.
fn rest_of(dense: &Dense, start: usize) -> (usize, Core) {
    let (end, core) = grammar::tail(dense, start);
    let text = dense.from(end);
    let words = ["AccessDenied", "Forbidden"].iter().find(|words| text.starts_with(*words));
    (end + words.map_or(0, |words| words.len()), core)
}
