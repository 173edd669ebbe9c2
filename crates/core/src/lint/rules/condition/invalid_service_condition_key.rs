use crate::diagnostic::{Severity, quote};
use crate::document::{ConditionClause, StatementNode};
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

use super::keys;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_SERVICE_CONDITION_KEY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_service_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, clause) in clauses(context) {
        if findings.is_full() {
            return;
        }
        let key = &clause.key.value;
        let other = clause.prefix().eq_ignore_ascii_case("aws") || !keys::is_well_formed(key);
        if other || clause.is_claim() || keys::is_known(context, clause) || keys::has_another_fault(clause) {
            continue;
        }
        let prefix = quote(clause.prefix());
        let message = if context.reference().service(clause.prefix()).is_some() {
            format!("the service {prefix} has no condition key {}", quote(key))
        } else if is_told_elsewhere(context, statement, clause) {
            continue;
        } else {
            format!("no service has the prefix {prefix} of the condition key {}", quote(key))
        };
        findings.add_help(clause.key.span, message, keys::help(context, clause));
    }
}

/// Of a service that is not in the reference its actions tell already; in a trust policy the prefix may be a
/// provider's.
fn is_told_elsewhere(context: &Context<'_>, statement: &StatementNode, clause: &ConditionClause) -> bool {
    let prefix = clause.prefix();
    let names = |entry: &str| entry.split_once(':').is_some_and(|(own, _)| own.eq_ignore_ascii_case(prefix));
    // Hostile text has many of both.
    let mut entries = statement.action.iter().flat_map(|element| &element.entries).take(1000);
    context.policy_type == PolicyType::RoleTrust || entries.any(|entry| names(&entry.value))
}
