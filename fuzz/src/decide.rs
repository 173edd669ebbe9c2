//! Worlds that bytes stand for: policies on all layers, callers of every kind, facts known and unknown.

use sayso::{IndexedPolicies, NoTrace, Trace, evaluate};

use crate::support::laws;
use crate::support::policy::{Focus, StatementNumbers};
use crate::support::print::Layout;
use crate::support::request::{self, Facts};
use crate::support::scenario::{Compiled, PolicyNumbers, SLOTS, Scenario, Slot, added};
use crate::support::tape::Tape;

/// The most policies of a world; there are more where statements differ in little but their layers.
const MOST: usize = 3;
const MOST_OF_LAYERS: usize = 4;

/// One law of the engine holds, which the first byte chooses, or the decision is the same with and without trace
/// or index.
pub fn decide(data: &[u8]) {
    let Some((law, data)) = data.split_first() else { return };
    let mut frames = Frames(data);
    let [a, b] = frames.take();
    let addition = frames.policy();
    let scenario = scenario(&mut frames);
    match law % 8 {
        0 => laws::further_deny(&scenario, a, b, &addition),
        1 => laws::further_allow(&scenario, a, &addition),
        2 => laws::further_layer(&scenario, a, b, &addition),
        3 => laws::order_and_layout(
            &scenario,
            Layout { spread: a > b, order: u64::from(a) << 16 | u64::from(b) },
        ),
        4 => laws::twice(&scenario),
        5 => laws::completions(&scenario, [1, (u64::from(a) << 20) | (u64::from(b) + 2)]),
        6 => traced(&scenario),
        _ => indexed(&scenario),
    }
}

fn traced(scenario: &Scenario) {
    let policies = scenario.attach();
    let decision = evaluate(&policies, &scenario.request, &mut NoTrace);
    assert_eq!(evaluate(&policies, &scenario.request, &mut Trace::default()), decision, "{scenario:?}");
}

fn indexed(scenario: &Scenario) {
    let policies = scenario.attach();
    let decision = evaluate(&policies, &scenario.request, &mut NoTrace);
    let indexed = IndexedPolicies::new(policies).evaluate(&scenario.request);
    assert_eq!(indexed, decision, "{scenario:?}");
}

/// What is left of the bytes, taken in pieces of fixed length; past the end there are zeros, which stand for
/// the plainest choices.
struct Frames<'a>(&'a [u8]);

impl Frames<'_> {
    fn take<const N: usize>(&mut self) -> [u16; N] {
        let (taken, left) = self.0.split_at(N.min(self.0.len()));
        self.0 = left;
        std::array::from_fn(|at| taken.get(at).map_or(0, |byte| u16::from(*byte) * 257))
    }

    /// A number below `count`.
    fn below(&mut self, count: usize) -> usize {
        let [number] = self.take();
        Tape::new(&[number]).below(count)
    }

    fn policy(&mut self) -> PolicyNumbers {
        let own = self.take();
        (own, (0..self.below(4)).map(|_| self.statement()).collect())
    }

    /// The numbers beyond those taken are those of rare choices.
    fn statement(&mut self) -> StatementNumbers {
        let mut own = [0; 24];
        own[..18].copy_from_slice(&self.take::<18>());
        let clauses = (0..self.below(3)).map(|_| {
            let mut clause = [0; 12];
            clause[..10].copy_from_slice(&self.take::<10>());
            clause
        });
        (own, clauses.collect())
    }
}

fn scenario(frames: &mut Frames<'_>) -> Scenario {
    let own: [u16; 20] = frames.take();
    let facts: Vec<[u16; 8]> = (0..frames.below(8))
        .map(|_| {
            let mut fact = [0; 8];
            fact[..6].copy_from_slice(&frames.take::<6>());
            fact
        })
        .collect();
    let (request, unlisted_unknown) = request::request(&own, &facts, Facts::PerhapsUnknown);
    let focus =
        Tape::new(&own[19..]).pick(&[Focus::Statements, Focus::Statements, Focus::Statements, Focus::Layers]);
    let mut scenario =
        Scenario { request, unlisted_unknown, policies: Vec::new(), focus, compiled: Compiled::default() };
    let most = if focus == Focus::Layers { MOST_OF_LAYERS } else { MOST };
    while !frames.0.is_empty() && scenario.policies.len() < most {
        let (own, statements) = frames.policy();
        let slot = Tape::new(&own).pick(&SLOTS);
        let single = matches!(slot, Slot::Boundary | Slot::VpcEndpoint);
        if !single || !scenario.has(|other| other == slot) {
            let document = added(&scenario, slot, &own[1..], &statements);
            scenario.policies.push((slot, document));
        }
    }
    scenario
}
