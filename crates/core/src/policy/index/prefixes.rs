//! Statements by how the resources begin that they can match.

use std::ops::ControlFlow;

use super::super::Statement;
use crate::pattern::Pattern;

/// A statement with more resources stands under what they all begin with, so that an index never
/// grows beyond the policy's size times this.
const MOST_RESOURCES: usize = 8;

/// Sorted by prefix.
#[derive(Debug, Clone)]
pub(super) struct Prefixes(Box<[Entry]>);

#[derive(Debug, Clone)]
struct Entry {
    /// Without it no resource is matched by the statements.
    prefix: Box<str>,
    /// The longest other entry that is a prefix of this one.
    parent: Option<u32>,
    statements: Box<[u32]>,
}

impl Prefixes {
    pub(super) fn build<'s>(statements: &[(u32, &'s Statement)]) -> Self {
        let of = |(number, statement): &(u32, &'s Statement)| {
            let number = *number;
            prefixes(statement).into_iter().map(move |prefix| (prefix, number))
        };
        let mut places: Vec<(&str, u32)> = statements.iter().flat_map(of).collect();
        places.sort_unstable();
        places.dedup();
        let mut above = Vec::<(u32, &str)>::new();
        let by_prefix = (0..).zip(places.chunk_by(|(a, _), (b, _)| a == b));
        let entries = by_prefix.filter_map(|(number, same)| {
            let (prefix, _) = same.first()?;
            // What came before in order is a prefix of this one or of none that follows.
            while above.last().is_some_and(|(_, other)| !prefix.starts_with(other)) {
                above.pop();
            }
            let parent = above.last().map(|(number, _)| *number);
            above.push((number, prefix));
            let statements = same.iter().map(|(_, number)| *number).collect();
            Some(Entry { prefix: (*prefix).into(), parent, statements })
        });
        Self(entries.collect())
    }

    /// In order, all that begins with a text stands together, so every prefix of `arn` is the last
    /// entry not after it, or above that entry.
    pub(super) fn visit(&self, arn: &str, visit: &mut impl FnMut(u32) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut next = self.0.partition_point(|entry| *entry.prefix <= *arn).checked_sub(1);
        while let Some(entry) = next.and_then(|number| self.0.get(number)) {
            if arn.starts_with(&*entry.prefix) {
                entry.statements.iter().copied().try_for_each(&mut *visit)?;
            }
            next = entry.parent.map(|number| number as usize);
        }
        ControlFlow::Continue(())
    }
}

fn prefixes(statement: &Statement) -> Vec<&str> {
    match &statement.resource {
        Some(resource) if !resource.negated() && !resource.entries().is_empty() => {
            let prefixes = resource.entries().iter().map(Pattern::prefix);
            if resource.entries().len() > MOST_RESOURCES {
                prefixes.reduce(common).into_iter().collect()
            } else {
                prefixes.collect()
            }
        }
        _ => vec![""],
    }
}

/// What both texts begin with.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.char_indices().zip(other.chars()).find(|((_, one), other)| one != other);
    let end = same.map_or(one.len().min(other.len()), |((at, _), _)| at);
    one.get(..end).unwrap_or_default()
}
