//! What is asked for.

use std::borrow::Cow;

use super::fold::{ascii_hash, is_same_ascii};

/// An action, `service:Name`, compared without regard to ASCII case (A02). It is kept as asked, with a
/// hash that all spellings share, and never lowered while something is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action<'a> {
    written: Cow<'a, str>,
    colon: usize,
    hash: u64,
}

/// Why a text is no action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an action: expected `service:Name`, as in `s3:GetObject`")]
pub struct InvalidAction(pub String);

impl<'a> Action<'a> {
    /// Reads `service:Name`. Wildcards are patterns, not actions, and are refused.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, InvalidAction> {
        let written = text.into();
        match colon(&written) {
            Some(colon) => Ok(Self { hash: Self::hash_of(&written), written, colon }),
            None => Err(InvalidAction(written.into_owned())),
        }
    }

    /// The action as asked.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The service prefix in lower case.
    pub fn service(&self) -> String {
        self.parts().0.to_ascii_lowercase()
    }

    /// The name in lower case.
    pub fn name(&self) -> String {
        self.parts().1.to_ascii_lowercase()
    }

    /// Whether it is an action of this service.
    pub fn is_of(&self, service: &str) -> bool {
        is_same_ascii(self.parts().0, service)
    }

    /// Whether it is this action, `service:Name`.
    pub fn is(&self, action: &str) -> bool {
        is_same_ascii(&self.written, action)
    }

    /// The action with its own copy of the text.
    pub fn into_owned(self) -> Action<'static> {
        Action { written: Cow::Owned(self.written.into_owned()), ..self }
    }

    /// Service and name as asked.
    pub(crate) fn parts(&self) -> (&str, &str) {
        let (service, rest) = self.written.split_at_checked(self.colon).unwrap_or_default();
        (service, rest.get(1..).unwrap_or_default())
    }

    /// The number that all spellings of an action or service share.
    pub(crate) const fn hash_of(name: &str) -> u64 {
        ascii_hash(name)
    }

    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }
}

/// Where the service ends, in a text that is an action.
fn colon(text: &str) -> Option<usize> {
    let colon = text.bytes().position(|byte| byte == b':')?;
    // Letters, digits, `-`, `:` and a few more: what no action has is looked for only beyond them.
    let ordinary =
        text.bytes().all(|byte| byte >= b'A' && byte < 0x7f || byte.wrapping_sub(b'-') <= b':' - b'-');
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '*' || c == '?';
    let one = colon > 0 && colon + 1 < text.len() && (ordinary || !text.contains(blank));
    one.then_some(colon)
}
