//! The condition context: what is known, absent and unknown about a request.

use std::borrow::Cow;

use super::{Key, Value, Values};

/// What a request says of one context key.
///
/// ```
/// use sayso::{Case, Decision, Fact, decide};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
///         "Condition": {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}}}}
/// }"#.parse().unwrap();
/// let mut with = |fact: Fact<'static>| {
///     case.request.context.insert("aws:RequestedRegion", fact);
///     decide(&case.policies, &case.request)
/// };
/// assert_eq!(with(Fact::Known("eu-west-1".into())), Decision::Allowed);
/// // A negated operator is true of an absent key (C02).
/// assert_eq!(with(Fact::Absent), Decision::Allowed);
/// assert_eq!(with(Fact::Unknown), Decision::Depends);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<'a> {
    /// The key has these values; several make it multivalued, none make it absent (O12).
    Known(Values<'a>),
    /// The key is not in the request.
    Absent,
    /// It is not known whether the request has the key, nor its values.
    Unknown,
}

impl<'a> From<&'a str> for Fact<'a> {
    fn from(value: &'a str) -> Self {
        Self::Known(value.into())
    }
}

impl Fact<'_> {
    /// The fact with its own copies of the values.
    pub(crate) fn into_owned(self) -> Fact<'static> {
        match self {
            Self::Known(values) => Fact::Known(values.into_owned()),
            Self::Absent => Fact::Absent,
            Self::Unknown => Fact::Unknown,
        }
    }
}

/// The context keys of a request. A look-up takes time with their number: requests have tens of them,
/// and readers of files refuse more than [`Context::MOST_KEYS`].
///
/// ```
/// use sayso::{Context, Fact, request::Key};
///
/// let mut context = Context::new();
/// context.insert("aws:TagKeys", Fact::Known(vec!["team", "cost"].into()));
/// // Names compare without regard to case (C06).
/// assert!(matches!(context.fact(&Key::new("aws:tagkeys")), Some(Fact::Known(values)) if values.len() == 2));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// As stated; keys differ by a hash, so that a walk is quicker than a search by halves.
    entries: Vec<(Key<'a>, Fact<'a>)>,
    /// A bit for each key; most keys that are not stated have none.
    seen: u64,
    unlisted_unknown: bool,
}

impl<'a> Context<'a> {
    /// How many keys a request read from a file may state, far more than AWS ever sends.
    pub const MOST_KEYS: usize = 1_000;

    /// No keys. What follows from the principal, such as `aws:PrincipalArn`, need not be stated.
    ///
    /// ```
    /// assert!(sayso::Context::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// No keys, and room for as many.
    ///
    /// ```
    /// use sayso::{Context, Fact};
    ///
    /// let given = [("aws:SourceIp", "203.0.113.7"), ("aws:SecureTransport", "true")];
    /// let mut context = Context::with_capacity(given.len());
    /// for (key, value) in given {
    ///     context.insert(key, Fact::Known(value.into()));
    /// }
    /// assert_eq!(context.len(), 2);
    /// ```
    pub fn with_capacity(keys: usize) -> Self {
        Self { entries: Vec::with_capacity(keys), ..Self::default() }
    }

    /// States a fact; a later one about the same key replaces the earlier one, which is returned.
    ///
    /// ```
    /// use sayso::{Context, Fact};
    ///
    /// let mut context = Context::new();
    /// assert_eq!(context.insert("aws:SourceIp", Fact::Unknown), None);
    /// let before = context.insert("AWS:SourceIP", Fact::Known("203.0.113.7".into()));
    /// assert_eq!((before, context.len()), (Some(Fact::Unknown), 1));
    /// ```
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, fact: Fact<'a>) -> Option<Fact<'a>> {
        self.state(Key::new(key), fact)
    }

