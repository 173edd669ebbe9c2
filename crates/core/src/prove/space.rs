//! Literals, sets of them and what fulfils a set, each computed once.

use std::collections::HashMap;
use std::rc::Rc;

use super::language::{Glob, Letter, Step, Work};
use super::literal::{ACTION, Body, Literal, Signed, key_of, variable_of};
use super::theory::{Answer, Predicate, Quickly, Theory};
use super::verdict::Reason;
use crate::request::Key;

/// How a variable can fulfil a set of literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Feasible {
    No,
    Absent,
    /// With these values; with none where any will do.
    Values(Vec<Vec<Letter>>),
    /// Nobody knows; perhaps with these.
    Unknown(Reason, Option<Vec<Vec<Letter>>>),
}

/// A set of literals on one variable.
pub(super) type Set = u32;

/// The set without a literal.
pub(super) const EMPTY: Set = 0;

#[derive(Debug)]
pub(super) struct Space {
    pub(super) theory: Theory,
    keys: Vec<Key<'static>>,
    /// Whether requests may carry a list under each of the first keys.
    multivalued: Vec<bool>,
    literals: Vec<Literal>,
    literal_numbers: Quickly<Literal, u32>,
    sets: Vec<Rc<[u32]>>,
    set_numbers: Quickly<Rc<[u32]>, Set>,
    extended: Quickly<(Set, u32), Set>,
    feasible: Quickly<(Set, bool), Rc<Feasible>>,
    key_numbers: HashMap<Key<'static>, u32>,
}

impl Space {
    pub(super) fn new() -> Self {
        let nothing: Rc<[u32]> = Rc::from([]);
        let mut space = Self {
            theory: Theory::default(),
            keys: Vec::new(),
            multivalued: Vec::new(),
            literals: Vec::new(),
            literal_numbers: Quickly::default(),
            sets: vec![Rc::clone(&nothing)],
            set_numbers: Quickly::default(),
            extended: Quickly::default(),
            feasible: Quickly::default(),
            key_numbers: HashMap::new(),
        };
        space.set_numbers.insert(nothing, EMPTY);
        space
    }

    /// How much is remembered.
    pub(super) fn len(&self) -> usize {
        self.theory.len() + self.sets.len() + self.extended.len() + self.feasible.len()
    }

