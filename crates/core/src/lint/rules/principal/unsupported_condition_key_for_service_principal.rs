use crate::condition::{BaseOperator, ConditionOperator, SetOperator};
use crate::diagnostic::{Severity, quote};
use crate::document::PrincipalKind;
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_condition_key_for_service_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for statement in context.statements() {
        let mut principals = statement.principals().iter();
        let Some(service) = principals.find(|entry| entry.kind == PrincipalKind::Service) else { continue };
        for clause in statement.clauses() {
            if is_of_identities(&clause.key.value) && minds_absence(clause.operator.value) {
                let (key, name) = (quote(&clause.key.value), quote(&service.value.value));
                let message = format!("{key} is absent from calls of the service {name}");
                findings.add_with(clause.key.span, message, |finding| {
                    finding
                        .help("write `aws:SourceOrgID`, `aws:SourceAccount` or `aws:SourceArn`")
                        .label(service.value.span, "the service")
                });
            }
        }
    }
}

fn is_of_identities(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    matches!(key.as_str(), "aws:principalorgid" | "aws:principalorgpaths")
        || key.starts_with("aws:principaltag/")
}

/// Whether the operator is written as if the key were there.
fn minds_absence(operator: ConditionOperator) -> bool {
    !operator.if_exists
        && operator.base != BaseOperator::Null
        && operator.set != Some(SetOperator::ForAllValues)
}
