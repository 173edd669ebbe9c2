//! The statements that decide, recorded while a decision is made and not more than that.

use std::sync::Arc;

use crate::attached::{AttachedPolicies, Layer};
use crate::document::{Effect, StatementNode};
use crate::evaluate::{Element, Obstacle, Outcome, StatementRef, Tracer};
use crate::policy::{Grade, Policy};
use crate::truth::Truth;

/// A statement that decides.
///
/// ```
/// use sayso::account::WhoCan;
/// use sayso::{Action, Context};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// let access = question.access(inventory.entity("role/App").unwrap()).unwrap();
/// assert_eq!(access.evidence[0].place(), "account.json:14:8");
/// ```
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The part that the policy plays.
    pub layer: Layer,
    /// The policy.
    pub policy: Arc<Policy>,
    /// The group that it comes through.
    pub group: Option<Arc<str>>,
    /// The statement's number in the policy, from 0.
    pub statement: u32,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Whether it matches, or may.
    pub matched: Truth,
}

impl Evidence {
    /// The statement as written.
    ///
    /// ```
    /// # use sayso::account::WhoCan;
    /// # use sayso::{Action, Context};
    /// # use sayso_catalog::ServiceReference;
    /// # let inventory = sayso::account::sample();
    /// # let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
    /// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// # let access = question.access(inventory.entity("role/App").unwrap()).unwrap();
    /// assert!(access.evidence[0].node().unwrap().sid.is_none());
    /// ```
    pub fn node(&self) -> Option<&StatementNode> {
        self.policy.document().statements().get(self.statement as usize)
    }

    /// `name:line:column` of the statement.
    ///
    /// ```
    /// # use sayso::account::WhoCan;
    /// # use sayso::{Action, Context};
    /// # use sayso_catalog::ServiceReference;
    /// # let inventory = sayso::account::sample();
    /// # let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
    /// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// # let access = question.access(inventory.entity("role/Deploy").unwrap()).unwrap();
    /// assert_eq!(access.evidence[0].place(), "account.json:19:8");
    /// ```
    pub fn place(&self) -> String {
        let document = self.policy.document();
        self.node().map(|node| document.source().place(node.span)).unwrap_or_default()
    }
}

/// Records matches only, and lets the evaluator stop early.
#[derive(Debug, Default)]
pub(in crate::account) struct Matched {
    current: Option<(StatementRef, Effect)>,
    found: Vec<(StatementRef, Effect, Truth)>,
    /// How strongly each of them means the caller.
    grades: Vec<Grade>,
}

impl Tracer for Matched {
    const FULL: bool = false;

    fn statement(&mut self, at: StatementRef, effect: Effect) {
        self.current = Some((at, effect));
    }

    fn element(&mut self, _: Element, _: Outcome) {}

    fn matched(&mut self, truth: Truth, grade: Grade) {
        if let Some((at, effect)) = self.current.filter(|_| truth > Truth::No) {
            self.found.push((at, effect, truth));
            self.grades.push(grade);
        }
    }

    fn layer(&mut self, _: Layer, _: Truth, _: bool) {}

    fn obstacle(&mut self, _: Obstacle) {}
}

impl Matched {
    /// What matched, or may, in the order looked at.
    pub(in crate::account) fn found(&self) -> &[(StatementRef, Effect, Truth)] {
        &self.found
    }

    /// How strongly what was [`Self::found`] means the caller.
    pub(super) fn grades(&self) -> &[Grade] {
        &self.grades
    }

    /// What matched: of allows those of the caller and the resource first, then what limits them.
    pub(super) fn evidence(self, policies: &AttachedPolicies) -> Vec<Evidence> {
        let mut found = self.found;
        let is_limit = |layer| !matches!(layer, Layer::Identity | Layer::Resource);
        // That a limit allows, as FullAWSAccess does everywhere, explains nothing.
        found.retain(|(at, effect, truth)| {
            *truth == Truth::Unknown || *effect == Effect::Deny || !is_limit(at.layer)
        });
        found.sort_by_key(|(at, effect, truth)| (*truth != Truth::Yes, *effect == Effect::Deny, *at));
        found.dedup();
        let evidence = found.into_iter().filter_map(|(at, effect, matched)| {
            let group = match at.layer {
                Layer::Identity => policies.identity.get(at.policy as usize)?.group.clone(),
                _ => None,
            };
            let policy = policies.layer(at.layer).nth(at.policy as usize)?.clone();
            Some(Evidence { layer: at.layer, policy, group, statement: at.statement, effect, matched })
        });
        evidence.collect()
    }
}
