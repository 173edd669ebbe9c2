use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::attributes::{self, Guard};

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_attributes_without_return_values.md")),
    check,
};

const RETURN_VALUES: Guard = Guard {
    key: "dynamodb:ReturnValues",
    values: &["NONE", "UPDATED_NEW", "UPDATED_OLD"],
    actions: &[
        "dynamodb:DeleteItem",
        "dynamodb:PartiQLDelete",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
    ],
    help: "add `\"StringEqualsIfExists\": {\"dynamodb:ReturnValues\": [\"NONE\", \"UPDATED_OLD\", \"UPDATED_NEW\"]}`",
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    attributes::check(context, findings, &RETURN_VALUES);
}
