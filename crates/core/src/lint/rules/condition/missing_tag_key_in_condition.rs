use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::clauses;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::keys;

pub(super) static RULE: Rule = Rule {
    code: "MISSING_TAG_KEY_IN_CONDITION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_tag_key_in_condition.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context).filter(|(_, clause)| keys::lacks_tag(clause)) {
        let key = clause.key.value.trim_end_matches('/');
        let message = format!("{} does not say which tag", quote(&clause.key.value));
        findings.add_help(clause.key.span, message, format!("write {}", quote(&format!("{key}/name"))));
    }
}
