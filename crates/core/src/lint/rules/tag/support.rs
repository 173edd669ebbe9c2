//! Which services supply the keys for tags.

use crate::diagnostic::quote;
use crate::document::{ConditionClause, Effect, StatementNode};
use crate::lint::conditions::ClauseExt as _;
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::source::Span;

/// The keys for tags that a service may lack; those of principals are in every request.
const KEYS: [&str; 3] = ["aws:RequestTag/", "aws:ResourceTag/", "aws:TagKeys"];

/// Tells the first entry of every service that does not supply a key for tags on which the statement depends.
pub(super) fn by_service(context: &Context<'_>, findings: &mut Findings<'_>, effect: Effect, so: &str) {
    for statement in with_effect(context, effect) {
        let clauses = depending(statement);
        if clauses.is_empty() || findings.is_full() {
            continue;
        }
        for (prefix, span) in services(statement) {
            let Some(service) = context.reference().service(&prefix) else { continue };
            let supplies = |clause: &&ConditionClause| {
                service.condition_keys().any(|key| key.matches(&clause.key.value))
            };
            let Some(clause) = clauses.iter().find(|clause| !supplies(clause)) else { continue };
            let key = quote(&clause.key.value);
            let message = format!("requests to {} do not carry {key}: {so}", quote(service.prefix()));
            findings.add_with(span, message, |finding| {
                let help = "give the service a statement without this condition, or remove it";
                finding.help(help).label(clause.key.span, "this key")
            });
        }
    }
}

/// Tells `NotAction` in a statement that depends on a key for tags.
pub(super) fn by_not_action(context: &Context<'_>, findings: &mut Findings<'_>, effect: Effect, so: &str) {
    for statement in with_effect(context, effect) {
        let Some(action) = statement.action.as_ref().filter(|action| action.negated) else { continue };
        if let Some(clause) = depending(statement).first() {
            let key = quote(&clause.key.value);
            let message = format!("requests to some services do not carry {key}: {so}");
            findings.add_with(clause.key.span, message, |finding| {
                finding
                    .help("list the actions in `Action`")
                    .label(action.key, "every other action is meant here")
            });
        }
    }
}

fn with_effect<'a>(context: &Context<'a>, effect: Effect) -> impl Iterator<Item = &'a StatementNode> {
    context.statements().filter(move |statement| match effect {
        Effect::Allow => statement.allows(),
        Effect::Deny => statement.denies(),
    })
}

/// The clauses on tags, one for each kind of key, that requests without the key do not meet.
fn depending(statement: &StatementNode) -> Vec<&ConditionClause> {
    let is_of = |clause: &ConditionClause, kind: &str| {
        let start = clause.key.value.get(..kind.len());
        // A key that lacks the name of the tag has a rule of its own.
        let names_tag = !kind.ends_with('/') || clause.key.value.len() > kind.len();
        names_tag && start.is_some_and(|start| start.eq_ignore_ascii_case(kind))
    };
    let first = |kind: &&str| {
        statement.clauses().iter().find(|clause| is_of(clause, kind) && !clause.holds_without_key())
    };
    KEYS.iter().filter_map(first).collect()
}

/// The services named in `Action`, each with its first entry.
fn services(statement: &StatementNode) -> Vec<(String, Span)> {
    let mut services = Vec::new();
    for entry in statement.actions() {
        if let Some((prefix, _)) =
            entry.value.split_once(':').filter(|(prefix, _)| !prefix.contains(['*', '?']))
        {
            services.push((prefix.to_ascii_lowercase(), entry.span));
        }
    }
    services.sort_unstable_by(|(a, first), (b, second)| (a, first.start).cmp(&(b, second.start)));
    services.dedup_by(|(later, _), (first, _)| later == first);
    services
}
