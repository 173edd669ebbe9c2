//! An untraced decision allocates nothing, so that bulk analysis costs what its comparisons cost.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test helper may fail loudly")]

use sayso::case::{LoadError, read_cases};
use sayso::{IndexedPolicies, Limits, NoTrace, PolicyLoader, Source, evaluate, json};

struct NoFiles;

impl PolicyLoader for NoFiles {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing(reference.to_owned()))
    }
}

#[test]
fn no_vector_allocates_while_it_is_decided() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/decisions.json");
    let source = Source::new("decisions.json", std::fs::read_to_string(path).unwrap());
    let limits = Limits::default();
    let node = json::parse(&source, &limits).unwrap();
    let cases = read_cases(&source, &node, &limits, &NoFiles);
    for case in cases.into_iter().map(|case| case.expect("every vector reads")) {
        // What is made once per process is made by the first evaluation.
        let expected = evaluate(&case.policies, &case.request, &mut NoTrace);
        let mut decision = None;
        let counted = allocation_counter::measure(|| {
            decision = Some(evaluate(&case.policies, &case.request, &mut NoTrace));
        });
        assert_eq!(decision, Some(expected));
        assert_eq!(counted.count_total, 0, "{}: {:?}", case.id, case.description);
        let indexed = IndexedPolicies::new(case.policies);
        let counted = allocation_counter::measure(|| decision = Some(indexed.evaluate(&case.request)));
        assert_eq!(decision, Some(expected), "{}", case.id);
        assert_eq!(counted.count_total, 0, "{}: indexed", case.id);
    }
}
