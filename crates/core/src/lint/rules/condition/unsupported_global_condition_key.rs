use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_GLOBAL_CONDITION_KEY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_global_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context).filter(|(_, clause)| clause.is_about("aws:ARN")) {
        let message = format!("the condition key {} is not supported", quote(&clause.key.value));
        findings.add_help(clause.key.span, message, "write `aws:PrincipalArn` or `aws:SourceArn`");
    }
}
