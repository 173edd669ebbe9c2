use crate::condition::SetOperator;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::audience;

pub(super) static RULE: Rule = Rule {
    code: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("foranyvalue_with_audience_claim_type.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for clause in audience::with_prefix(context) {
        if clause.operator.value.set == Some(SetOperator::ForAnyValue) && audience::is_single(clause) {
            let message = format!("{} has one value", quote(&clause.key.value));
            findings.add_help(clause.operator.span, message, "remove `ForAnyValue:`");
        }
    }
}
