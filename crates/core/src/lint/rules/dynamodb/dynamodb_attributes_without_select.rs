use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::attributes::{self, Guard};

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_attributes_without_select.md")),
    check,
};

const SELECT: Guard = Guard {
    key: "dynamodb:Select",
    values: &["SPECIFIC_ATTRIBUTES"],
    actions: &[
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PartiQLSelect",
        "dynamodb:Query",
        "dynamodb:Scan",
    ],
    help: "add `\"StringEqualsIfExists\": {\"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\"}`",
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    attributes::check(context, findings, &SELECT);
}
