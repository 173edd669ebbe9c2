//! Who can become administrator, and how: edges that the policies allow, searched from the administrators back.

mod admin;
mod edge;
mod power;
mod question;
pub(crate) mod reason;

use rayon::prelude::*;
use sayso::account::Entity;

pub(crate) use edge::{Certainty, Edge, Target};
pub(crate) use question::{Asker, conditions};

use power::Power;

/// Each principal's shortest way to be administrator, if it has one.
pub(crate) struct Graph<'i> {
    pub(crate) entities: &'i [Entity],
    /// By the number of the entity.
    pub(crate) ways: Vec<Way>,
}

/// What an entity is or can become.
#[derive(Debug, Clone)]
pub(crate) enum Way {
    /// It can do everything; with the circumstances under which it can, if there are any.
    Administrator(Vec<String>),
    /// The first edge of its shortest path, and the length of that.
    Path(Box<Edge>, usize),
    None,
}

impl<'i> Graph<'i> {
    /// Searches with certain edges first, then with all.
    pub(crate) fn of(asker: &Asker<'i>) -> Self {
        let entities = asker.inventory.all_entities();
        let mut ways: Vec<Way> = entities.par_iter().map(|it| admin::way(asker, it)).collect();
        let powers: Vec<Option<Power>> = entities
            .par_iter()
            .zip(&ways)
            .map(|(entity, way)| {
                // AWS alone acts with the roles of its services.
                let is_linked = entity.path.starts_with("/aws-service-role/");
                (matches!(way, Way::None) && !is_linked).then(|| Power::of(asker, entity))
            })
            .collect();
        let trusts = power::Trusts::of(asker);
        for only_certain in [true, false] {
            search(asker, &powers, &trusts, &mut ways, only_certain);
        }
        Self { entities, ways }
    }

    /// Who goes each edge of an entity's path: itself, then those that it becomes.
    pub(crate) fn holders(&self, entity: usize) -> Vec<&'i Entity> {
        let next = |edge: &Edge| match edge.target {
            Target::Entity(number) => self.entities.get(number),
            Target::Administrator => None,
        };
        let others: Vec<&Entity> = self.path(entity).into_iter().filter_map(next).collect();
        self.entities.get(entity).into_iter().chain(others).collect()
    }

    /// The edges from an entity to the administrator's permissions; empty for those that have or find none.
    pub(crate) fn path(&self, entity: usize) -> Vec<&Edge> {
        let mut path = Vec::new();
        let mut at = entity;
        while let Some(Way::Path(edge, _)) = self.ways.get(at) {
            path.push(&**edge);
            let Target::Entity(next) = edge.target else { break };
            // Lengths fall along a path, so that it ends; this is against a mistake.
            if path.len() > self.entities.len() {
                break;
            }
            at = next;
        }
        path
    }
}

/// Layer by layer: those with an edge into what was reached before.
fn search(
    asker: &Asker<'_>,
    powers: &[Option<Power>],
    trusts: &power::Trusts,
    ways: &mut [Way],
    only_certain: bool,
) {
    let mut frontier: Vec<usize> = reached(ways);
    let mut is_first = true;
    while is_first || !frontier.is_empty() {
        let found: Vec<(usize, Edge)> = powers
            .par_iter()
            .enumerate()
            .filter(|(number, _)| matches!(ways.get(*number), Some(Way::None)))
            .filter_map(|(number, power)| {
                let power = power.as_ref()?;
                let own = is_first.then(|| power.own(asker, only_certain)).flatten();
                let edge = own.or_else(|| power.edge_into(asker, trusts, &frontier, only_certain))?;
                Some((number, edge))
            })
            .collect();
        frontier = found.iter().map(|(number, _)| *number).collect();
        for (number, edge) in found {
            let steps = match edge.target {
                Target::Administrator => 1,
                Target::Entity(next) => match ways.get(next) {
                    Some(Way::Path(_, more)) => more + 1,
                    _ => 1,
                },
            };
            if let Some(way) = ways.get_mut(number) {
                *way = Way::Path(Box::new(edge), steps);
            }
        }
        is_first = false;
    }
}

fn reached(ways: &[Way]) -> Vec<usize> {
    let is_reached = |(number, way): (usize, &Way)| (!matches!(way, Way::None)).then_some(number);
    ways.iter().enumerate().filter_map(is_reached).collect()
}
