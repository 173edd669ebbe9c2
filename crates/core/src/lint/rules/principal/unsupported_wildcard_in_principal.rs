use super::entries;
use crate::diagnostic::{Severity, quote};
use crate::document::PrincipalKind;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_wildcard_in_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for entry in entries::all(context) {
        let value = entry.value.value.as_str();
        let is_everybody = entry.kind == PrincipalKind::Aws && value == "*";
        if value.contains(['*', '?']) && !is_everybody {
            let message = format!("a principal is no pattern: {}", quote(value));
            let help = match entry.kind {
                PrincipalKind::Aws => {
                    "name the principals, or write `*` with a condition on `aws:PrincipalArn`"
                }
                _ => "name them",
            };
            findings.add_help(entry.value.span, message, help);
        }
    }
}
