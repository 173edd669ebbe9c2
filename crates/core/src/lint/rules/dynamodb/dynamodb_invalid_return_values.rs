use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::values;

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_INVALID_RETURN_VALUES",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_invalid_return_values.md")),
    check,
};

const VALUES: [&str; 5] = ["ALL_NEW", "ALL_OLD", "NONE", "UPDATED_NEW", "UPDATED_OLD"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    values::check(context, findings, "dynamodb:ReturnValues", &VALUES);
}
