use crate::diagnostic::Severity;
use crate::document::Effect;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::support;

pub(super) static RULE: Rule = Rule {
    code: "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("deny_with_unsupported_tag_condition_key_for_service.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    support::by_service(context, findings, Effect::Deny, "nothing of it is denied");
}
