use crate::diagnostic::{Severity, quote};
use crate::document::{ConditionClause, StatementNode};
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::reaching::reached;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "MISSING_ACTION_FOR_CONDITION_KEY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_action_for_condition_key.md")),
    check,
};

/// Keys with the action that they are about. AWS publishes no list; these are the ones people write.
const KEYS: [(&str, &str); 6] = [
    ("ec2:CreateAction", "ec2:CreateTags"),
    ("ecs:CreateAction", "ecs:TagResource"),
    ("elasticloadbalancing:CreateAction", "elasticloadbalancing:AddTags"),
    ("iam:AssociatedResourceArn", "iam:PassRole"),
    ("iam:AWSServiceName", "iam:CreateServiceLinkedRole"),
    ("iam:PassedToService", "iam:PassRole"),
];

/// Actions looked at beyond which a policy is left alone: hostile text has many of each.
const MOST: usize = 1_000_000;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut looked = 0;
    for (statement, clause) in clauses(context) {
        looked += if wanted(clause).is_some() { statement.actions().len() } else { 0 };
        if findings.is_full() || looked > MOST {
            return;
        }
        let Some(action) = wanted(clause).filter(|_| lacks_action(statement, clause)) else { continue };
        let message = format!("{} is only in requests for `{action}`", quote(&clause.key.value));
        findings.add_help(clause.key.span, message, format!("add `{action}`, or remove the condition"));
    }
}

/// Whether the action that a key is about is not in its statement.
pub(super) fn lacks_action(statement: &StatementNode, clause: &ConditionClause) -> bool {
    let has_actions = statement.action.as_ref().is_some_and(|action| !action.entries.is_empty());
    has_actions && wanted(clause).is_some_and(|action| reached(statement, action).is_none())
}

fn wanted(clause: &ConditionClause) -> Option<&'static str> {
    let found = KEYS.into_iter().find(|(key, _)| clause.is_about(key));
    found.filter(|_| !clause.operator.value.if_exists).map(|(_, action)| action)
}
