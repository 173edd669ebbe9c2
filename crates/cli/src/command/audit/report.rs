//! What came of an audit, for the renderers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sayso::account::EntityKind;

use super::check::Scope;
use super::code::Severity;
use super::compare::{Comparison, Earlier};
use super::finding::Finding;
use super::graph::Graph;
use super::usage::Usage;

/// Everything that is told.
pub(crate) struct Report<'a> {
    pub(crate) findings: Vec<Shown>,
    pub(crate) in_baseline: usize,
    pub(crate) comparison: Option<Comparison>,
    pub(crate) graph: &'a Graph<'a>,
    pub(crate) usage: &'a Usage,
    pub(crate) now: DateTime<Utc>,
    pub(crate) accounts: Vec<String>,
    pub(crate) users: usize,
    pub(crate) roles: usize,
    pub(crate) policies: usize,
    /// What was not given and could change the answers.
    pub(crate) notes: Vec<String>,
}

/// A finding and what it is recognised by.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) finding: Finding,
    pub(crate) fingerprint: String,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        scope: &Scope<'a>,
        findings: Vec<Shown>,
        in_baseline: usize,
        earlier: Option<&Earlier>,
    ) -> Self {
        let inventory = scope.inventory;
        let count = |kind| inventory.entities().filter(|it| it.kind == kind).count();
        Self {
            comparison: earlier.map(|earlier| Comparison::of(earlier, &findings)),
            findings,
            in_baseline,
            graph: scope.graph,
            usage: scope.usage,
            now: scope.now,
            accounts: inventory.accounts().map(|account| account.id.clone()).collect(),
            users: count(EntityKind::User),
            roles: count(EntityKind::Role),
            policies: inventory.managed_policies().count(),
            notes: notes(scope),
        }
    }

    pub(crate) fn of_severity(&self, severity: Severity) -> impl Iterator<Item = &Shown> {
        self.findings.iter().filter(move |it| it.finding.severity() == severity)
    }

    /// How many findings each severity has, worst first.
    pub(crate) fn counts(&self) -> [(Severity, usize); 4] {
        Severity::ALL.map(|severity| (severity, self.of_severity(severity).count()))
    }
}

fn notes(scope: &Scope<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let organization = scope.inventory.organization();
    for account in scope.inventory.accounts() {
        if organization.is_none_or(|own| !own.has(&account.id)) {
            notes.push(format!(
                "no SCPs were given for account {}: they could deny what is said to be allowed",
                account.id
            ));
        }
        if account.is_truncated {
            notes.push(format!("the dump of account {} ends before its last page", account.id));
        }
    }
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    for entity in scope.inventory.entities() {
        for policy in &entity.missing {
            *missing.entry(policy.to_string()).or_default() += 1;
        }
    }
    notes.extend(missing.into_iter().map(|(what, count)| match count {
        1 => what,
        count => format!("{what} ({count} principals hold it)"),
    }));
    if scope.credentials.is_empty() {
        notes.push("no credential report was given: nothing is said of passwords, keys and MFA".to_owned());
    }
    if let Some(span) = scope.usage.span() {
        notes.push(format!(
            "CloudTrail was read {span}: what is used less often looks unused, and data events that it was not told \
             to record, and calls that it never records, are not in it"
        ));
    } else if scope.usage.principals.is_empty() {
        notes.push(
            "neither last accessed information nor CloudTrail was given: nothing is said of unused permissions"
                .to_owned(),
        );
    }
    notes
}
