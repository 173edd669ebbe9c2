//! What is asked for.

use std::borrow::Cow;

use super::fold::{ascii_hash, is_same_ascii};

/// An action, `service:Name`, compared without regard to ASCII case (A02). It is kept as asked, with a
/// hash that all spellings share, and never lowered while something is decided.
///
/// ```
/// use sayso::Action;
///
/// let action = Action::new("S3:GetObject").unwrap();
/// assert_eq!(action.as_str(), "S3:GetObject");
/// assert_eq!((&*action.service(), &*action.name()), ("s3", "getobject"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action<'a> {
    written: Cow<'a, str>,
    colon: usize,
    hash: u64,
}

/// Why a text is no action.
///
/// ```
/// use sayso::Action;
///
/// let error = Action::new("Get").unwrap_err();
/// assert_eq!(error.to_string(), "`Get` is not an action: expected `service:Name`, as in `s3:GetObject`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an action: expected `service:Name`, as in `s3:GetObject`")]
pub struct InvalidAction(pub String);

impl<'a> Action<'a> {
    /// Reads `service:Name`. Whether the service has such an action is not asked.
    ///
    /// # Errors
    /// [`InvalidAction`] of a text without a service or a name, with blanks, or with wildcards: those make
    /// a pattern, and one request is for one action (A11).
    ///
    /// ```
    /// use sayso::Action;
    ///
    /// assert!(Action::new("iam:PassRole").is_ok());
    /// assert!(Action::new("s3:Get*").is_err());
    /// ```
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, InvalidAction> {
        let written = text.into();
        match colon(&written) {
            Some(colon) => Ok(Self { hash: Self::hash_of(&written), written, colon }),
            None => Err(InvalidAction(written.into_owned())),
        }
    }

    /// An action of nowhere, to be replaced.
    pub(crate) fn any() -> Self {
        const ANY: &str = "any:Action";
        Self { written: Cow::Borrowed(ANY), colon: 3, hash: Self::hash_of(ANY) }
    }

    /// The action as asked, letter case included.
    ///
    /// ```
    /// assert_eq!(sayso::Action::new("ec2:RunInstances").unwrap().as_str(), "ec2:RunInstances");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The service prefix in lower case.
    ///
    /// ```
    /// assert_eq!(sayso::Action::new("KMS:Decrypt").unwrap().service(), "kms");
    /// ```
    pub fn service(&self) -> String {
        self.parts().0.to_ascii_lowercase()
    }

    /// The name in lower case.
    ///
    /// ```
    /// assert_eq!(sayso::Action::new("kms:Decrypt").unwrap().name(), "decrypt");
    /// ```
    pub fn name(&self) -> String {
        self.parts().1.to_ascii_lowercase()
    }

    /// Whether it is an action of this service, by its prefix in any letter case.
    pub(crate) fn is_of(&self, service: &str) -> bool {
        is_same_ascii(self.parts().0, service)
    }

    /// Whether it is this action, `service:Name`, in any letter case; no wildcards here.
    pub(crate) fn is(&self, action: &str) -> bool {
        is_same_ascii(&self.written, action)
    }

    /// The action with its own copy of the text.
    pub(crate) fn into_owned(self) -> Action<'static> {
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
    let ordinary = text.bytes().all(|byte| matches!(byte, b'-'..=b':' | b'A'..=b'~'));
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '*' || c == '?';
    let one = colon > 0 && colon + 1 < text.len() && (ordinary || !text.contains(blank));
    one.then_some(colon)
}
