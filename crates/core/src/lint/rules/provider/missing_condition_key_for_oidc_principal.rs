use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::oidc;

pub(super) static RULE: Rule = Rule {
    code: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_condition_key_for_oidc_principal.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, provider) in oidc::trusted(context) {
        if findings.is_full() || oidc::is_github(provider.name) || oidc::tests(statement, provider.name, &[])
        {
            continue;
        }
        let message = format!("nothing of the tokens of {} is tested", quote(provider.name));
        let help = format!("add a condition on {}", quote(&format!("{}:aud", provider.name)));
        findings.add_help(provider.span, message, help);
    }
}
