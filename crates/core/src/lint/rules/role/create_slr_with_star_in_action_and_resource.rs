use super::shape::{ActionShape, CREATE_SERVICE_LINKED_ROLE, ResourceShape, check_shape};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("create_slr_with_star_in_action_and_resource.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    check_shape(context, findings, &CREATE_SERVICE_LINKED_ROLE, ActionShape::Star, ResourceShape::Star);
}
