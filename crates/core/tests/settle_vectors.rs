//! Every vector with one key taken back: the decision stays, or depends on that key and says how.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

use sayso::case::{LoadError, read_cases};
use sayso::request::Key;
use sayso::settle::{DEFAULT_BUDGET, Dependence};
use sayso::{
    AttachedPolicies, Case, Decision, Fact, Limits, NoTrace, PolicyLoader, Request, Settled, Source,
    evaluate, json, settle,
};

struct NoFiles;

impl PolicyLoader for NoFiles {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing(format!("`{reference}` is not inline")))
    }
}

fn vectors() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/decisions.json");
    let source = Source::new("decisions.json", std::fs::read_to_string(path).unwrap());
    let limits = Limits::default();
    let node = json::parse(&source, &limits).unwrap();
    read_cases(&source, &node, &limits, &NoFiles).into_iter().map(Result::unwrap).collect()
}

fn decide(policies: &AttachedPolicies, request: &Request) -> Decision {
    evaluate(policies, request, &mut NoTrace)
}

/// The keys that the policies compare or substitute, by name.
fn keys_used(policies: &AttachedPolicies) -> Vec<String> {
    let all = policies.layers().flat_map(|layer| policies.layer(layer));
    let mut names: Vec<String> = Vec::new();
    for policy in all {
        for statement in policy.statements() {
            let keys = statement.clauses().iter().flat_map(|clause| clause.variables().chain([clause.key()]));
            names.extend(keys.map(Key::to_lowercase));
        }
        // Variables of resources, which have no accessor: every `${…}` of the text.
        for part in policy.document().source().text().split("${").skip(1) {
            names.extend(part.split(['}', ',']).next().map(str::to_lowercase));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Every example is decided as it says, by the evaluator and with the other facts as they were.
fn check_examples(policies: &AttachedPolicies, request: &Request, dependence: &Dependence, id: &str) {
    assert!(!dependence.sets().is_empty(), "{id}: nothing to depend on");
    for set in dependence.sets() {
        assert!(set.examples().len() >= 2, "{id}: one example only");
        let mut decisions = Vec::new();
        for example in set.examples() {
            let mut stated = request.clone();
            for (key, fact) in set.keys().iter().zip(example.facts()) {
                assert_ne!(*fact, Fact::Unknown, "{id}");
                stated.context.insert(key.as_str(), fact.clone());
            }
            assert_eq!(decide(policies, &stated), example.decision(), "{id}: {example:?}");
            decisions.push(example.decision());
        }
        let count = decisions.len();
        decisions.dedup();
        assert_eq!(decisions.len(), count, "{id}: the same decision twice");
    }
}

#[test]
fn a_vector_with_one_key_taken_back_keeps_its_decision_or_says_what_it_depends_on() {
    let (mut settled_to_depend, mut looked_into, mut decided) = (0, 0, 0);
    for case in vectors() {
        let decision = decide(&case.policies, &case.request);
        let mut keys: Vec<String> =
            case.request.context.iter().map(|(key, _)| key.as_str().to_owned()).collect();
        keys.extend(keys_used(&case.policies));
        for key in keys {
            let id = format!("{} without {key}", case.id);
            let mut request = case.request.clone();
            request.context.insert(key.clone(), Fact::Unknown);
            let open = decide(&case.policies, &request) == Decision::Depends;
            looked_into += usize::from(open);
            match settle(&case.policies, &request, DEFAULT_BUDGET) {
                Settled::Decided(settled) => {
                    decided += usize::from(open);
                    assert_eq!(settled, decision, "{id}");
                }
                Settled::Depends(dependence) => {
                    assert!(!dependence.exhausted(), "{id}: stopped early");
                    check_examples(&case.policies, &request, &dependence, &id);
                    let [set] = dependence.sets() else { panic!("{id}: {dependence:?}") };
                    assert_eq!(set.keys()[0], Key::new(key.as_str()), "{id}");
                    let examples = set.examples();
                    assert!(examples.iter().any(|example| example.decision() == decision), "{id}: {set:?}");
                    settled_to_depend += 1;
                }
            }
        }
    }
    assert!(settled_to_depend > 200, "only {settled_to_depend} of {looked_into} depend, {decided} decided");
}

#[test]
fn a_vector_of_which_only_the_principal_is_known_covers_its_decision() {
    let (mut early, mut total) = (Vec::new(), 0);
    for case in vectors() {
        let decision = decide(&case.policies, &case.request);
        let mut request = case.request.clone();
        let names: Vec<String> = request.context.iter().map(|(key, _)| key.as_str().to_owned()).collect();
        for name in names {
            request.context.insert(name, Fact::Unknown);
        }
        request.context.set_unlisted_unknown(true);
        match settle(&case.policies, &request, DEFAULT_BUDGET) {
            // An absent key of a vector may be one that the principal would give.
            Settled::Decided(settled) => assert_eq!(settled, decision, "{}", case.id),
            Settled::Depends(dependence) => {
                total += 1;
                if dependence.exhausted() {
                    early.push(case.id.clone());
                } else {
                    check_examples(&case.policies, &request, &dependence, &case.id);
                }
            }
        }
    }
    assert!(early.len() * 50 < total, "{} of {total} stopped early: {early:?}", early.len());
}
