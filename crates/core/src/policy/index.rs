//! Statements by what they can match, so that a decision visits candidates and not all.
//!
//! Two steps: the action leads to the statements that name it, its service, or anything; where these
//! are many, the resource's ARN leads to those among them whose patterns begin as it does.

mod bucket;
mod prefixes;

use std::ops::ControlFlow;

use super::Statement;
use super::action::ActionPattern;
use crate::document::Effect;
use crate::pattern::Pattern;
use crate::request::{Action, Request};

use bucket::Bucket;

/// Statement numbers per effect; a statement stands wherever one of its entries puts it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    deny: Candidates,
    allow: Candidates,
}

#[derive(Debug, Clone, Default)]
struct Candidates {
    /// Entries without wildcard, by the action's hash.
    actions: Table,
    /// Entries whose name has a wildcard, by the service's hash.
    services: Table,
    /// `*`, `NotAction`, and wildcards in the service.
    any: Bucket,
}

/// Sorted by hash. Names that share one share a bucket: candidates are looked at before they count.
type Table = Box<[(u64, Bucket)]>;

enum Place {
    Action(u64),
    Service(u64),
    Any,
    Nowhere,
}

impl Index {
    /// Indexes statements under their place in the iteration.
    pub(crate) fn build<'s>(statements: &(impl Iterator<Item = &'s Statement> + Clone)) -> Self {
        let of = |effect| {
            let numbered = (0..).zip(statements.clone());
            Candidates::build(numbered.filter(move |(_, statement)| statement.may(effect)))
        };
        Self { deny: of(Effect::Deny), allow: of(Effect::Allow) }
    }

    /// Hands every statement of an effect that can match to `visit`, some perhaps twice.
    pub(crate) fn visit(
        &self,
        effect: Effect,
        request: &Request<'_>,
        mut visit: impl FnMut(u32) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let candidates = match effect {
            Effect::Deny => &self.deny,
            Effect::Allow => &self.allow,
        };
        let (action, arn) = (&request.action, &*request.resource.arn);
        find(&candidates.actions, action.hash(), arn, &mut visit)?;
        if !candidates.services.is_empty() {
            find(&candidates.services, Action::hash_of(action.parts().0), arn, &mut visit)?;
        }
        candidates.any.visit(arn, &mut visit)
    }
}

impl Candidates {
    fn build<'s>(statements: impl Iterator<Item = (u32, &'s Statement)>) -> Self {
        let (mut actions, mut services, mut any) = (Vec::new(), Vec::new(), Vec::new());
        for numbered in statements {
            for place in places(numbered.1) {
                match place {
                    Place::Action(action) => actions.push((action, numbered)),
                    Place::Service(service) => services.push((service, numbered)),
                    Place::Any => any.push(numbered),
                    Place::Nowhere => {}
                }
            }
        }
        Self { actions: table(actions), services: table(services), any: bucket(any) }
    }
}

fn places(statement: &Statement) -> impl Iterator<Item = Place> {
    let negated = statement.action.negated();
    let entries = if negated { &[] } else { statement.action.entries() };
    negated.then_some(Place::Any).into_iter().chain(entries.iter().map(place))
}

fn place(entry: &ActionPattern) -> Place {
    match entry {
        ActionPattern::Never => Place::Nowhere,
        ActionPattern::Exact { hash, .. } => Place::Action(*hash),
        ActionPattern::Parts { service: Pattern::Literal(service), .. } => {
            Place::Service(Action::hash_of(service))
        }
        ActionPattern::Any | ActionPattern::Parts { .. } => Place::Any,
    }
}

fn table(mut places: Vec<(u64, (u32, &Statement))>) -> Table {
    places.sort_unstable_by_key(|(hash, (number, _))| (*hash, *number));
    let of_one = |same: &[(u64, (u32, &Statement))]| {
        let (hash, _) = same.first()?;
        Some((*hash, bucket(same.iter().map(|(_, numbered)| *numbered).collect())))
    };
    places.chunk_by(|(a, _), (b, _)| a == b).filter_map(of_one).collect()
}

/// Statements come in order, so those that are there twice stand side by side.
fn bucket(mut statements: Vec<(u32, &Statement)>) -> Bucket {
    statements.dedup_by_key(|(number, _)| *number);
    Bucket::build(&statements)
}

fn find(
    table: &Table,
    hash: u64,
    arn: &str,
    visit: &mut impl FnMut(u32) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match table.binary_search_by_key(&hash, |(hash, _)| *hash).ok().and_then(|at| table.get(at)) {
        Some((_, bucket)) => bucket.visit(arn, visit),
        None => ControlFlow::Continue(()),
    }
}
