use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use sayso_catalog::KeyType;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_CONDITION_MULTIPLE_BOOLEAN",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_condition_multiple_boolean.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        if clause.compared() != Compared::Bool || clause.values.len() < 2 {
            continue;
        }
        let key = context.reference().condition_key(&clause.key.value);
        if key.is_some_and(|key| key.value_type() == KeyType::Bool && !key.is_multivalued()) {
            let message = format!("{} is compared with several booleans", quote(&clause.key.value));
            findings.add_help(clause.span, message, "write one of `true` and `false`");
        }
    }
}
