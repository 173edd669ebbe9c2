//! What the questions of whole accounts answer is what single simulations answer, over random questions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "account/support.rs"]
mod support;

use std::collections::BTreeMap;

use sayso::account::{Inventory, WhatCan, WhoCan};
use sayso::settle::DEFAULT_BUDGET;
use sayso::{Action, Context, Decision, Settled, Truth, settle};
use sayso_catalog::ServiceReference;

/// The sample, and the account of the shared data where it is at hand.
fn inventories() -> Vec<Inventory> {
    let mut all = vec![support::inventory(&support::shop())];
    let path =
        format!("{}/../../../shared/data/accounts/cloudsplaining-small.json", env!("CARGO_MANIFEST_DIR"));
    match std::fs::read_to_string(&path) {
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
const RESOURCES: [&str; 9] = [
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

#[test]
fn every_bound_of_what_can_is_a_simulation_and_nothing_is_left_out() {
    let mut dice = Dice(11);
    for inventory in inventories() {
        let given = Context::unknown();
        let question = WhatCan::new(&inventory, &given, ServiceReference::embedded());
        let small = |entity: &&sayso::account::Entity| {
            !entity
                .policies
                .iter()
                .any(|held| held.policy.name().contains("Admin") || held.policy.name().contains("ReadOnly"))
        };
        for entity in inventory.entities().filter(small).take(12) {
            let grants = question.grants(entity);
            for grant in grants.iter().take(40) {
                let action = Action::new(grant.action.as_str()).unwrap();
                for bound in &grant.bounds {
                    let single = simulated(&inventory, &entity.arn, &action, &bound.witness, &given);
                    assert_eq!(single, bound.decision, "{} {} {}", entity.arn, grant.action, bound.pattern);
                }
            }
            // Whatever a random resource allows is among the grants.
            for _ in 0..40 {
                let (name, resource) = (*dice.pick(&ACTIONS), *dice.pick(&RESOURCES));
                let action = Action::new(name).unwrap();
                let is_known = ServiceReference::embedded().action(name).is_some_and(|known| {
                    let mut types = known.resource_types().peekable();
                    types.peek().is_none() == (resource == "*")
                        && (resource == "*" || types.any(|own| own.resource_type.can_be(resource)))
                });
                if is_known && can(simulated(&inventory, &entity.arn, &action, resource, &given)) {
                    assert!(
                        grants.iter().any(|grant| grant.action == name),
                        "{} {name} {resource}",
                        entity.arn
                    );
                }
            }
        }
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