    /// The number of a key.
    pub(super) fn key(&mut self, key: &Key<'_>) -> u32 {
        if let Some(number) = self.key_numbers.get(key) {
            return *number;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let key = key.clone().into_owned();
        self.keys.push(key.clone());
        self.key_numbers.insert(key, number);
        number
    }

    /// Whether each key may have several values, as is said of those that are new.
    pub(super) fn lists(&mut self, may: impl Fn(&Key<'_>) -> bool) -> Vec<bool> {
        let new = self.keys.get(self.multivalued.len()..).unwrap_or_default();
        self.multivalued.extend(new.iter().map(may));
        self.multivalued.clone()
    }

    /// The number of a key that some policy uses.
    pub(super) fn known_key(&self, key: &Key<'_>) -> Option<u32> {
        self.key_numbers.get(&key.clone().into_owned()).copied()
    }

    pub(super) fn key_name(&self, key: u32) -> Option<&Key<'static>> {
        self.keys.get(key as usize)
    }

    pub(super) fn predicate(&mut self, predicate: Predicate) -> Signed {
        Signed { predicate: self.theory.intern(predicate), negated: false }
    }

    /// A predicate that every value fulfils.
    pub(super) fn anything(&mut self) -> Signed {
        self.predicate(Predicate::Text(vec![vec![Step::Star]]))
    }

    /// A predicate of patterns, in the one order that all lists of the same have.
    pub(super) fn text(&mut self, mut globs: Vec<Glob>) -> Signed {
        globs.sort_unstable();
        globs.dedup();
        self.predicate(Predicate::Text(globs))
    }

    pub(super) fn literal(&mut self, literal: Literal) -> u32 {
        if let Some(number) = self.literal_numbers.get(&literal) {
            return *number;
        }
        let number = u32::try_from(self.literals.len()).unwrap_or(u32::MAX);
        self.literals.push(literal);
        self.literal_numbers.insert(literal, number);
        number
    }

    pub(super) fn get(&self, literal: u32) -> Literal {
        const NEVER: Literal = Literal { variable: ACTION, absent: false, body: Body::Never };
        self.literals.get(literal as usize).copied().unwrap_or(NEVER)
    }

    pub(super) fn not(&mut self, literal: u32) -> u32 {
        let negated = self.get(literal).not();
        self.literal(negated)
    }

    /// A literal on a key: `absent` is whether its absence will do.
    pub(super) fn on_key(&mut self, key: u32, absent: bool, body: Body) -> u32 {
        self.literal(Literal { variable: variable_of(key), absent, body })
    }

    /// A literal on what is always there.
    pub(super) fn on(&mut self, variable: u32, signed: Signed) -> u32 {
        self.literal(Literal { variable, absent: false, body: Body::Single(signed) })
    }

    pub(super) fn set(&self, set: Set) -> Rc<[u32]> {
        self.sets.get(set as usize).map_or_else(|| Rc::from([]), Rc::clone)
    }

    /// The set with one literal more.
    pub(super) fn with(&mut self, set: Set, literal: u32) -> Set {
        if let Some(extended) = self.extended.get(&(set, literal)) {
            return *extended;
        }
        let mut literals = self.set(set).to_vec();
        if let Err(at) = literals.binary_search(&literal) {
            literals.insert(at, literal);
        }
        let literals: Rc<[u32]> = literals.into();
        let number = match self.set_numbers.get(&literals) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
                self.sets.push(Rc::clone(&literals));
                self.set_numbers.insert(literals, number);
                number
            }
        };
        self.extended.insert((set, literal), number);
        number
    }

    /// How a set can be fulfilled; `lists` is whether the key may have several values.
    pub(super) fn feasible(&mut self, set: Set, lists: bool, work: &mut Work) -> Rc<Feasible> {
        if let Some(known) = self.feasible.get(&(set, lists)) {
            return Rc::clone(known);
        }
        let literals: Vec<Literal> = self.set(set).iter().map(|literal| self.get(*literal)).collect();
        let found = Rc::new(self.decide(&literals, lists, work));
        if work.states > 0 {
            self.feasible.insert((set, lists), Rc::clone(&found));
        }
        found
    }

    fn decide(&mut self, literals: &[Literal], lists: bool, work: &mut Work) -> Feasible {
        let is_key = literals.first().is_some_and(|literal| key_of(literal.variable).is_some());
        if is_key && literals.iter().all(|literal| literal.absent) {
            return Feasible::Absent;
        }
        let one = self.with_one(literals, work);
        if !lists || !matches!(one, Feasible::No | Feasible::Unknown(..)) {
            return one;
        }
        match (self.with_several(literals, work), one) {
            (Feasible::No, one) => one,
            (Feasible::Unknown(..), unknown @ Feasible::Unknown(..)) => unknown,
            (several, _) => several,
        }
    }

    /// A single value for all of them.
    fn with_one(&mut self, literals: &[Literal], work: &mut Work) -> Feasible {
        let mut asked = Vec::with_capacity(literals.len());
        for literal in literals {
            match literal.body {
                Body::Any => {}
                Body::Never => return Feasible::No,
                Body::Single(signed)
                | Body::UnlessSingle(signed)
                | Body::Some(signed)
                | Body::Every(signed) => asked.push(signed),
            }
        }
        match &*self.theory.check(asked, work) {
            Answer::Empty => Feasible::No,
            Answer::Value(value) => Feasible::Values(vec![value.clone()]),
            Answer::Unknown(why, value) => {
                Feasible::Unknown(why.clone(), value.clone().map(|value| vec![value]))
            }
        }
    }

    /// A list of at least two: one for each that asks for one, all as each asks.
    fn with_several(&mut self, literals: &[Literal], work: &mut Work) -> Feasible {
        let (mut some, mut every) = (Vec::new(), Vec::new());
        for literal in literals {
            match literal.body {
                Body::Any | Body::UnlessSingle(_) => {}
                Body::Never | Body::Single(_) => return Feasible::No,
                Body::Some(signed) => some.push(signed),
                Body::Every(signed) => every.push(signed),
            }
        }
        let goals: Vec<Vec<Signed>> = if some.is_empty() {
            vec![every]
        } else {
            some.into_iter().map(|one| every.iter().copied().chain([one]).collect()).collect()
        };
        let (mut values, mut unknown) = (Vec::new(), None);
        for goal in goals {
            match &*self.theory.check(goal, work) {
                Answer::Empty => return Feasible::No,
                Answer::Value(value) => values.push(value.clone()),
                Answer::Unknown(why, value) => {
                    unknown = Some(why.clone());
                    values.extend(value.clone());
                }
            }
        }
        values.sort_unstable();
        values.dedup();
        // The same value twice is a list, too.
        if let [only] = values.as_slice() {
            values.push(only.clone());
        }
        match unknown {
            None => Feasible::Values(values),
            Some(why) => Feasible::Unknown(why, Some(values).filter(|values| !values.is_empty())),
        }
    }
}
