//! The search: one cube for each union that must be met, and none of those that must not.
//!
//! The branches for a clause are disjoint, each with what the ones before it denied.

use std::rc::Rc;

use super::formula::Union;
use super::language::Work;
use super::literal::key_of;
use super::lower::Cube;
use super::space::{EMPTY, Feasible, Set, Space};
use super::verdict::Reason;

/// What is asked of each variable, sorted by variable.
#[derive(Debug, Clone, Default)]
pub(super) struct Region(pub(super) Vec<(u32, Set)>);

impl Region {
    pub(super) fn set(&self, variable: u32) -> Set {
        let found = self.0.binary_search_by_key(&variable, |(own, _)| *own);
        found.ok().and_then(|at| self.0.get(at)).map_or(EMPTY, |(_, set)| *set)
    }

    pub(super) fn put(&mut self, variable: u32, set: Set) {
        match self.0.binary_search_by_key(&variable, |(own, _)| *own) {
            Ok(at) => self.0.get_mut(at).into_iter().for_each(|own| own.1 = set),
            Err(at) => self.0.insert(at, (variable, set)),
        }
    }
}

/// What is searched for.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) region: Region,
    /// Of each of these unions one cube has to hold.
    pub(super) unions: Vec<Union>,
    /// None of these may hold.
    pub(super) clauses: Rc<[Cube]>,
}

/// How a search ended without a witness.
#[derive(Debug)]
pub(super) struct Search<'s> {
    pub(super) space: &'s mut Space,
    pub(super) work: &'s mut Work,
    /// Nodes that may still be visited.
    pub(super) nodes: &'s mut usize,
    /// Whether each key may have several values.
    pub(super) lists: &'s [bool],
    pub(super) unknown: Option<Reason>,
}

impl Search<'_> {
    fn is_list(&self, variable: u32) -> bool {
        key_of(variable).is_some_and(|key| self.lists.get(key as usize) == Some(&true))
    }

    pub(super) fn feasible(&mut self, variable: u32, set: Set) -> Rc<Feasible> {
        let lists = self.is_list(variable);
        self.space.feasible(set, lists, self.work)
    }

    /// The set of a literal's variable with the literal; `None` where nothing fulfils it.
    fn with(&mut self, region: &Region, literal: u32) -> Option<(u32, Set)> {
        let variable = self.space.get(literal).variable;
        let set = self.space.with(region.set(variable), literal);
        (*self.feasible(variable, set) != Feasible::No).then_some((variable, set))
    }

    pub(super) fn add(&mut self, region: &mut Region, literal: u32) -> bool {
        let Some((variable, set)) = self.with(region, literal) else { return false };
        region.put(variable, set);
        true
    }

    fn joined(&mut self, region: &Region, cube: &Cube) -> Option<Region> {
        let mut joined = region.clone();
        cube.iter().all(|literal| self.add(&mut joined, *literal)).then_some(joined)
    }

    /// Hands every region that fulfils all to `found`, until it returns something.
    pub(super) fn run<T>(
        &mut self,
        start: Node,
        found: &mut impl FnMut(&mut Self, &Region) -> Option<T>,
    ) -> Option<T> {
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            let Some(left) = self.nodes.checked_sub(1) else {
                self.unknown.get_or_insert(Reason::Nodes);
                return None;
            };
            *self.nodes = left;
            if node.unions.is_empty() {
                if let Some(region) = self.clauses(node, &mut stack)
                    && let Some(found) = found(self, &region)
                {
                    return Some(found);
                }
            } else {
                self.unions(&node, &mut stack);
            }
        }
        None
    }

    /// Branches on the union of which the fewest cubes are possible.
    fn unions(&mut self, node: &Node, stack: &mut Vec<Node>) {
        let mut fewest: Option<(usize, Vec<Region>)> = None;
        for (at, union) in node.unions.iter().enumerate() {
            let possible: Vec<Region> =
                union.iter().filter_map(|cube| self.joined(&node.region, cube)).collect();
            if fewest.as_ref().is_none_or(|(_, fewest)| possible.len() < fewest.len()) {
                fewest = Some((at, possible));
            }
        }
        let Some((at, possible)) = fewest else { return };
        let mut unions = node.unions.clone();
        unions.remove(at);
        for region in possible.into_iter().rev() {
            stack.push(Node { region, unions: unions.clone(), clauses: Rc::clone(&node.clauses) });
        }
    }

    /// Applies what the clauses force, and branches on the shortest that is left. A region that fulfils all is
    /// returned.
    fn clauses(&mut self, node: Node, stack: &mut Vec<Node>) -> Option<Region> {
        let Node { mut region, clauses, .. } = node;
        let mut clauses: Vec<Cube> = clauses.to_vec();
        loop {
            let mut shortest: Option<Vec<u32>> = None;
            let mut forced: Vec<u32> = Vec::new();
            let mut kept = Vec::new();
            for clause in clauses {
                if clause.iter().any(|literal| self.with(&region, *literal).is_none()) {
                    continue;
                }
                let mut open = Vec::new();
                for literal in clause.iter() {
                    let not = self.space.not(*literal);
                    if self.with(&region, not).is_some() {
                        open.push(*literal);
                    }
                }
                match open.as_slice() {
                    [] => return None,
                    [only] => forced.push(*only),
                    _ => {
                        kept.push(clause);
                        if shortest.as_ref().is_none_or(|shortest| open.len() < shortest.len()) {
                            shortest = Some(open);
                        }
                    }
                }
            }
            clauses = kept;
            if !forced.is_empty() {
                for literal in forced {
                    let not = self.space.not(literal);
                    if !self.add(&mut region, not) {
                        return None;
                    }
                }
                continue;
            }
            let Some(branch) = shortest else { return Some(region) };
            self.branch(region, &branch, &clauses.into(), stack);
            return None;
        }
    }

    fn branch(&mut self, mut region: Region, literals: &[u32], clauses: &Rc<[Cube]>, stack: &mut Vec<Node>) {
        let mut nodes = Vec::new();
        for literal in literals {
            let not = self.space.not(*literal);
            let mut denied = region.clone();
            if self.add(&mut denied, not) {
                nodes.push(Node { region: denied, unions: Vec::new(), clauses: Rc::clone(clauses) });
            }
            if !self.add(&mut region, *literal) {
                break;
            }
        }
        stack.extend(nodes.into_iter().rev());
    }
}
