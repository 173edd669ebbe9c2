//! What the questions of whole accounts answer is what single simulations answer, over random questions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "account/support.rs"]
mod support;

use std::collections::BTreeMap;

use sayso::account::{Inventory, WhatCan, WhoCan};
use sayso::settle::DEFAULT_BUDGET;
use sayso::{Action, Context, Decision, Settled, Truth, settle};
use sayso_catalog::ServiceReference;

/// The samples, written and made, and the account of the shared data where it is at hand.
fn inventories() -> Vec<Inventory> {
    let mut all = vec![support::inventory(&support::shop()), support::made()];
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/accounts/cloudsplaining-small.json");
    match std::fs::read_to_string(path) {
        Ok(text) => all.push(support::inventory(&[("account.json", text)])),
        Err(_) => eprintln!("left out: no shared data"),
    }
    all
}

/// A generator that repeats itself.
struct Dice(u64);

impl Dice {
    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &of[usize::try_from(self.0 >> 33).unwrap() % of.len()]
    }
}

/// What a single simulation says, denied where nothing that is unknown can allow it.
fn simulated(
    inventory: &Inventory,
    arn: &str,
    action: &Action<'_>,
    resource: &str,
    given: &Context<'_>,
) -> Decision {
    let entity = inventory.entity(arn).unwrap();
    let question = inventory.ask(entity, "session", action, resource, given);
    match settle(&question.policies, &question.request, DEFAULT_BUDGET) {
        Settled::Decided(decision) => decision,
        Settled::Depends(on) if on.allowable() == Truth::No => Decision::ImplicitDeny,
        Settled::Depends(_) => Decision::Depends,
    }
}

fn can(decision: Decision) -> bool {
    matches!(decision, Decision::Allowed | Decision::Depends)
}

const ACTIONS: [&str; 14] = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteBucket",
    "iam:CreateUser",
    "iam:PassRole",
    "sts:AssumeRole",
    "lambda:UpdateFunctionCode",
    "kms:Decrypt",
    "ec2:RunInstances",
    "organizations:LeaveOrganization",
    "iam:AttachUserPolicy",
    "s3:ListAllMyBuckets",
    "sqs:SendMessage",
    "no:Such",
];
const RESOURCES: [&str; 13] = [
    "arn:aws:s3:::billing-prod/x",
    "arn:aws:s3:::teams-prod/data/x",
    "arn:aws:iam::111122223333:role/orders-dev-people-1",
    "arn:aws:kms:eu-west-1:111122223333:key/00000001-12ab-34cd-56ef-1234567890ab",
    "*",
    "arn:aws:s3:::shop-reports/q3.csv",
    "arn:aws:s3:::shop-teams/web/x",
    "arn:aws:s3:::shop-x",
    "arn:aws:iam::123456789012:role/Deploy",
    "arn:aws:iam::123456789012:role/Admin",
    "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:iam::123456789012:user/ana",
    "arn:aws:sqs:eu-west-1:444455556666:jobs",
];

#[test]
fn who_can_is_whom_single_simulations_allow() {
    let mut dice = Dice(7);
    for inventory in inventories() {
        for _ in 0..60 {
            let action = Action::new(*dice.pick(&ACTIONS)).unwrap();
            let resource = *dice.pick(&RESOURCES);
            let given = if *dice.pick(&[true, false]) { Context::unknown() } else { Context::new() };
            let question =
                WhoCan::new(&inventory, &action, Some(resource), &given, ServiceReference::embedded());
            let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
            let found: BTreeMap<&str, Decision> =
                direct.iter().map(|access| (access.entity.arn.as_str(), access.decision)).collect();
            for entity in inventory.entities() {
                let single = simulated(&inventory, &entity.arn, &action, resource, &given);
                let expected = can(single).then_some(single);
                assert_eq!(
                    found.get(entity.arn.as_str()).copied(),
                    expected,
                    "{} {action:?} {resource}",
                    entity.arn
                );
            }
            for path in question.paths(&direct) {
                let assume = Action::new("sts:AssumeRole").unwrap();
                let mut caller = path.entity;
                for hop in &path.hops {
                    let single = simulated(&inventory, &caller.arn, &assume, &hop.role.arn, &given);
                    assert_eq!(single, hop.decision, "{path}");
                    caller = hop.role;
                }
                assert!(can(found[caller.arn.as_str()]), "{path}");
            }
        }
    }
}

/// What who can do on any resource is what the best of single simulations says, and so is a cell of a matrix.
#[test]
fn who_can_on_any_resource_is_whom_some_simulation_allows() {
    let reference = ServiceReference::embedded();
    for inventory in inventories() {
        for name in ACTIONS {
            let (action, given) = (Action::new(name).unwrap(), Context::unknown());
            let question = WhoCan::new(&inventory, &action, None, &given, reference);
            let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
            let found: BTreeMap<&str, (Decision, &str)> = direct
                .iter()
                .map(|access| (access.entity.arn.as_str(), (access.decision, access.resource.as_str())))
                .collect();
            for entity in inventory.entities() {
                let candidates = inventory.candidates(entity, &action, &given, reference);
                let singles =
                    candidates.iter().map(|arn| simulated(&inventory, &entity.arn, &action, arn, &given));
                let singles: Vec<Decision> = singles.collect();
                let best = [Decision::Allowed, Decision::Depends].into_iter().find(|it| singles.contains(it));
                let own = found.get(entity.arn.as_str());
                assert_eq!(own.map(|(decision, _)| *decision), best, "{} {name}", entity.arn);
                if let Some((decision, resource)) = own {
                    let single = simulated(&inventory, &entity.arn, &action, resource, &given);
                    assert_eq!(single, *decision, "{} {name} {resource}", entity.arn);
                }
            }
        }
    }
}

