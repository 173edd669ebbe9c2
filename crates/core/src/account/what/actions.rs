//! All actions of the catalogue, numbered, and the sets of them that statements are about.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use sayso_catalog::{AccessLevel, ServiceReference};

use super::kinds::Kinds;
use crate::document::StatementNode;
use crate::policy::Statement;
use crate::request::Action;
use crate::truth::Truth;

/// Numbers of actions, in order.
pub(super) type Numbers = Arc<[u32]>;

#[derive(Debug)]
pub(super) struct Actions<'a> {
    list: Vec<(Action<'a>, AccessLevel)>,
    /// Numbers of a service's actions, by its prefix in lower case.
    services: BTreeMap<String, Range<u32>>,
    pub(super) kinds: Kinds<'a>,
}

impl<'a> Actions<'a> {
    pub(super) fn of(reference: ServiceReference<'a>, resources: &[&'a str]) -> Self {
        let (mut list, mut services, mut kinds) = (Vec::new(), BTreeMap::new(), Kinds::default());
        for service in reference.services() {
            let start = number(list.len());
            for action in service.actions() {
                let name = format!("{}:{}", service.prefix(), action.name());
                let Ok(name) = Action::new(name) else { continue };
                kinds.add(&name, &action, resources);
                list.push((name, action.level()));
            }
            services.insert(service.prefix().to_ascii_lowercase(), start..number(list.len()));
        }
        Self { list, services, kinds }
    }

    pub(super) fn get(&self, number: u32) -> Option<&(Action<'a>, AccessLevel)> {
        self.list.get(number as usize)
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    fn matched_by(&self, statement: &Statement) -> Numbers {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for service in statement.services() {
            match service {
                Some(service) => {
                    let range = self.services.get(&service.to_ascii_lowercase());
                    ranges.extend(range.filter(|range| !ranges.contains(range)).cloned());
                }
                None => {
                    ranges.clear();
                    ranges.push(0..number(self.list.len()));
                    break;
                }
            }
        }
        ranges.sort_by_key(|range| range.start);
        let is_matched = |number: &u32| {
            self.get(*number).is_some_and(|(action, _)| statement.action(action).truth == Truth::Yes)
        };
        ranges.into_iter().flatten().filter(is_matched).collect()
    }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// What statements match, looked up once for each list of actions that anybody wrote.
#[derive(Debug, Default)]
pub(super) struct Expansions {
    by_text: HashMap<(bool, Vec<String>), Numbers>,
}

impl Expansions {
    /// The actions that a statement is about, whatever the resource and the conditions.
    pub(super) fn of(
        &mut self,
        actions: &Actions<'_>,
        node: &StatementNode,
        statement: &Statement,
    ) -> Numbers {
        let Some(list) = node.action.as_ref().filter(|_| statement.services().next().is_some()) else {
            return actions.matched_by(statement);
        };
        let text = list.entries.iter().map(|entry| entry.value.clone()).collect();
        let expand = || actions.matched_by(statement);
        self.by_text.entry((list.negated, text)).or_insert_with(expand).clone()
    }
}
