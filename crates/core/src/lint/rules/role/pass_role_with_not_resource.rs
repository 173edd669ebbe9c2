use super::shape::{ActionShape, PASS_ROLE, ResourceShape, check_shape};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "PASS_ROLE_WITH_NOT_RESOURCE",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("pass_role_with_not_resource.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    check_shape(context, findings, &PASS_ROLE, ActionShape::Named, ResourceShape::Not);
}
