//! The condition context: what is known, absent and unknown about a request.

use std::borrow::Cow;

use super::{Key, Value, Values};

/// What a request says of one context key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<'a> {
    /// The key has these values; several make it multivalued, none make it absent (O12).
    Known(Values<'a>),
    /// The key is not in the request.
    Absent,
    /// It is not known whether the request has the key, nor its values.
    Unknown,
}

impl Fact<'_> {
    /// The fact with its own copies of the values.
    pub fn into_owned(self) -> Fact<'static> {
        match self {
            Self::Known(values) => Fact::Known(values.into_owned()),
            Self::Absent => Fact::Absent,
            Self::Unknown => Fact::Unknown,
        }
    }
}

/// The context keys of a request. A look-up takes time with their number: requests have tens of them,
/// and readers of files refuse more than [`Context::MOST_KEYS`].
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// As stated; keys differ by a hash, so that a walk is quicker than a search by halves.
    entries: Vec<(Key<'a>, Fact<'a>)>,
    unlisted_unknown: bool,
}

impl<'a> Context<'a> {
    /// How many keys a request read from a file may state, far more than AWS ever sends.
    pub const MOST_KEYS: usize = 1_000;

    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// No keys, and room for as many.
    pub fn with_capacity(keys: usize) -> Self {
        Self { entries: Vec::with_capacity(keys), unlisted_unknown: false }
    }

    /// States a fact; a later one about the same key replaces the earlier one, which is returned.
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, fact: Fact<'a>) -> Option<Fact<'a>> {
        let key = Key::new(key);
        match self.entries.iter_mut().find(|(stated, _)| *stated == key) {
            Some((_, stated)) => Some(std::mem::replace(stated, fact)),
            None => {
                self.entries.push((key, fact));
                None
            }
        }
    }

    /// Takes every key that is not stated as unknown instead of absent.
    pub fn set_unlisted_unknown(&mut self, unknown: bool) {
        self.unlisted_unknown = unknown;
    }

    /// How many keys are stated.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no key is stated.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys stated, sorted by lower-case name.
    pub fn iter(&self) -> impl Iterator<Item = (&Key<'a>, &Fact<'a>)> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|(key, _)| key);
        entries.into_iter().map(|(key, fact)| (key, fact))
    }

    /// The key as it was stated, where it was.
    pub(crate) fn stated(&self, key: &Key<'_>) -> Option<&Key<'a>> {
        self.entries.iter().map(|(stated, _)| stated).find(|stated| *stated == key)
    }

    /// What is stated of `key`.
    pub fn fact(&self, key: &Key<'_>) -> Option<&Fact<'a>> {
        self.entries.iter().find(|(stated, _)| stated == key).map(|(_, fact)| fact)
    }

    /// Whether `key` is unknown, unless it follows from the principal: stated to be so, or not stated
    /// where that is taken as unknown.
    pub fn is_unknown(&self, key: &str) -> bool {
        match self.fact(&Key::new(key)) {
            Some(fact) => *fact == Fact::Unknown,
            None => self.unlisted_unknown,
        }
    }

    /// The context with its own copies of all text.
    pub fn into_owned(self) -> Context<'static> {
        let entries = self.entries.into_iter().map(|(key, fact)| (key.into_owned(), fact.into_owned()));
        Context { entries: entries.collect(), unlisted_unknown: self.unlisted_unknown }
    }

    pub(super) fn unlisted(&self) -> Value<'static> {
        if self.unlisted_unknown { Value::Unknown } else { Value::Absent }
    }
}

/// In whatever order the keys were stated.
impl PartialEq for Context<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.unlisted_unknown == other.unlisted_unknown && self.iter().eq(other.iter())
    }
}

impl Eq for Context<'_> {}
