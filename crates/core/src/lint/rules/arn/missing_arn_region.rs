use crate::diagnostic::Severity;
use crate::lint::arns;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "MISSING_ARN_REGION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_arn_region.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    arns::report(context, RULE.code, findings);
}