    fn state(&mut self, key: Key<'a>, fact: Fact<'a>) -> Option<Fact<'a>> {
        if self.seen & key.bit() != 0
            && let Some((_, stated)) = self.entries.iter_mut().find(|(stated, _)| *stated == key)
        {
            return Some(std::mem::replace(stated, fact));
        }
        self.seen |= key.bit();
        self.entries.push((key, fact));
        None
    }

    /// Takes every key that is not stated as unknown instead of absent, but for those that follow from the
    /// principal.
    ///
    /// ```
    /// use sayso::{Case, Decision, decide};
    ///
    /// let mut case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    ///         "Condition": {"StringEquals": {"aws:username": "ana", "aws:RequestedRegion": "eu-west-1"}}}}}
    /// }"#.parse().unwrap();
    /// assert_eq!(decide(&case.policies, &case.request), Decision::ImplicitDeny);
    /// case.request.context.set_unlisted_unknown(true);
    /// assert_eq!(decide(&case.policies, &case.request), Decision::Depends);
    /// ```
    pub fn set_unlisted_unknown(&mut self, unknown: bool) {
        self.unlisted_unknown = unknown;
    }

    /// Whether what is not stated is unknown, see [`Self::set_unlisted_unknown`].
    pub(crate) fn takes_unlisted_as_unknown(&self) -> bool {
        self.unlisted_unknown
    }

    /// No keys, and whatever is asked is unknown: the circumstances of nobody in particular.
    ///
    /// ```
    /// use sayso::{Context, Fact};
    ///
    /// let mut context = Context::unknown();
    /// context.insert("aws:SecureTransport", Fact::Known("true".into()));
    /// assert_eq!(context.len(), 1);
    /// ```
    pub fn unknown() -> Self {
        Self { unlisted_unknown: true, ..Self::default() }
    }

    /// How many keys are stated.
    ///
    /// ```
    /// use sayso::{Context, Fact};
    ///
    /// let mut context = Context::new();
    /// context.insert("aws:SourceVpce", Fact::Absent);
    /// assert_eq!(context.len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no key is stated.
    ///
    /// ```
    /// let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject"}"#.parse().unwrap();
    /// assert!(case.request.context.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys stated, sorted by lower-case name.
    ///
    /// ```
    /// use sayso::{Context, Fact};
    ///
    /// let mut context = Context::new();
    /// context.insert("aws:SourceIp", Fact::Known("203.0.113.7".into()));
    /// context.insert("AWS:SecureTransport", Fact::Absent);
    /// let keys: Vec<&str> = context.iter().map(|(key, _)| key.as_str()).collect();
    /// assert_eq!(keys, ["AWS:SecureTransport", "aws:SourceIp"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&Key<'a>, &Fact<'a>)> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        entries.into_iter().map(|(key, fact)| (key, fact))
    }

    /// The key as it was stated, where it was.
    pub(crate) fn stated(&self, key: &Key<'_>) -> Option<&Key<'a>> {
        self.entries.iter().map(|(stated, _)| stated).find(|stated| *stated == key)
    }

    /// What is stated of `key`; `None` where nothing is, also of a key that follows from the principal.
    ///
    /// ```
    /// use sayso::{Context, request::Key};
    ///
    /// assert_eq!(Context::new().fact(&Key::new("aws:PrincipalArn")), None);
    /// ```
    pub fn fact(&self, key: &Key<'_>) -> Option<&Fact<'a>> {
        if self.seen & key.bit() == 0 {
            return None;
        }
        self.entries.iter().find(|(stated, _)| stated == key).map(|(_, fact)| fact)
    }

    /// The context with its own copies of all text.
    pub(crate) fn into_owned(self) -> Context<'static> {
        let entries = self.entries.into_iter().map(|(key, fact)| (key.into_owned(), fact.into_owned()));
        Context { entries: entries.collect(), ..self }
    }

    pub(super) fn unlisted(&self) -> Value<'static> {
        if self.unlisted_unknown { Value::Unknown } else { Value::Absent }
    }
}

/// States the facts one after the other: a later one about the same key replaces an earlier one.
impl<'a, K: Into<Cow<'a, str>>, F: Into<Fact<'a>>> FromIterator<(K, F)> for Context<'a> {
    fn from_iter<I: IntoIterator<Item = (K, F)>>(facts: I) -> Self {
        let entry = |(key, fact): (K, F)| (Key::unread(key.into()), fact.into());
        let mut entries: Vec<_> = facts.into_iter().map(entry).collect();
        let (mut seen, mut doubtful) = (0, 0);
        for (key, _) in &mut entries {
            key.read();
            doubtful |= seen & key.bit();
            seen |= key.bit();
        }
        if !repeats(&entries, doubtful) {
            return Self { entries, seen, unlisted_unknown: false };
        }
        let mut context = Self::with_capacity(entries.len());
        for (key, fact) in entries {
            context.state(key, fact);
        }
        context
    }
}

/// Whether a key is stated twice, which only those with a doubtful bit can be.
fn repeats(entries: &[(Key<'_>, Fact<'_>)], doubtful: u64) -> bool {
    doubtful != 0
        && entries.iter().enumerate().any(|(at, (key, _))| {
            key.bit() & doubtful != 0 && entries.iter().take(at).any(|(other, _)| other == key)
        })
}

/// In whatever order the keys were stated.
impl PartialEq for Context<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.unlisted_unknown == other.unlisted_unknown && self.iter().eq(other.iter())
    }
}

impl Eq for Context<'_> {}
