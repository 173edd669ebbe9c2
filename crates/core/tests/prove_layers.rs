//! What is proven of compositions of policies, tried on random requests.
//!
//! `PROPTEST_CASES=20000 cargo test -p sayso --test prove_layers` tries harder.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]

mod support;

use proptest::prelude::*;
use sayso::prove::{Prover, Universe, Verdict};
use sayso::{
    AttachedPolicies, Decision, Fact, NoTrace, PrincipalType, Request, Session, evaluate, request::Key,
};
use sayso_catalog::ServiceReference;

use support::request::{Facts, request};
use support::{Scenario, Slot, added, addition, scenario};

fn config() -> ProptestConfig {
    let cases = ProptestConfig::default().cases.max(400);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

/// Keys that follow from the caller: a request that states them otherwise is none that AWS makes.
const OF_CALLERS: [&str; 6] = [
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalType",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName",
    "aws:username",
];

/// Whether a proof speaks of such requests.
fn is_meant(request: &Request<'_>, scenario: &Scenario, asks_who: bool) -> bool {
    let principal = &request.principal;
    let special = match principal.kind {
        PrincipalType::User { session: Session::GetSessionToken, .. } => true,
        PrincipalType::RoleSession { service_linked, .. } => service_linked,
        _ => false,
    };
    let resource = &request.resource;
    let of_account = matches!(principal.kind, PrincipalType::User { .. } | PrincipalType::RoleSession { .. })
        && principal.account == resource.account
        && !resource.arn.starts_with("arn:aws-cn:");
    // The empty catalogue tells of no other key that it has one value.
    let lists = |(key, fact): (&Key<'_>, &Fact<'_>)| {
        matches!(fact, Fact::Known(values) if values.len() > 1) && *key == Key::new("aws:userid")
    };
    let stated = |key: &Key<'_>| OF_CALLERS.iter().any(|own| *key == Key::new(*own));
    !special
        && !principal.account_is_management
        && !resource.account_is_management
        && !resource.aws_managed_key
        && resource.kind == scenario.request.resource.kind
        && (asks_who || of_account)
        && !request.context.iter().any(lists)
        && !request.context.iter().any(|(key, _)| stated(key))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_request_is_against_what_is_proven(
        scenario in scenario(Facts::Known),
        (own, statements) in addition(),
        removed in any::<u16>(),
        requests in prop::collection::vec((any::<[u16; 20]>(), prop::collection::vec(any::<[u16; 8]>(), 0..6)), 60),
    ) {
        let mut other = scenario.clone();
        if removed % 2 == 0 || other.policies.is_empty() {
            let slot = [Slot::Identity, Slot::Resource, Slot::Session, Slot::Scp(0)][usize::from(removed / 2 % 4)];
            other.policies.push((slot, added(&scenario, slot, &own[1..], &statements)));
        } else {
            let at = usize::from(removed / 2) % other.policies.len();
            other.policies.remove(at);
        }
        let (one, other_policies) = (scenario.attach(), other.attach());
        let has_principal = |scenario: &Scenario| {
            scenario.policies.iter().any(|(slot, text)| {
                *slot == Slot::Resource || text.to_string().contains("Principal\":")
            })
        };
        let asks_who = has_principal(&scenario) || has_principal(&other);
        // Without a policy of the resource a prover knows of no kind.
        let kind_is_told = !scenario.has(|slot| slot == Slot::Resource) && !other.has(|slot| slot == Slot::Resource);
        prop_assume!(!kind_is_told || scenario.request.resource.kind == sayso::ResourceKind::Other);
        let mut prover = Prover::new(ServiceReference::default(), Universe::Open);
        let verdicts = [
            (prover.within(&one, &other_policies), &one, &other_policies, false),
            (prover.within(&other_policies, &one), &other_policies, &one, false),
            (prover.disjoint(&one, &other_policies), &one, &other_policies, true),
        ];
        let random = requests.iter().map(|(own, facts)| request(own, facts, Facts::Known).0);
        for request in random.chain([scenario.request.clone()]) {
            if !is_meant(&request, &scenario, asks_who) {
                continue;
            }
            let allows = |own: &AttachedPolicies| evaluate(own, &request, &mut NoTrace) == Decision::Allowed;
            for (verdict, first, second, shared) in &verdicts {
                let is_witness = allows(first) && allows(second) == *shared;
                prop_assert!(!(is_witness && matches!(verdict, Verdict::Holds)), "{:#?}", request);
            }
        }
    }
}
