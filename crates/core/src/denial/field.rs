//! A fact of a denial, and how it is known.

/// What is known of one thing.
///
/// ```
/// use sayso::denial::Field;
///
/// let account = Field::inferred("123456789012", "the ARN of the caller");
/// assert_eq!((account.value(), account.confidence()), (Some("123456789012"), "inferred"));
/// assert_eq!(account.from(), Some("the ARN of the caller"));
/// assert_eq!(Field::Unknown.value(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// AWS says it.
    Stated(String),
    /// It follows from what AWS says.
    Inferred {
        /// The value.
        value: String,
        /// What it follows from, in words.
        from: String,
    },
    /// Whoever asks says it.
    Given(String),
    /// Nothing is known.
    Unknown,
}

impl Field {
    /// A value that follows from something.
    ///
    /// ```
    /// use sayso::denial::Field;
    ///
    /// assert!(matches!(Field::inferred("ec2", "the error code"), Field::Inferred { .. }));
    /// ```
    pub fn inferred(value: impl Into<String>, from: impl Into<String>) -> Self {
        Self::Inferred { value: value.into(), from: from.into() }
    }

    /// The value, where one is known.
    ///
    /// ```
    /// use sayso::denial::Field;
    ///
    /// assert_eq!(Field::Stated("s3:GetObject".to_owned()).value(), Some("s3:GetObject"));
    /// ```
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Stated(value) | Self::Given(value) | Self::Inferred { value, .. } => Some(value),
            Self::Unknown => None,
        }
    }

    /// `stated`, `inferred`, `given` or `unknown`.
    ///
    /// ```
    /// use sayso::denial::Field;
    ///
    /// assert_eq!(Field::Unknown.confidence(), "unknown");
    /// ```
    pub fn confidence(&self) -> &'static str {
        match self {
            Self::Stated(_) => "stated",
            Self::Inferred { .. } => "inferred",
            Self::Given(_) => "given",
            Self::Unknown => "unknown",
        }
    }

    /// What an inferred value follows from.
    ///
    /// ```
    /// use sayso::denial::Field;
    ///
    /// assert_eq!(Field::Given("*".to_owned()).from(), None);
    /// ```
    pub fn from(&self) -> Option<&str> {
        match self {
            Self::Inferred { from, .. } => Some(from),
            _ => None,
        }
    }

    pub(super) fn stated(value: Option<String>) -> Self {
        value.filter(|value| !value.is_empty()).map_or(Self::Unknown, Self::Stated)
    }

    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Unknown { other() } else { self }
    }
}
