use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::clauses;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::keys;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_CONDITION_KEY_FORMAT",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_condition_key_format.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        let key = &clause.key;
        if keys::is_well_formed(&key.value) {
            continue;
        }
        let message = format!("{} is no condition key", quote(&key.value));
        let global = format!("aws:{}", key.value);
        let help = match context.reference().condition_key(&global) {
            Some(known) => format!("write `{}`", known.name()),
            None => "write `prefix:name`, such as `aws:SourceIp` or `s3:prefix`".into(),
        };
        findings.add_help(key.span, message, help);
    }
}
