use std::cmp::Reverse;

use crate::diagnostic::{Severity, quote};
use crate::document::PrincipalEntry;
use crate::edit::remove_entry;
use crate::lint::arns;
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_principal_in_role_trust_policy.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type != PolicyType::RoleTrust {
        return;
    }
    for statement in context.statements() {
        let entries = statement.principals();
        let mut roles: Vec<((&str, &str), Span)> =
            entries.iter().filter_map(|entry| Some((role(entry)?, entry.value.span))).collect();
        roles.sort_unstable_by_key(|(role, span)| (*role, Reverse(span.start)));
        roles.dedup_by_key(|(role, _)| *role);
        for (number, entry) in entries.iter().enumerate() {
            let Some(role) = session(entry).and_then(|role| find(&roles, role)) else { continue };
            let message = format!("{} is a session of a role named beside it", quote(&entry.value.value));
            findings.add_with(entry.value.span, message, |finding| {
                let finding =
                    finding.help("keep the role, which means all its sessions").label(role, "the role");
                let spans: Vec<Span> = entries.iter().map(|entry| entry.value.span).collect();
                let edit = remove_entry(&spans, number).filter(|edit| {
                    // All in one list: between two keys of the map there is more than a comma.
                    context.source().slice(edit.span).matches(',').count() == 1
                        && !context.source().slice(edit.span).contains(['[', ']', '{'])
                });
                match edit {
                    Some(edit) => finding.fix("remove the session", vec![edit], false),
                    None => finding,
                }
            });
        }
    }
}

fn find(roles: &[((&str, &str), Span)], wanted: (&str, &str)) -> Option<Span> {
    let at = roles.binary_search_by(|(role, _)| (*role).cmp(&wanted)).ok()?;
    roles.get(at).map(|(_, span)| *span)
}

/// The account and name of a role.
fn role(entry: &PrincipalEntry) -> Option<(&str, &str)> {
    let fields = arns::fields(&entry.value.value);
    let name = fields.resource?.strip_prefix("role/")?.rsplit('/').next()?;
    (fields.service == Some("iam")).then_some((fields.account?, name))
}

/// The account and name of the role that a session is of.
fn session(entry: &PrincipalEntry) -> Option<(&str, &str)> {
    let fields = arns::fields(&entry.value.value);
    let (name, _) = fields.resource?.strip_prefix("assumed-role/")?.split_once('/')?;
    (fields.service == Some("sts")).then_some((fields.account?, name))
}
