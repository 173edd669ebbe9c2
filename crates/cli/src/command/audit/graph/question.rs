//! Asking whether a principal may do something, with all that is in force.

use chrono::{DateTime, SecondsFormat, Utc};
use sayso::account::{Entity, Inventory, Question};
use sayso::request::Key;
use sayso::risk::is_circumstance;
use sayso::settle::DecidingKeys;
use sayso::{Action, Context, Decision, Fact, NoTrace, Settled, evaluate, settle};

/// Evaluations to find out what an open answer depends on.
const BUDGET: usize = 2_000;

/// A request that is allowed, or would be with some facts.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) passed_to: Option<&'static str>,
    /// What it depends on, circumstances such as MFA left out: whoever may do it with MFA may do it.
    pub(crate) keys: Vec<String>,
    /// Those circumstances.
    pub(crate) circumstances: Vec<String>,
}

/// Asks.
pub(crate) struct Asker<'i> {
    pub(crate) inventory: &'i Inventory,
    now: DateTime<Utc>,
}

impl<'i> Asker<'i> {
    pub(crate) fn new(inventory: &'i Inventory, now: DateTime<Utc>) -> Self {
        Self { inventory, now }
    }

    /// What is known of a request made now, with credentials made now; of the rest nothing is.
    pub(super) fn context(&self, passed_to: Option<&'static str>) -> Context<'static> {
        let mut context = Context::unknown();
        let now = self.now.to_rfc3339_opts(SecondsFormat::Secs, true);
        for key in ["aws:CurrentTime", "aws:TokenIssueTime"] {
            context.insert(key, Fact::Known(now.clone().into()));
        }
        context.insert("aws:EpochTime", Fact::Known(self.now.timestamp().to_string().into()));
        if let Some(service) = passed_to {
            context.insert("iam:PassedToService", Fact::Known(service.into()));
        }
        context
    }

    /// `None` where it is denied, and where no facts would allow it.
    pub(super) fn ask(
        &self,
        entity: &Entity,
        action: &str,
        resource: &str,
        passed_to: Option<&'static str>,
    ) -> Option<Asked> {
        let name = Action::new(action).ok()?;
        let may = entity.policies.iter().any(|held| held.policy.may_allow(&name));
        // What has no policy of its own is allowed by identity policies only.
        if !may && action != "sts:AssumeRole" {
            return None;
        }
        let given = self.context(passed_to);
        let question = self.inventory.ask(entity, "session", &name, resource, &given);
        let keys = conditions(&question)?;
        let text = |key: &Key<'_>| key.as_str().to_owned();
        let (circumstances, keys): (Vec<Key<'_>>, Vec<Key<'_>>) = keys.into_iter().partition(is_circumstance);
        Some(Asked {
            action: action.to_owned(),
            resource: resource.to_owned(),
            passed_to,
            keys: keys.iter().map(text).collect(),
            circumstances: circumstances.iter().map(text).collect(),
        })
    }
}

/// What it takes that a request is allowed: nothing, or facts about some keys; `None` where no facts allow it.
pub(crate) fn conditions(question: &Question<'_>) -> Option<Vec<Key<'static>>> {
    let (policies, request) = (&question.policies, &question.request);
    match evaluate(policies, request, &mut NoTrace) {
        Decision::Allowed => return Some(Vec::new()),
        Decision::Depends => {}
        _ => return None,
    }
    match settle(policies, request, BUDGET) {
        Settled::Decided(Decision::Allowed) => Some(Vec::new()),
        Settled::Decided(_) => None,
        Settled::Depends(on) => {
            let allows =
                |set: &&DecidingKeys| set.examples().iter().any(|it| it.decision() == Decision::Allowed);
            on.allowing().into_iter().chain(on.sets()).find(allows).map(|set| set.keys().to_vec())
        }
    }
}
