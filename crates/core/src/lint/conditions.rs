//! What rules ask of conditions.

use crate::condition::BaseOperator;
pub(super) use crate::condition::Compared;
use crate::document::{ConditionClause, StatementNode};
use crate::edit::TextEdit;
use crate::source::Source;

use super::context::{Context, StatementExt as _};

/// What rules ask of clauses.
pub(super) trait ClauseExt {
    /// Whether it is about this key; case does not count.
    fn is_about(&self, key: &str) -> bool;
    fn compared(&self) -> Compared;
    /// Whether wildcards work in its values.
    fn takes_wildcards(&self) -> bool;
    /// Whether a request that lacks the key meets it.
    fn holds_without_key(&self) -> bool;
    /// The key's service, or `aws`: what stands before the first colon.
    fn prefix(&self) -> &str;
    /// Whether an identity provider makes the key: `accounts.google.com:sub`, `saml:aud`. The prefix of such a
    /// key is a host with a path, which no service has.
    fn is_claim(&self) -> bool;
}

impl ClauseExt for ConditionClause {
    fn is_about(&self, key: &str) -> bool {
        self.key.value.eq_ignore_ascii_case(key)
    }

    fn compared(&self) -> Compared {
        Compared::by(self.operator.value.base)
    }

    fn takes_wildcards(&self) -> bool {
        self.operator.value.base.takes_wildcards()
    }

    fn holds_without_key(&self) -> bool {
        let operator = self.operator.value;
        let asks_absence = || self.values.iter().any(|value| value.value.eq_ignore_ascii_case("true"));
        match operator.set {
            None if self.values.is_empty() => true,
            None if operator.base == BaseOperator::Null => asks_absence(),
            _ => operator.holds_without_key(),
        }
    }

    fn prefix(&self) -> &str {
        self.key.value.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    fn is_claim(&self) -> bool {
        let prefix = self.prefix();
        prefix.contains(['.', '/']) || prefix.eq_ignore_ascii_case("saml")
    }
}

/// Every clause with its statement.
pub(super) fn clauses<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (&'a StatementNode, &'a ConditionClause)> + use<'a> {
    let mut clauses = Vec::new();
    for statement in context.statements() {
        clauses.extend(statement.clauses().iter().map(|clause| (statement, clause)));
    }
    clauses.into_iter()
}

/// Whether a text holds a policy variable, or the beginning of one.
pub(super) fn has_variable(text: &str) -> bool {
    text.contains("${")
}

/// Gives a clause another operator. None where the operator has other keys besides, where the statement has the
/// other operator already, or where the operator is not written in JSON.
pub(super) fn change_operator(
    source: &Source,
    statement: &StatementNode,
    clause: &ConditionClause,
    base: BaseOperator,
) -> Option<TextEdit> {
    let own = &clause.operator;
    let wanted = crate::condition::ConditionOperator { base, ..own.value };
    let mut others = statement.clauses().iter().filter(|other| other.span != clause.span);
    if others.any(|other| other.operator.span == own.span || other.operator.value == wanted) {
        return None;
    }
    let is_json = source.slice(own.span) == format!("\"{}\"", own.value);
    is_json.then(|| TextEdit { span: own.span, replacement: format!("\"{wanted}\"") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PolicyDocument;
    use crate::json::Limits;

    #[test]
    fn a_clause_that_asks_nothing_of_an_absent_key_holds_without_it() {
        for (condition, expected) in [
            (r#"{"StringEquals": {"aws:username": "ana"}}"#, false),
            (r#"{"StringNotEquals": {"aws:username": "ana"}}"#, true),
            (r#"{"StringEqualsIfExists": {"aws:username": "ana"}}"#, true),
            (r#"{"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}"#, true),
            (r#"{"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}}"#, false),
            (r#"{"ForAnyValue:StringNotEquals": {"aws:TagKeys": "team"}}"#, false),
            (r#"{"Null": {"aws:TagKeys": "true"}}"#, true),
            (r#"{"Null": {"aws:TagKeys": false}}"#, false),
            (r#"{"StringEquals": {"aws:username": []}}"#, true),
        ] {
            let text = format!(r#"{{"Statement": {{"Condition": {condition}}}}}"#);
            let document = PolicyDocument::parse(&Source::new("policy.json", text), &Limits::default());
            assert_eq!(document.statements()[0].clauses()[0].holds_without_key(), expected, "{condition}");
        }
    }
}
