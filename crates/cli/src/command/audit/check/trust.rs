//! Whom roles and resources let in.

use std::collections::BTreeSet;

use sayso::account::{Entity, Place};
use sayso::document::{PrincipalEntry, PrincipalKind, StatementNode};
use sayso::{Effect, Policy, PolicyType, lint};

use super::Scope;
use crate::command::audit::code::{self, Code};
use crate::command::audit::finding::Finding;

/// Services that work for resources of anybody, and say for which.
const DEPUTIES: [&str; 15] = [
    "appsync.amazonaws.com",
    "bedrock.amazonaws.com",
    "dlm.amazonaws.com",
    "dms.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "iot.amazonaws.com",
    "pipes.amazonaws.com",
    "ram.amazonaws.com",
    "scheduler.amazonaws.com",
    "sns.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "transfer.amazonaws.com",
    "vmie.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

/// What the linter finds of these is found here.
const LINTED: [(&str, &Code); 4] = [
    ("PUBLIC_ACCESS", &code::PUBLIC_TRUST),
    ("CONFIRM_AUDIENCE_CLAIM_TYPE", &code::OPEN_PROVIDER_TRUST),
    ("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", &code::OPEN_PROVIDER_TRUST),
    ("MISSING_GITHUB_REPO_CONDITION_KEY", &code::OPEN_PROVIDER_TRUST),
];

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    for entity in scope.inventory.entities() {
        if let Some(trust) = &entity.trust {
            linted(scope, &entity.arn, trust, found);
            of_role(scope, entity, trust, found);
        }
    }
    for (arn, policy) in scope.inventory.resource_policies() {
        linted(scope, arn, policy, found);
    }
}

fn linted(scope: &Scope<'_>, subject: &str, policy: &Policy, found: &mut Vec<Finding>) {
    let known: Vec<&str> = scope.known_accounts.iter().map(String::as_str).collect();
    let options = lint::Options { known_accounts: &known, ..lint::Options::default() };
    let is_trust = policy.policy_type() == PolicyType::RoleTrust;
    for fault in lint::check(policy.document(), policy.policy_type(), &options) {
        let Some((_, kind)) = LINTED.iter().find(|(name, _)| *name == fault.code) else { continue };
        let kind = if is_trust { kind } else { &code::PUBLIC_RESOURCE };
        let key = fault.source.slice(fault.span).to_owned();
        let place = Place { source: fault.source.clone(), span: fault.span };
        found.push(Finding::new(kind, subject, fault.message, place).key(key));
    }
}

fn of_role(scope: &Scope<'_>, role: &Entity, trust: &Policy, found: &mut Vec<Finding>) {
    let document = trust.document();
    let mut seen = BTreeSet::new();
    let allows = |it: &&StatementNode| it.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow);
    for statement in document.statements().iter().filter(allows) {
        let Some(principal) = statement.principal.as_ref().filter(|it| !it.negated) else { continue };
        for entry in &principal.entries {
            let Some((kind, message)) = judge(scope, role, statement, entry) else { continue };
            let value = entry.value.value.as_str();
            if seen.insert((kind.name, value)) {
                let place = Place { source: document.source().clone(), span: entry.value.span };
                found.push(Finding::new(kind, &role.arn, message, place).key(value));
            }
        }
    }
}

fn judge(
    scope: &Scope<'_>,
    role: &Entity,
    statement: &StatementNode,
    entry: &PrincipalEntry,
) -> Option<(&'static Code, String)> {
    let (value, short) = (entry.value.value.as_str(), role.short());
    match entry.kind {
        PrincipalKind::Service if DEPUTIES.contains(&value) && !has_key(statement, "aws:source") => {
            Some((&code::CONFUSED_DEPUTY_SERVICE, format!("{short} trusts {value} whomever it works for")))
        }
        PrincipalKind::Aws => {
            let account = if value.starts_with("arn:") { value.split(':').nth(4)? } else { value };
            let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
            if !is_account || scope.known_accounts.contains(account) || has_key(statement, "aws:principalorg")
            {
                return None;
            }
            Some(if has_key(statement, "sts:externalid") {
                (&code::CROSS_ACCOUNT_TRUST, format!("{short} trusts account {account}, with an external id"))
            } else {
                let message = format!("{short} trusts account {account} without an external id");
                (&code::THIRD_PARTY_WITHOUT_EXTERNAL_ID, message)
            })
        }
        _ => None,
    }
}

/// Whether a condition uses a key that begins so; in lower case.
fn has_key(statement: &StatementNode, start: &str) -> bool {
    let clauses = statement.condition.iter().flat_map(|condition| &condition.clauses);
    clauses.into_iter().any(|clause| clause.key.value.to_ascii_lowercase().starts_with(start))
}