#[test]
fn every_bound_of_what_can_is_a_simulation_and_nothing_is_left_out() {
    let mut dice = Dice(11);
    let reference = ServiceReference::embedded();
    for inventory in inventories() {
        let given = Context::unknown();
        let question = WhatCan::new(&inventory, &given, reference);
        for _ in 0..12 {
            let entity = dice.pick(inventory.all_entities());
            let grants = question.grants(entity);
            for _ in 0..grants.len().min(40) {
                let grant = dice.pick(&grants);
                let action = Action::new(grant.action).unwrap();
                for bound in grant.bounds.iter() {
                    let single = simulated(&inventory, &entity.arn, &action, &bound.witness, &given);
                    assert_eq!(single, bound.decision, "{} {} {}", entity.arn, grant.action, bound.pattern);
                }
            }
            // Whatever a random resource allows is among the grants, and so is what any resource made of any policy
            // in force does.
            for _ in 0..40 {
                let action = Action::new(*dice.pick(&ACTIONS)).unwrap();
                let mut resources = inventory.candidates(entity, &action, &given, reference);
                resources.push((*dice.pick(&RESOURCES)).to_owned());
                let resource = dice.pick(&resources).as_str();
                let is_known = reference.action(action.as_str()).is_some_and(|known| {
                    let mut types = known.resource_types().peekable();
                    types.peek().is_none() == (resource == "*")
                        && (resource == "*" || types.any(|own| own.resource_type.can_be(resource)))
                });
                if is_known && can(simulated(&inventory, &entity.arn, &action, resource, &given)) {
                    let is_listed = grants.iter().any(|grant| grant.action == action.as_str());
                    assert!(is_listed, "{} {action:?} {resource}", entity.arn);
                }
            }
        }
    }
}

/// Where a boundary or a deny leaves some resources only, a resource that it leaves is found.
#[test]
fn what_limits_leave_is_found() {
    let statement = |effect: &str, actions: &str, resource: &str| {
        format!(r#"{{"Effect": "{effect}", "Action": "{actions}", {resource}}}"#)
    };
    let everything = statement("Allow", "s3:*", r#""Resource": "*""#);
    let some = statement("Allow", "s3:*", r#""Resource": "arn:aws:s3:::*-prod/*""#);
    let deny = statement("Deny", "*", r#""NotResource": "arn:aws:s3:::team-*""#);
    let boundary = statement("Allow", "s3:Get*", r#""Resource": "arn:aws:s3:::team-*""#);
    for (own, limit, witness) in [
        (format!("{everything}, {deny}"), everything.clone(), "arn:aws:s3:::team-example/example"),
        (everything.clone(), boundary.clone(), "arn:aws:s3:::team-example/example"),
        (some, boundary, "arn:aws:s3:::team--prod/"),
    ] {
        let dump = format!(
            r#"{{"UserDetailList": [{{"UserName": "ana", "Arn": "arn:aws:iam::123456789012:user/ana",
                "UserPolicyList": [{{"PolicyName": "Own", "PolicyDocument": {{"Statement": [{own}]}}}}],
                "PermissionsBoundary": {{"PermissionsBoundaryArn": "arn:aws:iam::123456789012:policy/B"}}}}],
            "Policies": [{{"PolicyName": "B", "Arn": "arn:aws:iam::123456789012:policy/B", "PolicyVersionList": [
                {{"VersionId": "v1", "IsDefaultVersion": true, "Document": {{"Statement": [{limit}]}}}}]}}]}}"#
        );
        let inventory = support::inventory(&[("account.json", dump)]);
        let given = Context::unknown();
        let question = WhatCan::new(&inventory, &given, ServiceReference::embedded());
        let grants = question.grants(inventory.entity("ana").unwrap());
        let get = grants.iter().find(|grant| grant.action == "s3:GetObject");
        let get = get.unwrap_or_else(|| panic!("{own} within {limit}"));
        let found = get.bounds[0].witness.as_str();
        assert!(found.starts_with("arn:aws:s3:::team-"), "{own} within {limit}: {found}, such as {witness}");
    }
}

#[test]
fn variables_of_tags_make_witnesses() {
    let inventory = support::inventory(&support::shop());
    let given = Context::unknown();
    let question = WhatCan::new(&inventory, &given, ServiceReference::embedded());
    let grants = question.grants(inventory.entity("ana").unwrap());
    let get = grants.iter().find(|grant| grant.action == "s3:GetObject").unwrap();
    assert_eq!(get.bounds[0].pattern, "arn:aws:s3:::shop-teams/${aws:PrincipalTag/team}/*");
    assert_eq!(get.bounds[0].witness, "arn:aws:s3:::shop-teams/web/example");
    assert_eq!(get.bounds[0].decision, Decision::Allowed);
}
