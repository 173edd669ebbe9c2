//! The values of a context key.

use std::borrow::Cow;
use std::slice;

/// The values that a request gives for one context key, in order. One value, by far the most common,
/// needs no list.
///
/// ```
/// use sayso::Values;
///
/// let one = Values::from("eu-west-1");
/// let several: Values = ["team", "cost"].into_iter().collect();
/// assert_eq!((one.len(), several.len()), (1, 2));
/// assert_eq!(one, Values::from(vec!["eu-west-1"]));
/// ```
#[derive(Debug, Clone)]
pub struct Values<'a>(Kept<'a>);

#[derive(Debug, Clone)]
enum Kept<'a> {
    One(Cow<'a, str>),
    Many(Box<[Cow<'a, str>]>),
}

impl<'a> Values<'a> {
    /// The values as a list.
    ///
    /// ```
    /// use sayso::Values;
    ///
    /// assert_eq!(Values::from(vec!["team", "cost"]).as_slice(), ["team", "cost"]);
    /// ```
    pub fn as_slice(&self) -> &[Cow<'a, str>] {
        match &self.0 {
            Kept::One(value) => slice::from_ref(value),
            Kept::Many(values) => values,
        }
    }

    /// The values, in order.
    ///
    /// ```
    /// let services = sayso::Values::from(vec!["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"]);
    /// // `aws:CalledVia` has the chain in order.
    /// assert_eq!(services.iter().last(), Some("dynamodb.amazonaws.com"));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.as_slice().iter().map(AsRef::as_ref)
    }

    /// How many there are.
    ///
    /// ```
    /// assert_eq!(sayso::Values::from("203.0.113.7").len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there is none, which makes the key absent (O12).
    ///
    /// ```
    /// use sayso::Values;
    ///
    /// assert!(Values::from(Vec::<String>::new()).is_empty());
    /// assert!(!Values::from("").is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// The values with their own copies of the text.
    pub(crate) fn into_owned(self) -> Values<'static> {
        Values(match self.0 {
            Kept::One(value) => Kept::One(Cow::Owned(value.into_owned())),
            Kept::Many(values) => {
                Kept::Many(values.into_iter().map(|value| Cow::Owned(value.into_owned())).collect())
            }
        })
    }
}

impl PartialEq for Values<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Values<'_> {}

impl<'a> From<&'a str> for Values<'a> {
    fn from(value: &'a str) -> Self {
        Self(Kept::One(Cow::Borrowed(value)))
    }
}

impl From<String> for Values<'_> {
    fn from(value: String) -> Self {
        Self(Kept::One(Cow::Owned(value)))
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<Vec<T>> for Values<'a> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<'a, T: Into<Cow<'a, str>>> FromIterator<T> for Values<'a> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(Kept::Many(values.into_iter().map(Into::into).collect()))
    }
}

/// What the evaluator sees of a key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Absent,
    Unknown,
    Present(Present<'a>),
}

/// The values of a present key: one that follows from the principal, or those stated.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Present<'a> {
    Derived(&'a str),
    Stated(&'a [Cow<'a, str>]),
}

impl<'a> Present<'a> {
    /// The value, if there is exactly one.
    pub(crate) fn single(self) -> Option<&'a str> {
        match self {
            Self::Derived(value) => Some(value),
            Self::Stated([value]) => Some(value),
            Self::Stated(_) => None,
        }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = &'a str> {
        let (derived, stated): (Option<&str>, &[Cow<'_, str>]) = match self {
            Self::Derived(value) => (Some(value), &[]),
            Self::Stated(values) => (None, values),
        };
        derived.into_iter().chain(stated.iter().map(AsRef::as_ref))
    }
}
