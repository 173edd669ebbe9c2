//! Condition key names.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::fold::{ascii_tail, folded, is_same, spread, tail};

/// Multivalued keys of any service (C29a).
const MULTIVALUED: [Name; 8] = [
    Name::of("aws:calledvia"),
    Name::of("aws:principalorgpaths"),
    Name::of("aws:principalservicenameslist"),
    Name::of("aws:resourceorgpaths"),
    Name::of("aws:sourceorgpaths"),
    Name::of("aws:tagkeys"),
    Name::of("aws:vpceorgpaths"),
    Name::of("sts:transitivetagkeys"),
];

/// Keys whose value follows from the principal (5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DerivedKey {
    PrincipalAccount,
    PrincipalArn,
    PrincipalIsAwsService,
    PrincipalServiceName,
    PrincipalType,
    UserId,
    Username,
}

const DERIVED: [(Name, DerivedKey); 7] = [
    (Name::of("aws:principalaccount"), DerivedKey::PrincipalAccount),
    (Name::of("aws:principalarn"), DerivedKey::PrincipalArn),
    (Name::of("aws:principalisawsservice"), DerivedKey::PrincipalIsAwsService),
    (Name::of("aws:principalservicename"), DerivedKey::PrincipalServiceName),
    (Name::of("aws:principaltype"), DerivedKey::PrincipalType),
    (Name::of("aws:userid"), DerivedKey::UserId),
    (Name::of("aws:username"), DerivedKey::Username),
];

/// A name known beforehand, its tail computed by the compiler.
struct Name {
    text: &'static str,
    tail: u64,
}

impl Name {
    const fn of(text: &'static str) -> Self {
        Self { text, tail: ascii_tail(text) }
    }

    fn is(&self, key: &Key<'_>) -> bool {
        self.tail == key.tail && is_same(self.text, &key.text)
    }
}

/// A condition key; names are compared without regard to case, tag keys included (C06).
///
/// The name is kept as written, with a number that all its spellings share. Most keys differ in it, so
/// that a look-up compares numbers and no text is lowered.
///
/// ```
/// use sayso::request::Key;
///
/// assert_eq!(Key::new("aws:RequestTag/Team"), Key::new("aws:requesttag/team"));
/// assert_eq!(Key::new("aws:SourceIp").to_string(), "aws:SourceIp");
/// ```
#[derive(Debug, Clone)]
pub struct Key<'a> {
    text: Cow<'a, str>,
    tail: u64,
}

impl<'a> Key<'a> {
    /// The key named `name`. Any text is one: unknown keys are no error (G10), and requests do not have them.
    ///
    /// ```
    /// use sayso::request::Key;
    ///
    /// assert!(Key::new("aws:CalledVia") < Key::new("AWS:sourceip"));
    /// ```
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        let text = name.into();
        Self { tail: tail(&text), text }
    }

    /// A key whose name is yet to be [read](Self::read): many are made quicker in two rounds, since nothing
    /// then stands between a text and its place in the list.
    pub(super) fn unread(text: Cow<'a, str>) -> Self {
        Self { text, tail: 0 }
    }

    pub(super) fn read(&mut self) {
        self.tail = tail(&self.text);
    }

    /// The name as written.
    ///
    /// ```
    /// assert_eq!(sayso::request::Key::new("AWS:SourceIp").as_str(), "AWS:SourceIp");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name in lower case, for lists that people read.
    ///
    /// ```
    /// assert_eq!(sayso::request::Key::new("aws:SourceIp").to_lowercase(), "aws:sourceip");
    /// ```
    pub fn to_lowercase(&self) -> String {
        folded(&self.text).collect()
    }

    /// The key with its own copy of the name.
    pub(crate) fn into_owned(self) -> Key<'static> {
        Key { text: Cow::Owned(self.text.into_owned()), tail: self.tail }
    }

    /// Whether requests carry a list under this key, whatever the service (C29a).
    pub(crate) fn is_multivalued(&self) -> bool {
        MULTIVALUED.iter().any(|name| name.is(self))
    }

    /// One bit of 64, by which a key that is not stated is mostly known at once.
    pub(super) fn bit(&self) -> u64 {
        1 << (spread(self.tail) >> 58)
    }

    pub(crate) fn derived(&self) -> Option<DerivedKey> {
        DERIVED.iter().find(|(name, _)| name.is(self)).map(|(_, key)| *key)
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.tail == other.tail && is_same(&self.text, &other.text)
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.tail);
    }
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        folded(&self.text).cmp(folded(&other.text))
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the index of a context rests on: without it every request would be walked for doubles.
    #[test]
    fn keys_that_requests_commonly_carry_have_a_bit_each() {
        let common = "CalledVia CurrentTime EpochTime MultiFactorAuthAge MultiFactorAuthPresent PrincipalAccount \
            PrincipalArn PrincipalOrgID PrincipalServiceName PrincipalType Referer RequestedRegion ResourceOrgID \
            SecureTransport SourceAccount SourceArn SourceIp SourceVpc SourceVpce TokenIssueTime UserAgent \
            ViaAWSService userid username";
        let keys = common.split_whitespace().map(|name| Key::new(format!("aws:{name}")));
        assert_eq!(keys.fold(0, |seen, key| seen | key.bit()).count_ones(), 24);
    }

    /// C29a: the catalogue and the engine must not drift apart.
    #[test]
    fn keys_are_multivalued_as_the_catalogue_says() {
        for key in sayso_catalog::global_condition_keys() {
            assert_eq!(Key::new(key.name()).is_multivalued(), key.is_multivalued(), "{key:?}");
        }
    }
}
