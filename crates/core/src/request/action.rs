//! What is asked for.

use std::borrow::Cow;

use super::fold::ascii_hash;

/// An action, `service:Name`, compared without regard to ASCII case (A02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action<'a> {
    written: Cow<'a, str>,
    lower: Box<str>,
    colon: usize,
    hash: u64,
    service_hash: u64,
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
            Some(colon) => Ok(Self::split_at(written, colon)),
            None => Err(InvalidAction(written.into_owned())),
        }
    }

    fn split_at(written: Cow<'a, str>, colon: usize) -> Self {
        let hash = Self::hash_of(&written);
        let service_hash = Self::hash_of(written.get(..colon).unwrap_or_default());
        Self { lower: written.to_ascii_lowercase().into(), written, colon, hash, service_hash }
    }

    /// The number that all spellings of an action or service share.
    pub(crate) fn hash_of(name: &str) -> u64 {
        ascii_hash(name)
    }

    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    pub(crate) fn service_hash(&self) -> u64 {
        self.service_hash
    }

    /// The action as asked.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The whole action in lower case.
    pub(crate) fn lower(&self) -> &str {
        &self.lower
    }

    /// The service prefix in lower case.
    pub fn service(&self) -> &str {
        self.lower.get(..self.colon).unwrap_or_default()
    }

    /// The name in lower case.
    pub fn name(&self) -> &str {
        self.lower.get(self.colon + 1..).unwrap_or_default()
    }

    /// The action with its own copy of the text.
    pub fn into_owned(self) -> Action<'static> {
        Action { written: Cow::Owned(self.written.into_owned()), ..self }
    }
}

/// Where the service ends, in a text that is an action.
fn colon(text: &str) -> Option<usize> {
    let ordinary = |byte: u8| byte.is_ascii_graphic() && byte != b'*' && byte != b'?';
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '*' || c == '?';
    if !text.bytes().all(ordinary) && text.contains(blank) {
        return None;
    }
    text.bytes().position(|byte| byte == b':').filter(|colon| *colon > 0 && colon + 1 < text.len())
}
