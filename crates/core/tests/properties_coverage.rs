//! What the random scenarios reach: properties of cases that never happen prove nothing.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use sayso::condition::BaseOperator;
use sayso::evaluate::{Because, Element};
use sayso::policy::Grade;
use sayso::{ConditionOperator, Decision, Explanation, Layer, PrincipalType, Truth};

use support::request::Facts;
use support::vocabulary::SETS;
use support::{Scenario, scenario};

const SAMPLES: usize = 2_000;

fn samples(count: usize, facts: Facts) -> Vec<Scenario> {
    let mut runner = TestRunner::deterministic();
    let strategy = scenario(facts);
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

fn percentages(samples: &[Scenario]) -> BTreeMap<Decision, usize> {
    let mut counts = BTreeMap::<_, usize>::new();
    for scenario in samples {
        *counts.entry(scenario.decide()).or_default() += 100;
    }
    counts.into_iter().map(|(decision, count)| (decision, count / SAMPLES)).collect()
}

#[test]
fn every_decision_comes_often() {
    for facts in [Facts::Known, Facts::PerhapsUnknown] {
        let found = percentages(&samples(SAMPLES, facts));
        for decision in [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny] {
            assert!(found[&decision] >= 5, "{found:?} of a hundred");
        }
        let depends = found.get(&Decision::Depends).copied().unwrap_or(0);
        match facts {
            Facts::Known => assert_eq!(depends, 0, "nothing is unknown"),
            Facts::PerhapsUnknown => assert!(depends >= 3, "{found:?} of a hundred"),
        }
    }
}

/// What some sample was seen to do.
#[derive(Default)]
struct Seen {
    /// Operators, and whether the clause held.
    operators: BTreeSet<(String, Truth)>,
    callers: BTreeSet<(&'static str, Decision)>,
    grades: BTreeSet<(Grade, bool)>,
    reasons: BTreeSet<String>,
    obstacles: BTreeSet<String>,
    deciding: BTreeSet<(String, Decision)>,
}

impl Seen {
    fn add(&mut self, scenario: &Scenario) {
        let policies = scenario.attach();
        let explanation = Explanation::new(&policies, &scenario.request);
        let decision = explanation.decision();
        self.callers.insert((caller(&scenario.request.principal.kind), decision));
        for statement in explanation.trace().statements() {
            let policy = explanation.policy(statement.at).unwrap();
            let clauses = policy.statements()[statement.at.statement as usize].clauses();
            for check in &statement.elements {
                self.reasons.insert(name(check.outcome.because));
                match check.element {
                    Element::Condition(at) => {
                        let operator = clauses[at as usize].operator().to_string();
                        self.operators.insert((operator, check.outcome.truth));
                    }
                    Element::Principal if check.outcome.truth == Truth::Yes => {
                        let same = scenario.request.principal.account == scenario.request.resource.account;
                        self.grades.insert((statement.grade, same));
                    }
                    _ => {}
                }
            }
        }
        for obstacle in explanation.trace().obstacles() {
            self.obstacles.insert(format!("{obstacle:?}"));
        }
        for statement in explanation.deciding() {
            let layer = match statement.at.layer {
                Layer::ServiceControl(at) | Layer::ResourceControl(at) if at > 1 => continue,
                layer => format!("{layer:?}"),
            };
            self.deciding.insert((layer, decision));
        }
    }
}

fn caller(kind: &PrincipalType) -> &'static str {
    match kind {
        PrincipalType::User { session: sayso::Session::Plain, .. } => "user",
        PrincipalType::User { .. } => "user's session",
        PrincipalType::RoleSession { service_linked: true, .. } => "service-linked role",
        PrincipalType::RoleSession { .. } => "role session",
        PrincipalType::FederatedUser { .. } => "federated user",
        PrincipalType::Root => "root",
        PrincipalType::Service { .. } => "service",
        PrincipalType::Federated { .. } => "federated",
        PrincipalType::Anonymous => "anonymous",
    }
}

/// The variant's name.
fn name(because: Because) -> String {
    format!("{because:?}").split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn every_operator_caller_grade_reason_and_layer_comes_up() {
    let mut seen = Seen::default();
    for scenario in samples(6 * SAMPLES, Facts::PerhapsUnknown) {
        seen.add(&scenario);
    }
    let mut missing = Vec::new();
    let mut expect = |found: bool, what: String| {
        if !found {
            missing.push(what);
        }
    };
    for (base, _) in BaseOperator::ALL {
        for (set, if_exists) in SETS.into_iter().flat_map(|set| [(set, false), (set, true)]) {
            if base == BaseOperator::Null && if_exists {
                continue;
            }
            let operator = ConditionOperator { set, base, if_exists }.to_string();
            for truth in [Truth::Yes, Truth::No, Truth::Unknown] {
                let constant = match operator.as_str() {
                    "ForAllValues:Null" => Some(Truth::Yes),
                    "ForAnyValue:Null" => Some(Truth::No),
                    _ => None,
                };
                let found = seen.operators.contains(&(operator.clone(), truth));
                expect(found || constant.is_some_and(|only| only != truth), format!("{operator} {truth:?}"));
            }
        }
    }
    let callers = [
        "user",
        "user's session",
        "role session",
        "service-linked role",
        "federated user",
        "root",
        "service",
        "federated",
        "anonymous",
    ];
    for caller in callers {
        for decision in [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny, Decision::Depends]
        {
            expect(seen.callers.contains(&(caller, decision)), format!("{caller} {decision:?}"));
        }
    }
    for grade in [Grade::Account, Grade::User, Grade::Role, Grade::Wild, Grade::Direct] {
        for same in [true, false] {
            expect(seen.grades.contains(&(grade, same)), format!("{grade:?}, same account: {same}"));
        }
    }
    for reason in [
        Because::Entry { value: 0, entry: 0 },
        Because::NoEntry { value: 0 },
        Because::VariableUnknown { entry: 0 },
        Because::KeyAbsent,
        Because::KeyPresent,
        Because::KeyUnknown,
        Because::NeedsSetOperator,
        Because::Unparsable { value: 0 },
        Because::NoPolicyValues,
        Because::SetOfNull,
        Because::ChainIncomplete,
    ] {
        let reason = name(reason);
        expect(seen.reasons.contains(&reason), reason);
    }
    for obstacle in ["SessionToken", "Partitions", "KmsAcrossAccounts", "NoSessionPolicy"] {
        expect(seen.obstacles.contains(obstacle), obstacle.to_owned());
    }
    for layer in [
        Layer::ResourceControl(0),
        Layer::ServiceControl(0),
        Layer::ServiceControl(1),
        Layer::VpcEndpoint,
        Layer::Resource,
        Layer::Identity,
        Layer::PermissionsBoundary,
        Layer::Session,
    ] {
        let denies = (format!("{layer:?}"), Decision::ExplicitDeny);
        expect(seen.deciding.contains(&denies), format!("{denies:?}"));
    }
    assert!(missing.is_empty(), "never seen: {missing:#?}");
}
