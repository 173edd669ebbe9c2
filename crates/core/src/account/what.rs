//! What a user or role can do: every action of the catalogue that something allows it, with the patterns of
//! resources that bound it, each confirmed by evaluating a witness.

mod actions;
mod bounds;

use std::collections::HashMap;
use std::sync::Arc;

use sayso_catalog::{AccessLevel, ServiceReference};

use super::who::relevant::address;
use super::{Entity, Evidence, Inventory};
use crate::evaluate::Decision;
use crate::policy::Policy;
use crate::request::{Context, Key};
use actions::{Actions, Bits};

/// The question what they can: which actions each policy could allow is looked up once for all who hold it.
///
/// ```
/// use sayso::Context;
/// use sayso::account::WhatCan;
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let context = Context::new();
/// let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
/// let grants = question.grants(inventory.entity("role/App").unwrap());
/// let actions: Vec<&str> = grants.iter().map(|grant| grant.action.as_str()).collect();
/// assert_eq!(actions, ["s3:GetObject"]);
/// assert_eq!(grants[0].bounds[0].pattern, "arn:aws:s3:::reports/*");
/// ```
#[derive(Debug)]
pub struct WhatCan<'a> {
    inventory: &'a Inventory,
    given: &'a Context<'a>,
    reference: ServiceReference<'a>,
    actions: Actions<'a>,
    /// By address of an identity policy or boundary: the actions that it could allow.
    allows: HashMap<usize, Bits>,
    /// What the policies of resources could allow, whoever asks.
    by_resources: Bits,
}

/// An action that somebody can use, on some resources, perhaps under conditions.
///
/// ```
/// # use sayso::Context;
/// # use sayso::account::WhatCan;
/// # use sayso_catalog::{AccessLevel, ServiceReference};
/// # let inventory = sayso::account::sample();
/// # let context = Context::new();
/// # let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
/// let grants = question.grants(inventory.entity("ana").unwrap());
/// assert_eq!((grants[0].action.as_str(), grants[0].level), ("sts:AssumeRole", AccessLevel::Write));
/// ```
#[derive(Debug)]
pub struct Grant {
    /// `service:Name`, as the catalogue spells it.
    pub action: String,
    /// Its access level.
    pub level: AccessLevel,
    /// On what, each by its statement; never empty.
    pub bounds: Vec<Bound>,
}

/// A pattern of resources on which a statement allows an action, at least on the witness.
///
/// ```
/// # use sayso::{Context, Decision};
/// # use sayso::account::WhatCan;
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let context = Context::new();
/// # let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
/// let grants = question.grants(inventory.entity("role/App").unwrap());
/// let bound = &grants[0].bounds[0];
/// assert_eq!((bound.witness.as_str(), bound.decision), ("arn:aws:s3:::reports/example", Decision::Allowed));
/// ```
#[derive(Debug, Clone)]
pub struct Bound {
    /// As the statement writes it; `*` where it names no resources, `all but A, B` of `NotResource`.
    pub pattern: String,
    /// The statement.
    pub by: Evidence,
    /// A resource that it matches, for which the decision was evaluated.
    pub witness: String,
    /// [`Decision::Allowed`] or [`Decision::Depends`].
    pub decision: Decision,
    /// What it depends on: sets of keys, each of which decides.
    pub keys: Vec<Vec<Key<'static>>>,
}

impl<'a> WhatCan<'a> {
    /// Looks through the policies once.
    ///
    /// ```
    /// use sayso::Context;
    /// use sayso::account::WhatCan;
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let context = Context::new();
    /// let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
    /// assert!(question.grants(inventory.entity("role/Deploy").unwrap()).len() > 100);
    /// ```
    pub fn new(inventory: &'a Inventory, given: &'a Context<'a>, reference: ServiceReference<'a>) -> Self {
        let actions = Actions::of(reference);
        let mut allows = HashMap::new();
        let mut add = |policy: &Arc<Policy>| {
            allows.entry(address(policy)).or_insert_with(|| actions.allowed_by(policy));
        };
        for entity in &inventory.entities {
            entity.policies.iter().map(|held| &held.policy).chain(&entity.boundary).for_each(&mut add);
        }
        let mut by_resources = actions.none();
        let trusts = inventory.entities.iter().filter_map(|entity| entity.trust.as_ref());
        for policy in inventory.resource_policies().map(|(_, policy)| policy).chain(trusts) {
            by_resources.add(&actions.allowed_by(policy));
        }
        Self { inventory, given, reference, actions, allows, by_resources }
    }

    /// All that somebody can do, by action. Unconditional denies, the boundary, SCPs and RCPs are in every
    /// decision, since each pattern is evaluated with all of them; that one witness is allowed does not say that
    /// all that the pattern matches is.
    ///
    /// ```
    /// use sayso::Context;
    /// use sayso::account::WhatCan;
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let context = Context::new();
    /// let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
    /// let grants = question.grants(inventory.entity("ana").unwrap());
    /// assert_eq!(grants[0].bounds[0].pattern, "arn:aws:iam::123456789012:role/Deploy");
    /// ```
    pub fn grants(&self, entity: &Entity) -> Vec<Grant> {
        let mut possible = self.actions.none();
        let bits = |policy: &Arc<Policy>| self.allows.get(&address(policy));
        entity.policies.iter().filter_map(|held| bits(&held.policy)).for_each(|own| possible.add(own));
        if let Some(boundary) = entity.boundary.as_ref().and_then(bits) {
            possible.keep(boundary);
        }
        // A resource's policy may reach past the boundary.
        possible.add(&self.by_resources);
        let grants = possible.iter().filter_map(|number| {
            let (action, level) = self.actions.get(number)?;
            let bounds = bounds::of(self, entity, action);
            (!bounds.is_empty()).then(|| Grant { action: action.as_str().to_owned(), level: *level, bounds })
        });
        grants.collect()
    }
}
