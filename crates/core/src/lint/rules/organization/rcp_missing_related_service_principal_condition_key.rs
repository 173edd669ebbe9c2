use super::perimeter;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("rcp_missing_related_service_principal_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, key) in perimeter::denied_where_absent(context, &perimeter::SOURCE_KEYS) {
        if !perimeter::tests_service(statement) {
            let message =
                format!("only calls of AWS's services have {}: others are denied", quote(&key.value));
            let help = "add `\"Bool\": {\"aws:PrincipalIsAWSService\": \"true\"}`";
            findings.add_help(key.span, message, help);
        }
    }
}
