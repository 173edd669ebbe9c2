use super::entry;
use crate::diagnostic::{Severity, quote};
use crate::document::StatementNode;
use crate::lint::arns;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "WILDCARD_IN_SERVICE_NAME",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("wildcard_in_service_name.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help = "name the services: new ones that fit are meant, too";
    for entry in entry::all(context) {
        let service = entry.value.split_once(':').map_or("", |(service, _)| service);
        if is_partial(service) {
            let message = format!("the service of {} has a wildcard", quote(&entry.value));
            findings.add_help(entry.span, message, help);
        }
    }
    let resources = context.statements().filter_map(|statement: &StatementNode| statement.resource.as_ref());
    for entry in resources.flat_map(|resource| &resource.entries) {
        let service = arns::fields(&entry.value).service;
        if service.is_some_and(is_partial) {
            let message = format!("the service of {} has a wildcard", quote(&entry.value));
            findings.add_help(entry.span, message, help);
        }
    }
}

/// Whether it has a wildcard and something besides.
fn is_partial(service: &str) -> bool {
    service.contains(['*', '?']) && service.contains(|character| character != '*')
}
