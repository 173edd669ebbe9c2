//! AWS's managed policies, linted: what is found in those that AWS names itself, and nothing that stops.
#![allow(clippy::unwrap_used, reason = "a test helper may fail loudly")]

use std::collections::BTreeSet;
use std::sync::Arc;

use sayso::lint::{self, Attachment, Options};
use sayso::{
    Action, AttachedPolicies, Context, Decision, Diagnostic, Limits, NoTrace, Policy, PolicyDocument,
    PolicyType, Principal, Request, Resource, Severity, Source, evaluate,
};
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

/// What a policy decides of its own actions and resources, wildcards filled, nothing else known.
fn decisions(text: &str, asked: &[(Action<'_>, String)]) -> Vec<Decision> {
    let document = Arc::new(PolicyDocument::parse(&Source::new("policy", text), &Limits::default()));
    let policy = Arc::new(Policy::compile(document, PolicyType::Identity).unwrap());
    let policies = AttachedPolicies { identity: vec![policy.into()], ..AttachedPolicies::default() };
    let principal = Principal::named("arn:aws:iam::111122223333:user/ana", "").unwrap();
    let decide = |(action, arn): &(Action<'_>, String)| {
        let resource = Resource::of(arn, action, &principal);
        let mut context = Context::new();
        context.set_unlisted_unknown(true);
        let request = Request { principal: principal.clone(), action: action.clone(), resource, context };
        evaluate(&policies, &request, &mut NoTrace)
    };
    asked.iter().map(decide).collect()
}

fn asked(text: &str) -> Vec<(Action<'static>, String)> {
    let document = PolicyDocument::parse(&Source::new("policy", text), &Limits::default());
    let mut asked = Vec::new();
    for statement in document.statements() {
        let actions = statement.action.iter().flat_map(|element| &element.entries);
        let resources = statement.resource.iter().flat_map(|element| &element.entries);
        let arns: Vec<&str> = resources.map(|entry| entry.value.as_str()).collect();
        for action in actions {
            let Ok(action) = Action::new(action.value.replace('*', "Any")) else { continue };
            let filled = arns.iter().map(|arn| arn.replace('*', "any"));
            asked.extend(filled.chain(["*".to_owned()]).map(|arn| (action.clone(), arn)));
        }
    }
    asked
}

#[test]
fn a_safe_fix_of_a_managed_policy_changes_no_decision() {
    let mut fixes = 0;
    for policy in ManagedPolicies::embedded().iter() {
        let text = policy.document_json();
        let findings = found(policy.name(), text.clone());
        let safe: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let mut safe: Vec<_> = safe.into_iter().filter(|fix| fix.is_safe).collect();
        safe.truncate(3);
        if safe.is_empty() {
            continue;
        }
        let asked = asked(&text);
        let before = decisions(&text, &asked);
        for fix in safe {
            let mut mended = text.clone();
            let mut edits = fix.edits.clone();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            for edit in edits {
                mended.replace_range(edit.span.range(), &edit.replacement);
            }
            assert_eq!(decisions(&mended, &asked), before, "{}: {}", policy.name(), fix.title);
            fixes += 1;
        }
    }
    assert!(fixes > 50, "{fixes}");
}
