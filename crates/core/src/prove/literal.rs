//! What a statement asks of one variable: the resource, the action or a condition key.

/// The resource's ARN.
pub(super) const RESOURCE: u32 = 0;
/// The action, where it is no cell of a partition.
pub(super) const ACTION: u32 = 1;
/// The first condition key.
const FIRST_KEY: u32 = 2;

/// The key that a variable is.
pub(super) fn key_of(variable: u32) -> Option<u32> {
    variable.checked_sub(FIRST_KEY)
}

/// The variable that a key is.
pub(super) fn variable_of(key: u32) -> u32 {
    FIRST_KEY + key
}

/// A predicate on one value, or its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Signed {
    pub(super) predicate: u32,
    pub(super) negated: bool,
}

impl Signed {
    pub(super) fn not(self) -> Self {
        Self { negated: !self.negated, ..self }
    }
}

/// What is asked of the values of a key that is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Body {
    /// Nothing.
    Any,
    /// What none fulfils.
    Never,
    /// There is one value, and it fulfils this: operators without a set prefix (C29).
    Single(Signed),
    /// There are several values, or one that fulfils this.
    UnlessSingle(Signed),
    /// One of them fulfils it.
    Some(Signed),
    /// Each of them does.
    Every(Signed),
}

/// A condition on one variable. Every condition operator falls into it, and so does its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Literal {
    pub(super) variable: u32,
    /// Whether an absent key fulfils it. Resource and action are never absent.
    pub(super) absent: bool,
    pub(super) body: Body,
}

impl Literal {
    pub(super) fn not(self) -> Self {
        let body = match self.body {
            Body::Any => Body::Never,
            Body::Never => Body::Any,
            Body::Single(signed) => Body::UnlessSingle(signed.not()),
            Body::UnlessSingle(signed) => Body::Single(signed.not()),
            Body::Some(signed) => Body::Every(signed.not()),
            Body::Every(signed) => Body::Some(signed.not()),
        };
        Self { variable: self.variable, absent: !self.absent, body }
    }
}
