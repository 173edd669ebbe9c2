//! Condition key names.

use std::fmt;

/// Multivalued keys of any service (C29a), in lower case and sorted.
const MULTIVALUED: [&str; 8] = [
    "aws:calledvia",
    "aws:principalorgpaths",
    "aws:principalservicenameslist",
    "aws:resourceorgpaths",
    "aws:sourceorgpaths",
    "aws:tagkeys",
    "aws:vpceorgpaths",
    "sts:transitivetagkeys",
];

/// Keys whose value follows from the principal (5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DerivedKey {
    PrincipalAccount,
    PrincipalArn,
    PrincipalIsAwsService,
    PrincipalServiceName,
    PrincipalType,
    UserId,
    Username,
}

const DERIVED: [(&str, DerivedKey); 7] = [
    ("aws:principalaccount", DerivedKey::PrincipalAccount),
    ("aws:principalarn", DerivedKey::PrincipalArn),
    ("aws:principalisawsservice", DerivedKey::PrincipalIsAwsService),
    ("aws:principalservicename", DerivedKey::PrincipalServiceName),
    ("aws:principaltype", DerivedKey::PrincipalType),
    ("aws:userid", DerivedKey::UserId),
    ("aws:username", DerivedKey::Username),
];

/// A condition key; names are compared without regard to case, tag keys included (C06).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    lower: Box<str>,
    written: Box<str>,
    multivalued: bool,
    derived: Option<DerivedKey>,
}

/// Lowers each character by itself, so that the same letter is the same wherever it stands.
pub(crate) fn lower_key(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.chars().flat_map(char::to_lowercase).collect()
}

impl Key {
    /// The key named `name`.
    pub fn new(name: &str) -> Self {
        let lower = lower_key(name);
        let multivalued = MULTIVALUED.binary_search(&lower.as_str()).is_ok();
        let derived = DERIVED.iter().find(|(name, _)| *name == lower).map(|(_, key)| *key);
        Self { lower: lower.into(), written: name.into(), multivalued, derived }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The name in lower case, under which it is looked up.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// Whether requests carry a list under this key, whatever the service (C29a).
    pub fn is_multivalued(&self) -> bool {
        self.multivalued
    }

    pub(crate) fn derived(&self) -> Option<DerivedKey> {
        self.derived
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}
