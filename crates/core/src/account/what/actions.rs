//! All actions of the catalogue, numbered, and sets of them.

use std::collections::BTreeMap;
use std::ops::Range;

use sayso_catalog::{AccessLevel, ServiceReference};

use crate::document::Effect;
use crate::policy::Policy;
use crate::request::Action;
use crate::truth::Truth;

#[derive(Debug)]
pub(super) struct Actions<'a> {
    list: Vec<(Action<'a>, AccessLevel)>,
    /// Numbers of a service's actions, by its prefix in lower case.
    services: BTreeMap<String, Range<usize>>,
}

/// A set of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl<'a> Actions<'a> {
    pub(super) fn of(reference: ServiceReference<'a>) -> Self {
        let (mut list, mut services) = (Vec::new(), BTreeMap::new());
        for service in reference.services() {
            let start = list.len();
            for action in service.actions() {
                let name = format!("{}:{}", service.prefix(), action.name());
                list.extend(Action::new(name).ok().map(|name| (name, action.level())));
            }
            services.insert(service.prefix().to_ascii_lowercase(), start..list.len());
        }
        Self { list, services }
    }

    pub(super) fn get(&self, number: usize) -> Option<&(Action<'a>, AccessLevel)> {
        self.list.get(number)
    }

    pub(super) fn none(&self) -> Bits {
        Bits(vec![0; self.list.len().div_ceil(64)])
    }

    /// What the allowing statements of a policy match, whatever the resource and the conditions.
    pub(super) fn allowed_by(&self, policy: &Policy) -> Bits {
        let mut bits = self.none();
        for statement in policy.statements().iter().filter(|statement| statement.may(Effect::Allow)) {
            let mut ranges: Vec<Range<usize>> = Vec::new();
            for service in statement.services() {
                match service {
                    Some(service) => {
                        let range = self.services.get(&service.to_ascii_lowercase());
                        ranges.extend(range.filter(|range| !ranges.contains(range)).cloned());
                    }
                    None => {
                        ranges.clear();
                        ranges.push(0..self.list.len());
                        break;
                    }
                }
            }
            for number in ranges.into_iter().flatten() {
                let matches = |(action, _): &(Action<'_>, _)| statement.action(action).truth == Truth::Yes;
                if !bits.has(number) && self.list.get(number).is_some_and(matches) {
                    bits.set(number);
                }
            }
        }
        bits
    }
}

impl Bits {
    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    fn set(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|(_, word)| **word != 0).flat_map(|(at, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        })
    }
}
