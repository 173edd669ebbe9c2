//! `Action` and `NotAction` (2.1).

mod lookup;

use std::sync::OnceLock;

use crate::document::ListElement;
use crate::json::UNKNOWN;
use crate::outcome::{Because, Outcome};
use crate::pattern::{Pattern, Syntax};
use crate::request::Action;
use crate::source::{Span, Spanned};
use crate::truth::Truth;

use lookup::Lookup;

/// A compiled `Action` or `NotAction`.
#[derive(Debug, Clone)]
pub(super) struct ActionElement {
    negated: bool,
    entries: Box<[ActionPattern]>,
    /// Of a long list, made when it is asked the first time.
    lookup: OnceLock<Box<Lookup>>,
}

/// Looking at so few entries costs less than a search.
const FEW: usize = 16;

/// One entry: `*`, or service and name matched apart, so that a wildcard can't swallow the colon (A07).
/// Patterns are in lower case.
#[derive(Debug, Clone)]
pub(crate) enum ActionPattern {
    Any,
    /// Without wildcard; most entries differ from an action in the hash already.
    Exact {
        action: Box<str>,
        hash: u64,
    },
    Parts {
        service: Pattern,
        name: Pattern,
    },
    /// No colon: matches nothing (O07).
    Never,
}

impl ActionElement {
    fn new(negated: bool, entries: Box<[ActionPattern]>) -> Self {
        Self { negated, entries, lookup: OnceLock::new() }
    }

    pub(super) fn compile(node: &ListElement) -> Self {
        let entries = node.entries.iter().map(|entry| ActionPattern::parse(&entry.value)).collect();
        Self::new(node.negated, entries)
    }

    /// Matches whatever an element with unknown entries may match.
    pub(super) fn compile_open(node: Option<&ListElement>, is_unknown: &dyn Fn(Span) -> bool) -> Self {
        let known = |entry: &Spanned<String>| !is_unknown(entry.span);
        let entries: Box<[ActionPattern]> = match node {
            // What a negated list may have besides only makes it match less.
            Some(node) if node.negated => {
                let known = node.entries.iter().filter(|entry| known(entry));
                known.map(|entry| ActionPattern::parse(&entry.value)).collect()
            }
            Some(node) => node.entries.iter().map(|entry| widest(&entry.value, known(entry))).collect(),
            None => Box::default(),
        };
        match node {
            Some(node) if !entries.is_empty() => Self::new(node.negated, entries),
            _ => Self::any(),
        }
    }

    /// Matches every action.
    pub(super) fn any() -> Self {
        Self::new(false, [ActionPattern::Any].into())
    }

    /// Matches no action.
    pub(super) fn none() -> Self {
        Self::new(false, Box::default())
    }

    pub(super) fn negated(&self) -> bool {
        self.negated
    }

    pub(super) fn entries(&self) -> &[ActionPattern] {
        &self.entries
    }

    /// The services of what it may match, one for each entry; `None` for any.
    pub(super) fn services(&self) -> impl Iterator<Item = Option<&str>> {
        let any = self.negated.then_some(None);
        any.into_iter().chain(self.entries.iter().map(ActionPattern::service))
    }

    pub(super) fn evaluate(&self, action: &Action) -> Outcome {
        let hit = if self.entries.len() <= FEW {
            (0..).zip(&self.entries).find(|(_, entry)| entry.matches(action)).map(|(entry, _)| entry)
        } else {
            self.lookup.get_or_init(|| Box::new(Lookup::of(&self.entries))).first(&self.entries, action)
        };
        // An empty list never matches, `NotAction` neither (G12).
        let holds = hit.is_some() != self.negated && !self.entries.is_empty();
        let because = match hit {
            Some(entry) => Because::Entry { value: 0, entry },
            None => Because::NoEntry { value: 0 },
        };
        Outcome::new(Truth::from(holds), because)
    }
}

/// All that an entry may match.
fn widest(text: &str, known: bool) -> ActionPattern {
    match text {
        _ if known => ActionPattern::parse(text),
        // The colon, too, may be in the unknown part.
        _ if !text.contains(':') => ActionPattern::Any,
        _ => ActionPattern::parse(&text.replace(UNKNOWN, "*")),
    }
}

impl ActionPattern {
    pub(crate) fn parse(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        let parse = |part| Pattern::parse(part, Syntax { wildcards: true, variables: false });
        match lower.split_once(':') {
            _ if lower == "*" => Self::Any,
            Some(_) if !text.contains(['*', '?']) => {
                Self::Exact { hash: Action::hash_of(text), action: text.into() }
            }
            Some((service, name)) => Self::Parts { service: parse(service), name: parse(name) },
            None => Self::Never,
        }
    }

    /// The service of what it matches, where that is said.
    fn service(&self) -> Option<&str> {
        match self {
            Self::Exact { action, .. } => action.split_once(':').map(|(service, _)| service),
            Self::Parts { service, .. } => service.literal(),
            Self::Any | Self::Never => None,
        }
    }

    pub(crate) fn matches(&self, action: &Action) -> bool {
        match self {
            Self::Any => true,
            Self::Exact { action: own, hash } => *hash == action.hash() && action.is(own),
            Self::Parts { service, name } => {
                let (own_service, own_name) = action.parts();
                service.matches_ignoring_case(own_service) && name.matches_ignoring_case(own_name)
            }
            Self::Never => false,
        }
    }
}
