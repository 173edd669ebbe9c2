//! Conditions that `*` makes constant.

use crate::condition::{BaseOperator, SetOperator};
use crate::document::ConditionClause;
use crate::lint::context::Context;
use crate::request::Key;

/// Keys that every request has that an identity makes.
const OF_EVERY_IDENTITY: [&str; 4] =
    ["aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType", "aws:userid"];

/// Whether a clause with a value `*` is true of every request, or of none; `None` where requests differ.
pub(super) fn constant(context: &Context<'_>, clause: &ConditionClause) -> Option<bool> {
    let is_any = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    if !clause.values.iter().any(|value| is_any(&value.value)) {
        return None;
    }
    let operator = clause.operator.value;
    let key = Key::new(clause.key.value.as_str());
    let is_list = operator.set.is_none() && key.is_multivalued();
    let always_there =
        context.is_identity_like() && OF_EVERY_IDENTITY.iter().any(|name| Key::new(*name) == key);
    match (operator.base, operator.set) {
        _ if is_list => None,
        (BaseOperator::StringLike, Some(SetOperator::ForAllValues)) => Some(true),
        (BaseOperator::StringLike, _) => (operator.if_exists || always_there).then_some(true),
        (BaseOperator::StringNotLike, Some(SetOperator::ForAnyValue)) if !operator.if_exists => Some(false),
        (BaseOperator::StringNotLike, _) => always_there.then_some(false),
        _ => None,
    }
}
