//! The JSON of a tighter policy.

use std::collections::BTreeMap;

use serde::Serialize;

use super::replay::{Effect, KindReport, ReplayReport};
use crate::account::Entity;
use crate::shrink::{Shrunk, Usage};

/// A tighter policy, what it takes away, and the proof that nothing observed breaks.
///
/// ```
/// use sayso::report::{ReplayReport, ShrinkReport};
/// use sayso::shrink::{Grain, Usage, shrink};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let (app, usage) = (inventory.entity("role/App").unwrap(), Usage::default());
/// let shrunk = shrink(&inventory, app, &usage, Grain::Action, ServiceReference::embedded());
/// let report = ShrinkReport::new(app, &usage, &shrunk, &ReplayReport::new(&Default::default()));
/// assert_eq!(report.taken["s3"], 1);
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShrinkReport {
    /// The ARN of the user or role.
    pub principal: String,
    /// How many calls of it there are in the logs.
    pub events: u64,
    /// The time of the first.
    pub first: String,
    /// The time of the last.
    pub last: String,
    /// The actions that it used.
    pub used: Vec<String>,
    /// The services that it used, it is not known by which actions; all that is allowed of them stays.
    pub used_services: Vec<String>,
    /// Of the actions used the ones that no identity policy of it allows.
    pub not_by_identity: Vec<String>,
    /// How many actions its policies allow on something.
    pub actions_before: usize,
    /// How many the new policy does.
    pub actions_after: usize,
    /// How many actions of each service it takes away.
    pub taken: BTreeMap<String, usize>,
    /// The policy, which stands for all identity policies of the user or role.
    pub policy: serde_json::Value,
    /// The same as it is written.
    #[serde(skip)]
    pub text: String,
    /// Observed calls that it would deny.
    pub would_be_denied: Vec<KindReport>,
    /// Observed calls that it may deny: it depends on what the events do not say.
    pub may_be_denied: Vec<KindReport>,
    /// Observed calls that are decided as before.
    pub unchanged: u64,
}

impl ShrinkReport {
    /// Puts it together; `proof` is the replay with the policy, of this user or role alone.
    ///
    /// ```
    /// # use sayso::report::{ReplayReport, ShrinkReport};
    /// # use sayso::shrink::{Grain, Usage, shrink};
    /// # use sayso_catalog::ServiceReference;
    /// # let inventory = sayso::account::sample();
    /// # let (app, usage) = (inventory.entity("role/App").unwrap(), Usage::default());
    /// # let shrunk = shrink(&inventory, app, &usage, Grain::Action, ServiceReference::embedded());
    /// let report = ShrinkReport::new(app, &usage, &shrunk, &ReplayReport::new(&Default::default()));
    /// assert!(report.would_be_denied.is_empty() && report.used.is_empty());
    /// ```
    pub fn new(entity: &Entity, usage: &Usage, shrunk: &Shrunk, proof: &ReplayReport) -> Self {
        let kinds = |effect| proof.with_effect(effect).cloned().collect();
        Self {
            principal: entity.arn.clone(),
            events: usage.events,
            first: usage.first.clone(),
            last: usage.last.clone(),
            used: usage.actions().map(str::to_owned).collect(),
            used_services: usage.services().map(str::to_owned).collect(),
            not_by_identity: shrunk.elsewhere.clone(),
            actions_before: shrunk.actions.0,
            actions_after: shrunk.actions.1,
            taken: shrunk.taken.clone(),
            policy: serde_json::from_str(&shrunk.policy).unwrap_or_default(),
            text: shrunk.policy.clone(),
            would_be_denied: kinds(Effect::Denied),
            may_be_denied: kinds(Effect::MayBeDenied),
            unchanged: proof.with_effect(Effect::None).map(|kind| kind.events).sum(),
        }
    }
}
