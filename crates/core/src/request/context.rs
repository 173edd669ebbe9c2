//! The condition context: what is known, absent and unknown about a request.

use super::Key;

/// What a request says of one context key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The key has these values; several make it multivalued, none make it absent (O12).
    Known(Vec<String>),
    /// The key is not in the request.
    Absent,
    /// It is not known whether the request has the key, nor its values.
    Unknown,
}

/// The context keys of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Sorted by lower-case name.
    entries: Vec<(Key, Fact)>,
    unlisted_unknown: bool,
}

/// The values of a present key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Values<'a> {
    One(&'a str),
    Many(&'a [String]),
}

impl<'a> Values<'a> {
    /// The value, if there is exactly one.
    pub(crate) fn single(self) -> Option<&'a str> {
        match self {
            Self::One(value) => Some(value),
            Self::Many([value]) => Some(value),
            Self::Many(_) => None,
        }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = &'a str> {
        let (one, many): (Option<&str>, &[String]) = match self {
            Self::One(value) => (Some(value), &[]),
            Self::Many(values) => (None, values),
        };
        one.into_iter().chain(many.iter().map(String::as_str))
    }
}

/// What the evaluator sees of a key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Absent,
    Unknown,
    Present(Values<'a>),
}

impl Context {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// States a fact; a later one about the same key replaces the earlier one, which is returned.
    pub fn insert(&mut self, key: &str, fact: Fact) -> Option<Fact> {
        let key = Key::new(key);
        match self.position(&key) {
            Ok(at) => self.entries.get_mut(at).map(|(_, old)| std::mem::replace(old, fact)),
            Err(at) => {
                self.entries.insert(at, (key, fact));
                None
            }
        }
    }

    /// Takes every key that is not stated as unknown instead of absent.
    pub fn set_unlisted_unknown(&mut self, unknown: bool) {
        self.unlisted_unknown = unknown;
    }

    /// The keys stated, sorted by lower-case name.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Fact)> {
        self.entries.iter().map(|(key, fact)| (key, fact))
    }

    /// What is stated of `key`.
    pub fn fact(&self, key: &Key) -> Option<&Fact> {
        self.position(key).ok().and_then(|at| self.entries.get(at)).map(|(_, fact)| fact)
    }

    /// Whether `key` is unknown, unless it follows from the principal: stated to be so, or not stated
    /// where that is taken as unknown.
    pub fn is_unknown(&self, key: &str) -> bool {
        match self.fact(&Key::new(key)) {
            Some(fact) => *fact == Fact::Unknown,
            None => self.unlisted_unknown,
        }
    }

    pub(super) fn unlisted(&self) -> Value<'static> {
        if self.unlisted_unknown { Value::Unknown } else { Value::Absent }
    }

    fn position(&self, key: &Key) -> Result<usize, usize> {
        self.entries.binary_search_by(|(entry, _)| entry.lower().cmp(key.lower()))
    }
}
