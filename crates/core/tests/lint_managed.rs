//! AWS's managed policies, linted: what is found in those that AWS names itself, and nothing that stops.

use std::collections::{BTreeMap, BTreeSet};

use sayso::lint::{self, Attachment, Options};
use sayso::{Diagnostic, Limits, PolicyDocument, PolicyType, Severity, Source};
use sayso_catalog::ManagedPolicies;

fn found(name: &str, text: String) -> Vec<Diagnostic> {
    let document = PolicyDocument::parse(&Source::new(name, text), &Limits::default());
    let options = Options { attachment: Attachment::Managed, ..Options::default() };
    lint::check(&document, PolicyType::Identity, &options)
}

/// The codes of security warnings and warnings about what a managed policy gives away.
fn dangers(name: &str) -> Vec<&'static str> {
    let policy = ManagedPolicies::embedded().find(name).unwrap();
    let findings = found(name, policy.document_json());
    let about =
        ["PASS_ROLE", "CREATE_SLR", "FULL_ADMIN", "PRIVILEGE_ESCALATION", "CREDENTIALS", "PERMISSIONS"];
    let codes: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.severity > Severity::Suggestion)
        .map(|finding| finding.code)
        .filter(|code| about.iter().any(|about| code.starts_with(about)))
        .collect();
    codes.into_iter().collect()
}

#[test]
fn what_is_dangerous_in_the_policies_of_administrators() {
    for (name, codes) in [
        (
            "AdministratorAccess",
            &[
                "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
                "FULL_ADMINISTRATOR_ACCESS",
                "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
            ][..],
        ),
        (
            "IAMFullAccess",
            &[
                "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
                "CREDENTIALS_EXPOSURE",
                "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
                "PERMISSIONS_MANAGEMENT",
                "PRIVILEGE_ESCALATION",
            ],
        ),
        (
            "PowerUserAccess",
            &[
                "CREATE_SLR_WITH_STAR_IN_RESOURCE",
                "CREDENTIALS_EXPOSURE",
                "PERMISSIONS_MANAGEMENT",
                "PRIVILEGE_ESCALATION",
            ],
        ),
        ("ReadOnlyAccess", &["CREDENTIALS_EXPOSURE"]),
        ("ViewOnlyAccess", &[]),
    ] {
        assert_eq!(dangers(name), codes, "{name}");
    }
}

#[test]
fn every_managed_policy_can_be_linted() {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for policy in ManagedPolicies::embedded().iter() {
        let codes: BTreeSet<(Severity, &str)> = found(policy.name(), policy.document_json())
            .iter()
            .map(|finding| {
                if std::env::var_os("SHOW").is_some_and(|code| code.to_string_lossy() == finding.code) {
                    println!("{finding}");
                }
                (finding.severity, finding.code)
            })
            .collect();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    for ((severity, code), count) in &counts {
        println!("{count:5} {:16} {code}", severity.as_str());
    }
    assert!(counts.contains_key(&(Severity::SecurityWarning, "PRIVILEGE_ESCALATION")));
}
