//! What an open decision depends on, exactly.
//!
//! The evaluator carries unknown facts by Kleene's rules: what it says for certain holds, but it may say
//! [`Decision::Depends`] where two uses of one key settle each other. Here the unknown keys are given
//! values: for each key one value of every kind that the policies can tell apart, so that a search over
//! them sees every decision that there can be.
//!
//! ```text
//! stake   which elements of which statements are open, and the keys they use
//! uses    for one key, the values that its uses ask for (words, typed, filling)
//! domain  one fact for every way in which those uses can turn out
//! search  assignments of facts to keys, each decided by the ordinary evaluator
//! survey  which decisions there are
//! sets    the minimal sets of keys that decide, made of the keys that force one decision (support)
//! ```

mod domain;
mod filling;
mod machine;
mod pairs;
mod search;
mod sets;
mod stake;
mod support;
mod survey;
mod typed;
mod uses;
mod variables;
mod words;

use crate::attached::AttachedPolicies;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::request::{Fact, Key, Request};
use crate::truth::Truth;

use domain::Domains;
use search::Search;
use stake::Stake;

/// Evaluations after which [`settle`] stops, unless told otherwise: enough for six unknown keys with
/// four kinds of values each.
pub const DEFAULT_BUDGET: usize = 20_000;

/// Sets of keys reported; more of them help nobody.
pub const MOST_SETS: usize = 8;

/// What becomes of a request when its unknown facts are looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Whatever the unknown facts are, this is the decision; never [`Decision::Depends`].
    Decided(Decision),
    /// The unknown facts matter, or it could not be shown that they do not.
    Depends(Dependence),
}

/// What a decision depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    sets: Vec<DecidingKeys>,
    allowing: Option<DecidingKeys>,
    allowable: Truth,
    evaluations: usize,
    exhausted: bool,
    proved: bool,
}

impl Dependence {
    /// The sets of keys that decide, smallest first and then by name, at most [`MOST_SETS`]. None is
    /// part of another. Empty only if the search stopped early.
    pub fn sets(&self) -> &[DecidingKeys] {
        &self.sets
    }

    /// Where no example of the sets is allowed, because fewer keys tell one denial from another: keys
    /// and the one example of them that is. None of these keys can be left out.
    pub fn allowing(&self) -> Option<&DecidingKeys> {
        self.allowing.as_ref()
    }

    /// Whether some facts allow the request: `Yes` if an example does, `No` if none can, `Unknown` if
    /// the search ended before that was seen.
    pub fn allowable(&self) -> Truth {
        self.allowable
    }

    /// How many assignments were decided.
    pub fn evaluations(&self) -> usize {
        self.evaluations
    }

    /// Whether the search stopped before it had seen everything: the budget was used up, a key
    /// has too many values that differ, or it is used in ways that no list of values covers and one decision only was found. The examples are
    /// true all the same; a set may then be larger than it has to be.
    pub fn exhausted(&self) -> bool {
        self.exhausted
    }

    /// Whether it is proved that no part of a set decides, and that no set is missing but those beyond
    /// [`MOST_SETS`]. It is not where keys are compared with each other, or one key with values of
    /// different types: there the values tried are telling, but not all there are.
    pub fn proved(&self) -> bool {
        self.proved
    }
}

/// Keys that decide together: stating just these, the other unknown facts left unknown, is enough to
/// reach different decisions, and no smaller part of them is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidingKeys {
    keys: Vec<Key<'static>>,
    examples: Vec<Example>,
}

impl DecidingKeys {
    /// The keys, by name.
    pub fn keys(&self) -> &[Key<'static>] {
        &self.keys
    }

    /// One example for every decision that these keys can force, at least two; `allowed` comes first.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

/// Facts about some keys, and the decision that the evaluator makes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    decision: Decision,
    facts: Vec<Fact<'static>>,
}

impl Example {
    /// The decision; never [`Decision::Depends`].
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// A fact for each of [`DecidingKeys::keys`], in their order; never [`Fact::Unknown`].
    pub fn facts(&self) -> &[Fact<'static>] {
        &self.facts
    }
}

/// The decision, exactly: what the evaluator leaves open is settled where it can be.
pub fn decide(policies: &AttachedPolicies, request: &Request) -> Decision {
    let decision = evaluate(policies, request, &mut NoTrace);
    match decision {
        Decision::Depends => match settle(policies, request, DEFAULT_BUDGET) {
            Settled::Decided(decision) => decision,
            Settled::Depends(_) => Decision::Depends,
        },
        _ => decision,
    }
}

/// Decides a request whose facts are partly unknown, or says what the decision depends on.
///
/// `budget` counts evaluations, so that answers repeat; see [`DEFAULT_BUDGET`]. An evaluation that has to
/// look at very many open statements counts for several.
pub fn settle(policies: &AttachedPolicies, request: &Request, budget: usize) -> Settled {
    let decision = evaluate(policies, request, &mut NoTrace);
    if decision != Decision::Depends {
        return Settled::Decided(decision);
    }
    let stake = Stake::of(policies, request);
    let domains = Domains::of(&stake, request);
    let mut search = Search::new(policies, request, &stake, &domains, budget);
    let survey = search.survey();
    if let (Some(decision), true) = (survey.single(), survey.finished)
        && domains.complete()
    {
        return Settled::Decided(decision);
    }
    let (sets, exhausted) = if survey.finished { (Vec::new(), true) } else { search.deciding_sets(survey) };
    let allowed = |example: &Example| example.decision == Decision::Allowed;
    let (allowing, allowable) = if sets.iter().flat_map(DecidingKeys::examples).any(allowed) {
        (None, Truth::Yes)
    } else {
        search.allowing()
    };
    let evaluations = search.evaluations();
    let exhausted = exhausted || domains.cut();
    let proved = !exhausted && domains.complete();
    Settled::Depends(Dependence { sets, allowing, allowable, evaluations, exhausted, proved })
}
