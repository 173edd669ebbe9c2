use super::source;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("recommended_condition_key_for_service_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, services) in source::open(context) {
        let (Some(clause), Some(service)) = (source::recommends(statement), services.first()) else {
            continue;
        };
        let (key, name) = (quote(&clause.key.value), quote(&service.value.value));
        let message = format!("{key} is not made to say for whom {name} acts");
        findings.add_help(
            clause.key.span,
            message,
            "write `aws:SourceAccount`, `aws:SourceArn` or `aws:SourceOrgID`",
        );
    }
}
