use super::perimeter;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("rcp_missing_service_condition_key_null_check.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, key) in perimeter::denied_where_absent(context, &perimeter::SOURCE_KEYS) {
        if !perimeter::wants_source(statement) {
            let message = format!("calls of services without {} are denied", quote(&key.value));
            findings.add_help(key.span, message, "add `\"Null\": {\"aws:SourceAccount\": \"false\"}`");
        }
    }
}
