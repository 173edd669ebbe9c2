//! One question: scene by scene, cell by cell, what would be a witness.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::cells::{Actions, Cell};
use super::formula::{Either, Formula, Union};
use super::language::{Glob, Step, Work};
use super::literal::RESOURCE;
use super::lower::Cube;
use super::prover::Prover;
use super::scene::Scene;
use super::search::{Node, Region, Search};
use super::side::Side;
use super::space::{Feasible, Space};
use super::table::Lowered;
use super::verdict::{Reason, Unknown, Verdict};
use super::witness::Maker;
use crate::attached::AttachedPolicies;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::request::{Principal, PrincipalType, Request, ResourceKind, Session};

/// Nodes of the search of one question: some seconds.
const MOST_NODES: usize = 200_000;
/// States of products of automata, of one check and of all of one question.
const MOST_STATES_OF_ONE: usize = 200_000;
const MOST_STATES: usize = 600_000;
/// Ways in which nothing of what one side allows can hold, beyond which it is not looked into.
const MOST_WAYS: usize = 4_096;

/// What a witness is of two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// The first allows it, the second does not.
    Gained,
    /// The first denies it explicitly, the second does not.
    Denied,
    /// Both allow it.
    Shared,
    /// The first allows it, whatever the second says.
    Granted,
}

impl Claim {
    pub(super) fn confirm(self, sides: [&Side; 2], request: &Request<'_>) -> bool {
        let [first, second] = sides.map(|side| evaluate(side.policies(), request, &mut NoTrace));
        match self {
            Self::Gained => first == Decision::Allowed && second != Decision::Allowed,
            Self::Denied => first == Decision::ExplicitDeny && second != Decision::ExplicitDeny,
            Self::Shared => first == Decision::Allowed && second == Decision::Allowed,
            Self::Granted => first == Decision::Allowed,
        }
    }
}

pub(super) struct Question<'q> {
    pub(super) sides: [&'q Side; 2],
    pub(super) claim: Claim,
    pub(super) scenes: Vec<Scene>,
    pub(super) lists: Vec<bool>,
    pub(super) markers: Vec<String>,
    /// Where only what these statements match is asked about.
    pub(super) about: Option<Rc<Lowered>>,
}

/// What is left of the budgets.
pub(super) struct Left {
    work: Work,
    nodes: usize,
}

impl Left {
    pub(super) fn all(shortcuts: bool) -> Self {
        let work = Work { states: MOST_STATES, states_of_one: MOST_STATES_OF_ONE, shortcuts };
        Self { work, nodes: MOST_NODES }
    }
}

