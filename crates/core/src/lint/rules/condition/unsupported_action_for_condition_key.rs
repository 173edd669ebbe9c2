use crate::condition::SetOperator;
use crate::diagnostic::{Severity, quote};
use crate::document::{ConditionClause, StatementNode};
use crate::lint::conditions::{ClauseExt as _, Compared};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::reaching::literal_actions;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Span;

use super::missing_action_for_condition_key::lacks_action;

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_action_for_condition_key.md")),
    check,
};

/// Actions looked at beyond which a policy is left alone: hostile text could ask for all keys of all actions.
const MOST: usize = 1_000_000;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut looked = 0;
    for statement in context.statements() {
        for clause in statement.clauses() {
            let service = context.reference().service(clause.prefix());
            let all = service.map_or(0, |service| service.actions().len());
            looked += all + statement.actions().len();
            if findings.is_full() || looked > MOST {
                return;
            }
            if !is_told(context, statement, clause) {
                continue;
            }
            let strangers: Vec<_> = strangers(context, statement, clause).collect();
            if strangers.is_empty() || !is_carried(context, clause) {
                continue;
            }
            for (action, span) in strangers {
                let key = quote(&clause.key.value);
                let message = format!("requests for `{action}` do not carry {key}");
                findings.add_with(span, message, |finding| {
                    let help = "give the action a statement without this condition, or remove it";
                    finding.help(help).label(clause.key.span, "the key is tested here")
                });
            }
        }
    }
}

/// The actions named in full that never carry the key.
fn strangers<'a>(
    context: &Context<'a>,
    statement: &'a StatementNode,
    clause: &ConditionClause,
) -> impl Iterator<Item = (String, Span)> {
    let reference = context.reference();
    literal_actions(statement).filter_map(move |entry| {
        let action = reference.action(&entry.value)?;
        (!action.carries_key(&clause.key.value)).then(|| (action.to_string(), entry.span))
    })
}

/// Whether the reference lists any action for the key. Where it lists none it says nothing: such keys come with
/// the credentials, or are documented elsewhere.
fn is_carried(context: &Context<'_>, clause: &ConditionClause) -> bool {
    let service = context.reference().service(clause.prefix());
    service.is_some_and(|service| service.actions().any(|action| action.carries_key(&clause.key.value)))
}

/// Whether the reference can tell: a key it has, under an operator that asks for its value.
fn is_told(context: &Context<'_>, statement: &StatementNode, clause: &ConditionClause) -> bool {
    let operator = clause.operator.value;
    let asks = operator.set != Some(SetOperator::ForAllValues)
        && !operator.if_exists
        && clause.compared() != Compared::Presence;
    asks && !is_loose(clause)
        && context.reference().condition_key(&clause.key.value).is_some()
        && !lacks_action(statement, clause)
}

/// Keys that come with the credentials and some actions list, and prefixes for which the reference lists too few
/// actions: AWS's own policies contradict it.
fn is_loose(clause: &ConditionClause) -> bool {
    const OF_CREDENTIALS: [&str; 3] =
        ["ec2:SourceInstanceArn", "identitystore:UserId", "ssm:SourceInstanceArn"];
    const CONTRADICTED: [&str; 3] = ["aws-marketplace", "deadline", "nimble"];
    let key = clause.key.value.to_ascii_lowercase();
    // The tag rules say which services know tags; which action does is documented too loosely.
    let is_tag = key.contains("tag/") && clause.prefix() != "s3" || key == "aws:tagkeys";
    // DynamoDB's own rule speaks of these.
    let is_of_dynamodb = key == "dynamodb:select" || key == "dynamodb:returnvalues";
    is_tag
        || is_of_dynamodb
        || OF_CREDENTIALS.iter().any(|known| clause.is_about(known))
        || CONTRADICTED.iter().any(|prefix| clause.prefix().eq_ignore_ascii_case(prefix))
}
