//! The decision on what one event asks for, and what it is due to.

use super::Changes;
use crate::account::{Entity, Inventory, Question};
use crate::attached::AttachedPolicies;
use crate::cloudtrail::{Asked, resource_matters};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::explain::Explanation;
use crate::request::Request;
use crate::settle::{Settled, settle};

/// Evaluations to find out what an open answer depends on.
const BUDGET: usize = 2_000;

/// A decision and what it is due to.
///
/// ```
/// # use sayso::replay::{Changes, Replay};
/// # let (inventory, changes) = (sayso::account::sample(), Changes::default());
/// # let mut replay = Replay::new(&inventory, &changes);
/// # replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
/// #     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
/// # let tally = replay.finish();
/// let verdict = &tally.kinds.keys().next().unwrap().before;
/// assert_eq!(verdict.why, "no identity-based policy allows iam:ListUsers here");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdict {
    /// The decision: of several requests of one call the worst.
    pub decision: Decision,
    /// The action it is about.
    pub action: String,
    /// Why it is not allowed, in a sentence; empty where it is.
    pub why: String,
    /// The statements that deny, with their places: `Sid file:line:column`.
    pub statements: Vec<String>,
    /// What the event does not say and the answer depends on: condition keys, or `resource`.
    pub unknown: Vec<String>,
    /// What was not given and could make it another answer: [`Gap::kind`](crate::account::Gap::kind).
    pub missing: Vec<&'static str>,
}

/// The verdicts by the policies that are there and, where it is another one, with the changes.
pub(super) fn verdicts(
    inventory: &Inventory,
    changes: &Changes,
    entity: &Entity,
    asked: &[Asked<'_>],
) -> (Verdict, Option<Verdict>) {
    let mut before: Option<Verdict> = None;
    let mut after: Option<Verdict> = None;
    for Asked { request, open } in asked {
        let mut request = request.clone();
        let known = inventory.principal(entity, "session");
        request.principal.account_is_management = known.account_is_management;
        let resource = inventory.resource(&request.resource.arn, &request.action, &known);
        let management = resource.account_is_management;
        request.resource.account_is_management = management;
        let context = inventory.context(entity, &request.resource, &request.context);
        let request = Request { context, ..request.clone() };
        let policies = inventory.attached(entity, &request.resource);
        let question = Question { policies, request };
        worst(&mut before, with_gaps(inventory, entity, &question, *open));
        if !changes.is_empty() {
            let mut question = question;
            changes.apply(&mut question.policies, entity);
            worst(&mut after, with_gaps(inventory, entity, &question, *open));
        }
    }
    let before = before.unwrap_or_else(Verdict::nothing);
    let after = after.filter(|after| *after != before);
    (before, after)
}

/// A verdict, with what was not given and could change it.
fn with_gaps(inventory: &Inventory, entity: &Entity, question: &Question<'_>, open: bool) -> Verdict {
    let mut verdict = verdict(&question.policies, &question.request, open);
    let gaps = inventory.gaps(entity, question, verdict.decision);
    verdict.missing.extend(gaps.iter().map(crate::account::Gap::kind));
    verdict.missing.sort_unstable();
    verdict.missing.dedup();
    verdict
}

fn worst(so_far: &mut Option<Verdict>, new: Verdict) {
    if so_far.as_ref().is_none_or(|old| badness(new.decision) > badness(old.decision)) {
        *so_far = Some(new);
    }
}

fn badness(decision: Decision) -> u8 {
    match decision {
        Decision::Allowed => 0,
        Decision::Depends => 1,
        Decision::ImplicitDeny => 2,
        Decision::ExplicitDeny => 3,
    }
}

fn verdict(policies: &AttachedPolicies, request: &Request<'_>, open: bool) -> Verdict {
    let action = request.action.as_str().to_owned();
    // Of a key or a role that is not named the policy, which has to allow, is not known.
    let is_strict = request.action.is_of("kms") || request.action.is_of("sts");
    if open && (is_strict || resource_matters(policies, request)) {
        let unknown = vec!["resource".to_owned()];
        let why = "the event does not name the resource".to_owned();
        return Verdict {
            decision: Decision::Depends,
            action,
            why,
            statements: Vec::new(),
            unknown,
            missing: Vec::new(),
        };
    }
    let (mut decision, mut unknown) = (evaluate(policies, request, &mut NoTrace), Vec::new());
    if decision == Decision::Depends {
        match settle(policies, request, BUDGET) {
            Settled::Decided(exactly) => decision = exactly,
            Settled::Depends(on) => {
                let keys = on.sets().first().map_or(&[][..], |set| set.keys());
                unknown.extend(keys.iter().map(ToString::to_string));
            }
        }
    }
    match decision {
        Decision::Allowed => Verdict { action, ..Verdict::nothing() },
        Decision::Depends => {
            let why = "the event does not say all that the policies ask for".to_owned();
            Verdict { decision, action, why, statements: Vec::new(), unknown, missing: Vec::new() }
        }
        Decision::ExplicitDeny | Decision::ImplicitDeny => denial(policies, request, action, decision),
    }
}

fn denial(policies: &AttachedPolicies, request: &Request<'_>, action: String, decision: Decision) -> Verdict {
    let explanation = Explanation::new(policies, request);
    let deciding = explanation.deciding();
    let statements = deciding.iter().filter_map(|statement| {
        let node = explanation.node(statement.at)?;
        let place = explanation.source(statement.at)?.place(node.span);
        Some(match &node.sid {
            Some(sid) if !sid.value.is_empty() => format!("{} {place}", sid.value),
            _ => place,
        })
    });
    let statements = if decision == Decision::ExplicitDeny { statements.collect() } else { Vec::new() };
    Verdict {
        decision,
        action,
        why: explanation.summary(),
        statements,
        unknown: Vec::new(),
        missing: Vec::new(),
    }
}

impl Verdict {
    /// Allowed, since nothing is asked for.
    fn nothing() -> Self {
        Self {
            decision: Decision::Allowed,
            action: String::new(),
            why: String::new(),
            statements: Vec::new(),
            unknown: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// Whether it is denied for certain.
    ///
    /// ```
    /// # use sayso::replay::{Changes, Replay};
    /// # let (inventory, changes) = (sayso::account::sample(), Changes::default());
    /// # let mut replay = Replay::new(&inventory, &changes);
    /// # replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
    /// #     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
    /// # let tally = replay.finish();
    /// assert!(tally.kinds.keys().next().unwrap().before.is_denied());
    /// ```
    pub fn is_denied(&self) -> bool {
        matches!(self.decision, Decision::ExplicitDeny | Decision::ImplicitDeny)
    }
}
