//! What a user or role can do: every action of the catalogue that something allows it, with the patterns of
//! resources that bound it, each confirmed by evaluating a witness.

mod actions;
mod bounds;
mod caller;
mod classes;
mod decide;
mod granting;
mod kinds;
mod limits;
mod trusts;
mod witnesses;

use std::collections::HashMap;
use std::sync::Arc;

use sayso_catalog::{AccessLevel, ServiceReference};

use super::who::relevant::address;
use super::{Entity, Evidence, Inventory, Organization};
use crate::document::StatementNode;
use crate::evaluate::Decision;
use crate::policy::{Policy, Statement};
use crate::request::{Context, Key};
use actions::{Actions, Expansions, Numbers};
use caller::Asked;
use classes::Classes;
use trusts::Trusts;
use witnesses::Witnesses;
pub(super) use witnesses::has_variables;

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
/// let actions: Vec<&str> = grants.iter().map(|grant| grant.action).collect();
/// assert_eq!(actions, ["s3:GetObject"]);
/// assert_eq!(grants[0].bounds[0].pattern, "arn:aws:s3:::reports/*");
/// ```
#[derive(Debug)]
pub struct WhatCan<'a> {
    inventory: &'a Inventory,
    given: &'a Context<'a>,
    actions: Actions<'a>,
    /// By address of a policy: the actions of each of its statements.
    statements: HashMap<usize, Vec<Numbers>>,
    trusts: Trusts,
    /// What the organization and the policies of resources do not tell apart, whoever asks.
    classes: Classes,
    /// Where callers live, for all that resources have of that: partition and account.
    homes: Vec<(String, String)>,
    witnesses: Witnesses,
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
/// assert_eq!((grants[0].action, grants[0].level), ("sts:AssumeRole", AccessLevel::Write));
/// ```
#[derive(Debug)]
pub struct Grant<'q> {
    /// `service:Name`, as the catalogue spells it.
    pub action: &'q str,
    /// Its access level.
    pub level: AccessLevel,
    /// On what, each by its statement; never empty. Actions of which the same holds share it.
    pub bounds: Arc<[Bound]>,
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
    pub keys: Arc<[Vec<Key<'static>>]>,
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
        let resources: Vec<&str> = inventory.resource_policies().map(|(arn, _)| arn).collect();
        let (actions, mut expansions) = (Actions::of(reference, &resources), Expansions::default());
        let mut statements: HashMap<usize, Vec<Numbers>> = HashMap::new();
        let mut add = |policy: &Arc<Policy>| {
            let both = || policy.document().statements().iter().zip(policy.statements());
            let mut each = || both().map(|(node, own)| expansions.of(&actions, node, own)).collect();
            statements.entry(address(policy)).or_insert_with(&mut each).clone()
        };
        let levels = inventory.organization.iter().flat_map(Organization::levels);
        let common = levels.flat_map(|level| &level.policies);
        let common = common.chain(inventory.resource_policies().map(|(_, policy)| policy));
        let common: Vec<Numbers> = common.flat_map(&mut add).collect();
        for entity in &inventory.entities {
            for policy in entity.policies.iter().map(|held| &held.policy).chain(&entity.boundary) {
                add(policy);
            }
        }
        let trusts = Trusts::of(inventory, &actions, &mut expansions);
        let mut classes = Classes::new(actions.kinds.all().to_vec());
        classes.split(common.iter().chain(trusts.actions()));
        let mut homes: Vec<_> = inventory.entities.iter().map(home).collect();
        homes.sort_unstable();
        homes.dedup();
        let (classes, witnesses) = (classes.packed(), Witnesses::default());
        Self { inventory, given, actions, statements, trusts, classes, homes, witnesses }
    }

    /// The statements of a policy: number, node, compiled, and the actions.
    fn statements<'q>(
        &'q self,
        policy: &'q Policy,
    ) -> impl Iterator<Item = (u32, &'q StatementNode, &'q Statement, &'q Numbers)> {
        let address = std::ptr::from_ref(policy).addr();
        let numbers = self.statements.get(&address).into_iter().flatten();
        let both = policy.document().statements().iter().zip(policy.statements()).zip(numbers);
        (0..).zip(both).map(|(number, ((node, statement), actions))| (number, node, statement, actions))
    }

    fn home(&self, entity: &Entity) -> u32 {
        let at = self.homes.binary_search(&home(entity)).unwrap_or_default();
        u32::try_from(at).unwrap_or(u32::MAX)
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
    pub fn grants<'q>(&'q self, entity: &'q Entity) -> Vec<Grant<'q>> {
        Asked::of(self, entity).map(Asked::grants).unwrap_or_default()
    }
}

/// The partition and the account.
fn home(entity: &Entity) -> (String, String) {
    let partition = entity.arn.split(':').nth(1).unwrap_or_default();
    (partition.to_owned(), entity.account.clone())
}
