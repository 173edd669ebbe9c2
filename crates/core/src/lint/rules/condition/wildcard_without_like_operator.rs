use crate::condition::BaseOperator;
use crate::diagnostic::{Severity, quote};
use crate::document::Version;
use crate::lint::conditions::{ClauseExt as _, Compared, change_operator, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::pattern::{Pattern, Syntax};

pub(super) static RULE: Rule = Rule {
    code: "WILDCARD_WITHOUT_LIKE_OPERATOR",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("wildcard_without_like_operator.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let version = context.document.version().map_or(Version::default(), |version| version.value);
    for (statement, clause) in clauses(context) {
        let base = clause.operator.value.base;
        if findings.is_full() || clause.compared() != Compared::Text || clause.takes_wildcards() {
            continue;
        }
        let like = if base.is_negated() { BaseOperator::StringNotLike } else { BaseOperator::StringLike };
        let ignores_case = [BaseOperator::StringEqualsIgnoreCase, BaseOperator::StringNotEqualsIgnoreCase];
        for value in clause.values.iter().filter(|value| has_wildcard(&value.value, version)) {
            let message =
                format!("`{}` takes the wildcard of {} literally", base.as_str(), quote(&value.value));
            findings.add_with(value.span, message, |finding| {
                let finding = finding.help(format!("write `{}`", like.as_str()));
                let finding = finding.label(clause.operator.span, "this operator");
                match change_operator(context.source(), statement, clause, like) {
                    Some(edit) if !ignores_case.contains(&base) => {
                        finding.fix(format!("write `{}`", like.as_str()), vec![edit], false)
                    }
                    _ => finding,
                }
            });
        }
    }
}

/// Whether a wildcard stands outside variables; `${*}` is no wildcard.
fn has_wildcard(text: &str, version: Version) -> bool {
    if !text.contains(['*', '?']) {
        return false;
    }
    let parse = |wildcards| Pattern::parse(text, Syntax { wildcards, variables: version == Version::V2012 });
    parse(true) != parse(false)
}
