use crate::condition::BaseOperator;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{change_operator, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use sayso_catalog::KeyType;

pub(super) static RULE: Rule = Rule {
    code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("string_like_operator_with_arn_condition_keys.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, clause) in clauses(context) {
        let is_like = clause.operator.value.base == BaseOperator::StringLike;
        if findings.is_full() || !is_like {
            continue;
        }
        let key = context.reference().condition_key(&clause.key.value);
        if key.is_none_or(|key| key.value_type() != KeyType::Arn) {
            continue;
        }
        let message =
            format!("{} is an ARN, whose fields `StringLike` does not keep apart", quote(&clause.key.value));
        findings.add_with(clause.operator.span, message, |finding| {
            let finding = finding.help("write `ArnLike`").label(clause.key.span, "this key");
            match change_operator(context.source(), statement, clause, BaseOperator::ArnLike) {
                Some(edit) => finding.fix("compare as ARN", vec![edit], false),
                None => finding,
            }
        });
    }
}
