//! Statements by the actions they can match, so that a decision visits candidates and not all.

use std::collections::BTreeMap;

use super::Statement;
use super::action::ActionPattern;
use crate::document::Effect;
use crate::pattern::Pattern;
use crate::request::Action;

/// Statement numbers per effect; a statement stands wherever one of its entries puts it.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    deny: Candidates,
    allow: Candidates,
}

#[derive(Debug, Clone, Default)]
struct Candidates {
    /// Entries without wildcard, by the whole action in lower case.
    actions: Table,
    /// Entries whose name has a wildcard, by service.
    services: Table,
    /// `*`, `NotAction`, and wildcards in the service.
    any: Box<[u32]>,
}

/// Sorted by key, searched by halves.
type Table = Box<[(Box<str>, Box<[u32]>)]>;

enum Place {
    Action(String),
    Service(String),
    Any,
    Nowhere,
}

impl Index {
    pub(super) fn build(statements: &[Statement]) -> Self {
        Self {
            deny: Candidates::build(statements, Effect::Deny),
            allow: Candidates::build(statements, Effect::Allow),
        }
    }

    pub(super) fn candidates<'a>(
        &'a self,
        effect: Effect,
        action: &Action,
    ) -> impl Iterator<Item = u32> + 'a {
        let candidates = match effect {
            Effect::Deny => &self.deny,
            Effect::Allow => &self.allow,
        };
        let actions = find(&candidates.actions, action.lower());
        let services = find(&candidates.services, action.service());
        actions.iter().chain(services).chain(&candidates.any).copied()
    }
}

impl Candidates {
    fn build(statements: &[Statement], effect: Effect) -> Self {
        let mut actions = BTreeMap::<String, Vec<u32>>::new();
        let mut services = BTreeMap::<String, Vec<u32>>::new();
        let mut any = Vec::new();
        for (at, statement) in (0..).zip(statements).filter(|(_, statement)| statement.effect == effect) {
            for place in places(statement) {
                match place {
                    Place::Action(action) => push(actions.entry(action).or_default(), at),
                    Place::Service(service) => push(services.entry(service).or_default(), at),
                    Place::Any => push(&mut any, at),
                    Place::Nowhere => {}
                }
            }
        }
        Self { actions: table(actions), services: table(services), any: any.into() }
    }
}

fn places(statement: &Statement) -> Vec<Place> {
    if statement.action.negated() {
        return vec![Place::Any];
    }
    statement.action.entries().iter().map(place).collect()
}

fn place(entry: &ActionPattern) -> Place {
    match entry {
        ActionPattern::Never => Place::Nowhere,
        ActionPattern::Parts { service: Pattern::Literal(service), name: Pattern::Literal(name) } => {
            Place::Action(format!("{service}:{name}"))
        }
        ActionPattern::Parts { service: Pattern::Literal(service), .. } => {
            Place::Service(service.to_string())
        }
        ActionPattern::Any | ActionPattern::Parts { .. } => Place::Any,
    }
}

/// Statements come in order, so a repetition is always the last.
fn push(list: &mut Vec<u32>, at: u32) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

fn table(map: BTreeMap<String, Vec<u32>>) -> Table {
    map.into_iter().map(|(key, list)| (key.into(), list.into())).collect()
}

fn find<'a>(table: &'a Table, key: &str) -> &'a [u32] {
    let found = table.binary_search_by(|(entry, _)| (**entry).cmp(key)).ok();
    found.and_then(|at| table.get(at)).map_or(&[], |(_, list)| list)
}
