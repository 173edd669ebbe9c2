use crate::condition::SetOperator;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::audience;

pub(super) static RULE: Rule = Rule {
    code: "CONFIRM_AUDIENCE_CLAIM_TYPE",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("confirm_audience_claim_type.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for clause in audience::with_prefix(context) {
        // The other rule knows better.
        if clause.operator.value.set == Some(SetOperator::ForAnyValue) && audience::is_single(clause) {
            continue;
        }
        let message = format!("does {} have several values?", quote(&clause.key.value));
        let help = "remove the prefix if a token has one audience";
        findings.add_help(clause.operator.span, message, help);
    }
}