impl Question<'_> {
    /// The first witness, or why there is none.
    pub(super) fn ask(&self, prover: &mut Prover<'_>) -> Verdict {
        let mut left = Left::all(prover.shortcuts);
        let mut unknown = None;
        let all = self.lowered();
        let actions = Actions::new(&all, &self.markers);
        let first = self.matching();
        for scene in &self.scenes {
            let mut seen = HashSet::new();
            let mut visit = |prover: &mut Prover<'_>, cell: Cell| {
                if cell.asks.is_none() && !seen.insert(cell.on.clone()) {
                    return None;
                }
                self.cell(scene, &cell, prover, &mut left, &mut unknown)
            };
            if let Some(found) = prover.each_cell(&actions, first, &mut visit) {
                return Verdict::Fails(Box::new(found));
            }
        }
        unknown.map_or(Verdict::Holds, Verdict::Unknown)
    }

    /// All policies, in the order in which their statements are numbered.
    pub(super) fn lowered(&self) -> Vec<&Lowered> {
        let sides = self.sides.iter().flat_map(|side| side.lowered());
        sides.chain(self.about.as_deref()).collect()
    }

    /// The number of policies one of which has to match. Of a root user's own resources none has to.
    pub(super) fn matching(&self) -> Option<usize> {
        let is_anybody = self.scenes.iter().all(|scene| scene.anybody);
        is_anybody.then(|| self.sides.first().map_or(0, |side| side.lowered().count()))
    }

    /// Any of what is asked about; nothing where all is.
    fn asked_about(&self, cell: &Cell) -> Vec<Union> {
        let from: usize = self.sides.iter().map(|side| side.len()).sum();
        let union = |about: &Lowered| {
            let on = (from..).zip(&about.statements).filter(|(at, _)| cell.on.has(*at));
            let cubes = on.flat_map(|(at, own)| own.cubes.iter().map(move |cube| cell.asked(at, cube)));
            cubes.collect()
        };
        self.about.as_deref().map(union).into_iter().collect()
    }

    fn is_about(&self, request: &Request<'_>) -> bool {
        self.about.as_ref().is_none_or(|about| {
            let policies =
                AttachedPolicies { identity: vec![Arc::clone(&about.policy).into()], ..Default::default() };
            let principal = Principal::new(
                PrincipalType::User { id: None, session: Session::Plain },
                request.principal.arn.clone(),
                Some("".into()),
            );
            let mut resource = request.resource.clone();
            resource.account = Some("".into());
            resource.kind = ResourceKind::Other;
            let own = Request { principal, resource, ..request.clone() };
            evaluate(&policies, &own, &mut NoTrace) == Decision::Allowed
        })
    }

    /// A witness in one cell.
    pub(super) fn cell(
        &self,
        scene: &Scene,
        cell: &Cell,
        prover: &mut Prover<'_>,
        left: &mut Left,
        unknown: &mut Option<Unknown>,
    ) -> Option<Request<'static>> {
        let [first, second] = self.sides;
        let first = Formula::of(first, scene, cell);
        if self.claim != Claim::Denied && first.allows.0.is_empty() {
            return None;
        }
        let second = Formula::of(second, scene, cell);
        let starts = match self.claim {
            Claim::Gained => gained(&first, &second),
            Claim::Denied => gained(&first.denied(), &second.denied()),
            Claim::Shared => Some(shared(&first, &second)),
            Claim::Granted => Some(granted(&first)),
        };
        let place = || match (&cell.asks, cell.action.as_str()) {
            (None, action) => format!("actions such as `{action}`"),
            (Some(_), "") => "all actions".to_owned(),
            (Some(_), service) => format!("actions of `{service}`"),
        };
        let Some(starts) = starts else {
            unknown.get_or_insert_with(|| Unknown { reason: Reason::Nodes, place: place() });
            return None;
        };
        let (reference, is_readable) = (prover.reference, prover.readable);
        let mut search = Search {
            space: &mut prover.space,
            work: &mut left.work,
            nodes: &mut left.nodes,
            lists: &self.lists,
            unknown: None,
        };
        let mut base = Region::default();
        let within = cell.asks.iter().flat_map(|(_, within)| within);
        if !scene.literals.iter().chain(within).all(|literal| search.add(&mut base, *literal)) {
            return None;
        }
        let confirm =
            |request: &Request<'_>| self.claim.confirm(self.sides, request) && self.is_about(request);
        let partition = partition(scene, search.space);
        for Start { met, mut unions, clauses } in starts {
            let mut region = base.clone();
            unions.extend(partition.clone());
            unions.extend(self.asked_about(cell));
            if !met.iter().flat_map(|cube| cube.iter()).all(|literal| search.add(&mut region, *literal)) {
                continue;
            }
            let node = Node { region, unions, clauses };
            let mut leaf = |search: &mut Search<'_>, region: &Region| {
                let mut maker = Maker {
                    search,
                    scene,
                    action: &cell.action,
                    is_variable: cell.asks.is_some(),
                    reference: is_readable.then_some(reference),
                };
                let found = maker.find(region, &confirm);
                if found.is_none() {
                    let reason = why(maker.search, region);
                    maker.search.unknown.get_or_insert(reason);
                }
                found
            };
            if let Some(found) = search.run(node, &mut leaf) {
                return Some(found);
            }
        }
        if let Some(reason) = search.unknown {
            unknown.get_or_insert_with(|| Unknown { reason, place: place() });
        }
        None
    }
}

