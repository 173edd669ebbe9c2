//! Three-valued logic: what is unknown is carried, never guessed.

use std::ops::Not;

/// Whether something holds, ordered so that `and` is the minimum and `or` the maximum (Kleene).
///
/// ```
/// use sayso::Truth;
///
/// assert_eq!(!Truth::Unknown, Truth::Unknown);
/// assert_eq!(Truth::from(true), Truth::Yes);
/// // `and`: what is certainly false stays so, whatever is unknown.
/// assert_eq!(Truth::No.min(Truth::Unknown), Truth::No);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold, whatever the unknown facts are.
    No,
    /// It depends on facts that the request leaves unknown.
    Unknown,
    /// It holds, whatever the unknown facts are.
    Yes,
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one holds.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether any of `truths` holds; stops at the first that does.
    pub(crate) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut result = Self::No;
        for truth in truths {
            result = result.or(truth);
            if result == Self::Yes {
                break;
            }
        }
        result
    }

    /// Whether all of `truths` hold; stops at the first that does not.
    pub(crate) fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        !Self::any(truths.into_iter().map(Self::not))
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}
