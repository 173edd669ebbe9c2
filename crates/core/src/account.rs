//! Whole accounts: who is there, what they hold, and what that lets them do.
//!
//! An [`InventoryBuilder`] takes in the files that AWS hands out and makes an [`Inventory`]; its
//! [`Inventory::ask`] puts all that is in force for one question together, and [`Inventory::gaps`] says what was
//! not given and could change the answer.
//!
//! ```
//! use sayso::{Action, Context, Decision};
//!
//! let inventory = sayso::account::sample();
//! let ana = inventory.entity("ana").unwrap();
//! let action = Action::new("s3:GetObject").unwrap();
//! let question = inventory.ask(ana, "session", &action, "arn:aws:s3:::reports/q3.csv", &Context::new());
//! assert_eq!(question.decide(), Decision::ImplicitDeny);
//! ```

mod ask;
mod build;
mod candidates;
mod document;
mod dump;
mod gaps;
mod model;
mod names;
mod node;
mod organization;
mod resources;
#[cfg(feature = "embed")]
mod sample;
mod stranger;
mod unknown;
mod what;
mod who;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::policy::Policy;
use crate::source::Source;

pub use ask::Question;
pub(crate) use ask::{keys_of, used_keys};
pub use build::InventoryBuilder;
pub use gaps::Gap;
pub use model::{
    Account, Entity, EntityKind, Group, Held, InstanceProfile, ManagedPolicy, MissingPolicy, Place,
    PolicyVersion,
};
pub use names::UnknownEntity;
pub use organization::Organization;
pub(crate) use organization::full_access;
#[cfg(feature = "embed")]
#[doc(hidden)]
pub use sample::sample;
pub use what::{Bound, Grant, WhatCan};
pub use who::{Access, Admitted, AdmittedKind, Evidence, Hop, RolePath, WhoCan};

/// Everything that was loaded: accounts, their users and roles, the organization, resource policies.
///
/// ```
/// let inventory = sayso::account::sample();
/// let names: Vec<String> = inventory.entities().map(|entity| entity.short()).collect();
/// assert_eq!(names, ["role/App", "role/Deploy", "user/ana"]);
/// ```
#[derive(Debug)]
pub struct Inventory {
    accounts: BTreeMap<String, Account>,
    /// By ARN.
    entities: Vec<Entity>,
    managed: BTreeMap<String, ManagedPolicy>,
    organization: Option<Organization>,
    resources: resources::ByArn,
    /// The keys `aws:PrincipalTag/…` that any policy asks about, in lower case.
    tag_keys: Vec<String>,
}

impl Inventory {
    fn new(
        accounts: BTreeMap<String, Account>,
        entities: Vec<Entity>,
        managed: BTreeMap<String, ManagedPolicy>,
        organization: Option<Organization>,
        resources: resources::ByArn,
    ) -> Self {
        let mut inventory =
            Self { accounts, entities, managed, organization, resources, tag_keys: Vec::new() };
        inventory.tag_keys = ask::tag_keys(&inventory);
        inventory
    }

    /// The accounts, by id.
    ///
    /// ```
    /// assert_eq!(sayso::account::sample().accounts().count(), 1);
    /// ```
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// All users and roles of all accounts, by ARN.
    ///
    /// ```
    /// assert_eq!(sayso::account::sample().entities().count(), 3);
    /// ```
    pub fn entities(&self) -> impl ExactSizeIterator<Item = &Entity> {
        self.entities.iter()
    }

    /// The same as a slice, to be shared among threads.
    ///
    /// ```
    /// assert_eq!(sayso::account::sample().all_entities()[2].name, "ana");
    /// ```
    pub fn all_entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Managed policies, by ARN: all of the dumps, and those of AWS's that somebody has.
    ///
    /// ```
    /// assert_eq!(sayso::account::sample().managed_policies().count(), 1);
    /// ```
    pub fn managed_policies(&self) -> impl Iterator<Item = &ManagedPolicy> {
        self.managed.values()
    }

    /// The organization, where one was given.
    ///
    /// ```
    /// assert!(sayso::account::sample().organization().is_none());
    /// ```
    pub fn organization(&self) -> Option<&Organization> {
        self.organization.as_ref()
    }

    /// Resource policies by the ARN of their resource; broken ones are not among them.
    ///
    /// ```
    /// assert_eq!(sayso::account::sample().resource_policies().count(), 0);
    /// ```
    pub fn resource_policies(&self) -> impl Iterator<Item = (&str, &Arc<Policy>)> {
        self.resources.iter().filter_map(|(arn, policy)| Some((arn.as_str(), policy.as_ref().ok()?)))
    }
}

/// A loader that has no policies: every one must stand where it is named.
///
/// ```
/// use sayso::{PolicyLoader, account::NoLoader};
///
/// assert!(NoLoader.load("policies/root.json").is_err());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NoLoader;

impl crate::case::PolicyLoader for NoLoader {
    fn load(&self, reference: &str) -> Result<Source, crate::case::LoadError> {
        let message = format!("{} cannot be loaded here", crate::diagnostic::quote(reference));
        Err(crate::case::LoadError::Missing(message))
    }
}