/// 4.2: the resource's ARN names no partition, or the caller's.
fn partition(scene: &Scene, space: &mut Space) -> Option<Union> {
    let own = scene.principal.partition().filter(|_| !scene.anybody)?;
    let glob = |text: &str| -> Glob {
        text.chars()
            .map(|letter| if letter == '*' { Step::Star } else { Step::Char(letter.into()) })
            .collect()
    };
    let arn = space.text(vec![glob("arn:*")]);
    let fits = space.text(vec![
        glob("arn:"),
        glob("arn::*"),
        glob(&format!("arn:{own}")),
        glob(&format!("arn:{own}:*")),
    ]);
    let (not_arn, fits) = (space.on(RESOURCE, arn.not()), space.on(RESOURCE, fits));
    Some(Rc::from([Cube::from([not_arn]), Cube::from([fits])]))
}

/// Why no request could be made of a region.
fn why(search: &mut Search<'_>, region: &Region) -> Reason {
    for (variable, set) in &region.0 {
        if let Feasible::Unknown(reason, _) = &*search.feasible(*variable, *set) {
            return reason.clone();
        }
    }
    Reason::PolicyVariable
}

/// Where a search begins.
struct Start {
    met: Option<Cube>,
    unions: Vec<Union>,
    clauses: Rc<[Cube]>,
}

/// What the first allows and the second does not: it denies, or nothing of what has to allow does.
fn gained(first: &Formula, second: &Formula) -> Option<Vec<Start>> {
    let ways = ways(&second.allows)?;
    let mut starts = Vec::new();
    for unions in &first.allows.0 {
        for way in &ways {
            let cubes = way.iter().flat_map(|union| union.iter());
            let clauses = first.denies.iter().chain(cubes).cloned().collect();
            starts.push(Start { met: None, unions: unions.clone(), clauses });
        }
        let clauses: Rc<[Cube]> = first.denies.clone().into();
        starts.extend(second.denies.iter().map(|deny| Start {
            met: Some(Rc::clone(deny)),
            unions: unions.clone(),
            clauses: Rc::clone(&clauses),
        }));
    }
    Some(starts)
}

fn granted(first: &Formula) -> Vec<Start> {
    let clauses: Rc<[Cube]> = first.denies.clone().into();
    let start =
        |unions: &Vec<Union>| Start { met: None, unions: unions.clone(), clauses: Rc::clone(&clauses) };
    first.allows.0.iter().map(start).collect()
}

fn shared(first: &Formula, second: &Formula) -> Vec<Start> {
    let clauses: Rc<[Cube]> = first.denies.iter().chain(&second.denies).cloned().collect();
    let mut starts = Vec::new();
    for unions in &first.allows.0 {
        for others in &second.allows.0 {
            let unions = unions.iter().chain(others).cloned().collect();
            starts.push(Start { met: None, unions, clauses: Rc::clone(&clauses) });
        }
    }
    starts
}

/// The ways in which none of the lists has a part of each of its unions: a union of each list, none of which holds.
fn ways(allows: &Either) -> Option<Vec<Vec<Union>>> {
    let is_same = |one: &Union, other: &Union| Rc::ptr_eq(one, other);
    let mut ways: Vec<Vec<Union>> = vec![Vec::new()];
    for unions in &allows.0 {
        let mut longer = Vec::new();
        for way in ways {
            if unions.iter().any(|union| way.iter().any(|own| is_same(own, union))) {
                longer.push(way);
                continue;
            }
            for union in unions {
                longer.push(way.iter().chain([union]).cloned().collect());
            }
        }
        if longer.len() > MOST_WAYS {
            return None;
        }
        ways = longer;
    }
    Some(ways)
}
