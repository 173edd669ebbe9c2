//! Conditions of resource control policies that are true of an absent key.

use crate::condition::{BaseOperator, ConditionOperator, SetOperator};
use crate::document::{ConditionClause, StatementNode};
use crate::lint::context::{Context, StatementExt as _};
use crate::policy_type::PolicyType;
use crate::source::Spanned;

/// Keys of calls that an identity makes.
pub(super) const PRINCIPAL_KEYS: [&str; 3] =
    ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount"];
/// Keys of calls that a service makes for somebody.
pub(super) const SOURCE_KEYS: [&str; 4] =
    ["aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceAccount", "aws:SourceArn"];

/// The statements of a resource control policy that deny where one of `keys` is absent, with that key.
pub(super) fn denied_where_absent<'a>(
    context: &Context<'a>,
    keys: &[&str],
) -> Vec<(&'a StatementNode, &'a Spanned<String>)> {
    if context.policy_type != PolicyType::ResourceControl {
        return Vec::new();
    }
    let of = |statement: &'a StatementNode| {
        let mut clauses = statement.clauses().iter();
        let clause = clauses.find(|clause| is(clause, keys) && is_true_of_absence(clause.operator.value))?;
        Some((statement, &clause.key))
    };
    context.statements().filter(|statement| statement.denies()).filter_map(of).collect()
}

/// Whether it asks in any way if the caller is a service.
pub(super) fn tests_service(statement: &StatementNode) -> bool {
    let keys = ["aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"];
    statement.clauses().iter().any(|clause| is(clause, &keys))
}

/// Whether a key that only identities have must be there.
pub(super) fn wants_identity(statement: &StatementNode) -> bool {
    let is_of_identities = |clause: &ConditionClause| {
        let key = clause.key.value.to_ascii_lowercase();
        key.starts_with("aws:principal") || matches!(key.as_str(), "aws:userid" | "aws:username")
    };
    statement.clauses().iter().any(|clause| is_of_identities(clause) && !may_be_absent(clause))
}

/// Whether a key that only calls with a source have must be there.
pub(super) fn wants_source(statement: &StatementNode) -> bool {
    statement.clauses().iter().any(|clause| is(clause, &SOURCE_KEYS) && !may_be_absent(clause))
}

fn is(clause: &ConditionClause, keys: &[&str]) -> bool {
    keys.iter().any(|key| clause.key.value.eq_ignore_ascii_case(key))
}

/// Whether the clause can be true of an absent key.
fn may_be_absent(clause: &ConditionClause) -> bool {
    if clause.operator.value.base == BaseOperator::Null {
        return !clause.values.iter().all(|value| value.value.eq_ignore_ascii_case("false"));
    }
    is_true_of_absence(clause.operator.value)
}

fn is_true_of_absence(operator: ConditionOperator) -> bool {
    match operator.set {
        _ if operator.base == BaseOperator::Null => false,
        Some(SetOperator::ForAllValues) => true,
        Some(SetOperator::ForAnyValue) => operator.if_exists,
        None => operator.if_exists || operator.base.is_negated(),
    }
}
