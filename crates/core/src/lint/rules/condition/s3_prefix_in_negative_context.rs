use crate::condition::BaseOperator;
use crate::diagnostic::Severity;
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "S3_PREFIX_IN_NEGATIVE_CONTEXT",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("s3_prefix_in_negative_context.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, clause) in clauses(context).filter(|(_, clause)| clause.is_about("s3:prefix")) {
        let base = clause.operator.value.base;
        let keeps_out = statement.denies() && base == BaseOperator::StringLike
            || statement.allows() && base == BaseOperator::StringNotLike;
        if keeps_out {
            let help =
                "list the prefixes that may be asked for: `StringLike` to allow, `StringNotLike` to deny";
            findings.add_help(clause.key.span, "a shorter `s3:prefix` walks round this condition", help);
        }
    }
}
