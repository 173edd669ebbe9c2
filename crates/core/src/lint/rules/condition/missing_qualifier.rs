use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "MISSING_QUALIFIER",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_qualifier.md")),
    check,
};

/// Lists by their type, which AWS's own documents and policies compare without prefix: their requests have one value.
const MOSTLY_ONE: [&str; 2] = ["events:detail-type", "events:source"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        let operator = clause.operator.value;
        let is_plain = operator.set.is_none() && clause.compared() != Compared::Presence;
        if !is_plain || MOSTLY_ONE.iter().any(|key| clause.is_about(key)) {
            continue;
        }
        if context.reference().condition_key(&clause.key.value).is_some_and(|key| key.is_multivalued()) {
            let message = format!("{} has a list of values", quote(&clause.key.value));
            let help = format!("write `ForAnyValue:{operator}` or `ForAllValues:{operator}`");
            findings.add_with(clause.operator.span, message, |finding| {
                finding.help(help).label(clause.key.span, "this key")
            });
        }
    }
}
