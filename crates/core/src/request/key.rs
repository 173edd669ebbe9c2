//! Condition key names.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::fold::{ascii_hash, fold_hash, folded, is_same};

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

/// A name known beforehand, its hash computed by the compiler.
struct Name {
    text: &'static str,
    hash: u64,
}

impl Name {
    const fn of(text: &'static str) -> Self {
        Self { text, hash: ascii_hash(text) }
    }

    fn is(&self, key: &Key<'_>) -> bool {
        self.hash == key.hash && is_same(self.text, &key.text)
    }
}

/// A condition key; names are compared without regard to case, tag keys included (C06).
///
/// The name is kept as written, with a hash of it that all its spellings share: most keys differ in it,
/// so that a look-up compares numbers and no text is lowered.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    text: Cow<'a, str>,
    hash: u64,
}

impl<'a> Key<'a> {
    /// The key named `name`.
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        let text = name.into();
        Self { hash: fold_hash(&text), text }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name in lower case, for lists that people read.
    pub fn to_lowercase(&self) -> String {
        folded(&self.text).collect()
    }

    /// The key with its own copy of the name.
    pub fn into_owned(self) -> Key<'static> {
        Key { text: Cow::Owned(self.text.into_owned()), hash: self.hash }
    }

    /// Whether requests carry a list under this key, whatever the service (C29a).
    pub fn is_multivalued(&self) -> bool {
        MULTIVALUED.iter().any(|name| name.is(self))
    }

    pub(crate) fn derived(&self) -> Option<DerivedKey> {
        DERIVED.iter().find(|(name, _)| name.is(self)).map(|(_, key)| *key)
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && is_same(&self.text, &other.text)
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
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
