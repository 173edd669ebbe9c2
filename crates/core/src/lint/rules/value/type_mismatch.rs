use crate::diagnostic::{Severity, quote};
use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use sayso_catalog::{ConditionKey, KeyType};

pub(super) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("type_mismatch.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context) {
        if findings.is_full() {
            return;
        }
        let Some(key) = context.reference().condition_key(&clause.key.value) else { continue };
        if fits(&key, clause) {
            continue;
        }
        let operator = clause.operator.value.base.as_str();
        let (what, wanted) = wanted(key.value_type());
        let message = format!("{} is {what}, which `{operator}` does not compare", quote(&clause.key.value));
        findings.add_with(clause.operator.span, message, |finding| {
            finding.help(format!("write {wanted}")).label(clause.key.span, "this key")
        });
    }
}

fn fits(key: &ConditionKey<'_>, clause: &ConditionClause) -> bool {
    // The value of a tag is whatever its owner wrote, that of a claim whatever the provider did.
    if key.name().contains(['$', '<']) || clause.is_claim() {
        return true;
    }
    let compared = clause.compared();
    let is_variable = || clause.values.iter().all(|value| has_variable(&value.value));
    match key.value_type() {
        _ if compared == Compared::Presence => true,
        KeyType::String => match compared {
            Compared::Arn => clause.values.iter().all(|value| may_be_arn(&value.value)),
            compared => matches!(compared, Compared::Text | Compared::Binary),
        },
        KeyType::Arn => matches!(compared, Compared::Arn | Compared::Text),
        KeyType::Bool => compared == Compared::Bool,
        KeyType::Numeric if clause.is_about("aws:EpochTime") => {
            matches!(compared, Compared::Number | Compared::Date)
        }
        KeyType::Numeric => compared == Compared::Number,
        KeyType::Date => compared == Compared::Date,
        // Two keys can be compared as text only.
        KeyType::IpAddress => compared == Compared::Ip || compared == Compared::Text && is_variable(),
    }
}

/// Keys of text that hold an ARN are many.
fn may_be_arn(value: &str) -> bool {
    value.starts_with("arn:") || value.starts_with('*') || has_variable(value)
}

/// What a key of this type is, and which operators are for it.
fn wanted(key_type: KeyType) -> (&'static str, &'static str) {
    match key_type {
        KeyType::Arn => ("an ARN", "`ArnLike`"),
        KeyType::Bool => ("a boolean", "`Bool`"),
        KeyType::Numeric => ("a number", "`NumericEquals` or another `Numeric…` operator"),
        KeyType::Date => ("a date", "`DateLessThan` or another `Date…` operator"),
        KeyType::IpAddress => ("an IP address", "`IpAddress` or `NotIpAddress`"),
        KeyType::String => ("text", "`StringEquals` or `StringLike`"),
    }
}
