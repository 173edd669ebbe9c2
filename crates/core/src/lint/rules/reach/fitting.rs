//! Which resources of a statement its actions take.

use sayso_catalog::ServiceAction;

use crate::document::StatementNode;
use crate::glob::Glob;
use crate::lint::context::{Context, StatementExt as _};
use crate::pattern::{Pattern, Syntax, arn_fields};
use crate::source::Spanned;

/// Comparisons made in one policy, most of which differ in the service already.
const MOST_COMPARISONS: usize = 100_000;

/// Resources of a statement beyond which it is not looked at.
const MOST_PLACES: usize = 1_000;

/// Actions that a pattern stands for before anything is taken to fit it.
const MOST_ACTIONS: usize = 600;

/// Compares ARN patterns of resource types, each made ready once, with a policy's resources.
pub(super) struct Fitting<'a> {
    /// In order.
    shapes: Vec<(&'a str, Glob)>,
    left: usize,
}

/// An entry of `Resource`.
pub(super) struct Place<'s> {
    pub(super) entry: &'s Spanned<String>,
    glob: Glob,
    /// `s3`, where that is sure.
    service: Option<&'s str>,
}

impl<'s> Place<'s> {
    /// The entries of a statement; none where one of them may be anything.
    pub(super) fn all(context: &Context<'_>, statement: &'s StatementNode) -> Vec<Self> {
        let version = context.document.version().map(|version| version.value).unwrap_or_default();
        let variables = version == crate::document::Version::V2012;
        let place = |entry: &'s Spanned<String>| {
            let [scheme, partition, service, ..] = arn_fields(&entry.value, variables)?;
            let pattern = Pattern::parse(&entry.value, Syntax { wildcards: true, variables });
            let sure = ![scheme, partition, service].iter().any(|field| field.contains(['*', '?', '$']));
            let glob = Glob::with_values(&pattern, |_| None);
            Some(Self { entry, glob, service: sure.then_some(service) })
        };
        if statement.resources().len() > MOST_PLACES {
            return Vec::new();
        }
        statement.resources().iter().map(place).collect::<Option<_>>().unwrap_or_default()
    }
}

impl<'a> Fitting<'a> {
    pub(super) fn new() -> Self {
        Self { shapes: Vec::new(), left: MOST_COMPARISONS }
    }

    /// Whether an action takes a resource that the entry means; true where that is not certain.
    pub(super) fn fits(&mut self, action: &ServiceAction<'a>, place: &Place<'_>) -> bool {
        let mut patterns = action.resource_types().flat_map(|taken| taken.resource_type.arn_patterns());
        patterns.any(|pattern| self.is_of(pattern, place))
    }

    /// Whether the budget is used up, so that nothing more is found.
    pub(super) fn is_done(&self) -> bool {
        self.left == 0
    }

    fn is_of(&mut self, pattern: &'a str, place: &Place<'_>) -> bool {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return true;
        }
        let service = pattern.split(':').nth(2).filter(|service| !service.contains(['*', '$']));
        if let (Some(own), Some(theirs)) = (place.service, service)
            && own != theirs
        {
            return false;
        }
        let at = self.shapes.binary_search_by(|(known, _)| known.cmp(&pattern)).unwrap_or_else(|at| {
            let parsed = Pattern::parse(pattern, Syntax { wildcards: true, variables: true });
            self.shapes.insert(at, (pattern, Glob::with_values(&parsed, |_| None)));
            at
        });
        self.shapes.get(at).is_some_and(|(_, shape)| shape.meets(&place.glob))
    }

    /// The actions that an entry of `Action` stands for; `None` where it may be any, or none is known.
    pub(super) fn actions_of(
        &mut self,
        context: &Context<'a>,
        entry: &str,
    ) -> Option<Vec<ServiceAction<'a>>> {
        let (service, _) = entry.split_once(':')?;
        if service.contains(['*', '?']) || self.is_done() {
            return None;
        }
        let actions: Vec<_> = context.reference().actions_matching(entry).take(MOST_ACTIONS).collect();
        self.left = self.left.saturating_sub(actions.len());
        (!actions.is_empty() && actions.len() < MOST_ACTIONS).then_some(actions)
    }
}
