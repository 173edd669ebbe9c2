use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::values;

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_INVALID_SELECT_VALUE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_invalid_select_value.md")),
    check,
};

const VALUES: [&str; 4] = ["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    values::check(context, findings, "dynamodb:Select", &VALUES);
}
