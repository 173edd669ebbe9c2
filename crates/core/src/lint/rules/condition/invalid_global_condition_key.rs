use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::keys;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_GLOBAL_CONDITION_KEY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_global_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let of_aws = clauses(context).filter(|(_, clause)| clause.prefix().eq_ignore_ascii_case("aws"));
    for (_, clause) in of_aws {
        if findings.is_full() {
            return;
        }
        if keys::is_known(context, clause) || keys::has_another_fault(clause) {
            continue;
        }
        let message = format!("there is no global condition key {}", quote(&clause.key.value));
        findings.add_help(clause.key.span, message, keys::help(context, clause));
    }
}
