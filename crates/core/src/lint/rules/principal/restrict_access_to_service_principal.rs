use super::source;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("restrict_access_to_service_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, services) in source::open(context) {
        if source::recommends(statement).is_some() {
            continue;
        }
        for service in services {
            let message = format!("whomever {} acts for is let in", quote(&service.value.value));
            findings.add_help(
                service.value.span,
                message,
                "add a condition on `aws:SourceArn` or `aws:SourceAccount`",
            );
        }
    }
}
