//! Services that a resource's policy lets in, and the keys that say for whom they may act.

use crate::condition::BaseOperator;
use crate::document::{ConditionClause, PrincipalEntry, PrincipalKind, StatementNode};
use crate::lint::context::{Context, StatementExt as _};
use crate::policy_type::PolicyType;

/// Keys that hold a service to whom it acts for.
const SOURCES: [&str; 4] = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];
/// What does so for some services only.
const OTHERS: [&str; 2] = ["kms:CallerAccount", "kms:EncryptionContext:"];

/// The statements that allow services, with these, and do not say for whom.
pub(super) fn open<'a>(context: &Context<'a>) -> Vec<(&'a StatementNode, Vec<&'a PrincipalEntry>)> {
    if !matches!(context.policy_type, PolicyType::Resource | PolicyType::KmsKey) {
        return Vec::new();
    }
    let opens = |statement: &&StatementNode| statement.allows() && !is_held(statement);
    let services = |statement: &'a StatementNode| {
        let is_service = |entry: &&PrincipalEntry| entry.kind == PrincipalKind::Service;
        statement.principals().iter().filter(is_service).collect::<Vec<_>>()
    };
    let open = context.statements().filter(opens).map(|statement| (statement, services(statement)));
    open.filter(|(_, services)| !services.is_empty()).collect()
}

fn is_held(statement: &StatementNode) -> bool {
    let is = |clause: &ConditionClause, key: &&str| clause.key.value.eq_ignore_ascii_case(key);
    let starts = |clause: &ConditionClause, key: &&str| {
        clause.key.value.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key))
    };
    let mut clauses =
        statement.clauses().iter().filter(|clause| clause.operator.value.base != BaseOperator::Null);
    clauses.any(|clause| {
        SOURCES.iter().any(|key| is(clause, key)) || OTHERS.iter().any(|key| starts(clause, key))
    })
}

/// The clause on a key for which there is a better one.
pub(super) fn recommends(statement: &StatementNode) -> Option<&ConditionClause> {
    statement.clauses().iter().find(|clause| clause.key.value.eq_ignore_ascii_case("aws:Referer"))
}
