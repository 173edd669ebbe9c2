use super::perimeter;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("rcp_missing_related_principal_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, key) in perimeter::denied_where_absent(context, &perimeter::PRINCIPAL_KEYS) {
        // A key of identities that must be there keeps services out of it.
        if !perimeter::tests_service(statement) && !perimeter::wants_identity(statement) {
            let message = format!("calls of AWS's services have no {} and are denied", quote(&key.value));
            let help = "add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}`";
            findings.add_help(key.span, message, help);
        }
    }
}
