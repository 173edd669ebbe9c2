//! The organization: which SCPs and RCPs are on the path to an account.

mod layout;
mod listings;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::attached::Level;
use crate::case::PolicyLoader;
use crate::diagnostic::Diagnostic;
use crate::json::Limits;
use crate::policy::Policy;
use crate::source::Source;

pub(crate) use layout::full_access;

/// An organization of AWS Organizations.
///
/// ```
/// use sayso::{Limits, Source, account::{InventoryBuilder, NoLoader}};
/// use sayso_catalog::ManagedPolicies;
///
/// let organization = Source::new("organization.json", r#"{"managementAccount": "111122223333", "root": {
///     "scps": ["FullAWSAccess"], "accounts": [{"id": "111122223333", "scps": ["FullAWSAccess"]}]}}"#);
/// let mut builder = InventoryBuilder::new(Limits::default());
/// builder.add_organization(&organization, &NoLoader);
/// let (inventory, _) = builder.finish(&ManagedPolicies::embedded());
/// assert_eq!(inventory.organization().unwrap().management_account.as_deref(), Some("111122223333"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Organization {
    /// `o-exampleorgid`.
    pub id: Option<String>,
    /// The account that is bound by no SCP and no RCP.
    pub management_account: Option<String>,
    members: BTreeMap<String, Member>,
}

/// What is in force for an account.
#[derive(Debug, Clone, Default)]
pub(super) struct Member {
    /// `o-exampleorgid/r-ab12/ou-ab12-11111111/`, where all ids are known.
    pub(super) path: Option<String>,
    pub(super) service_control: Vec<Level>,
    pub(super) resource_control: Vec<Level>,
    /// Levels of which SCPs were not given, or are broken.
    pub(super) no_scps: Vec<String>,
    /// The same of RCPs.
    pub(super) no_rcps: Vec<String>,
}

/// A root, an organizational unit or an account, as written.
#[derive(Debug, Default)]
struct Unit {
    id: Option<String>,
    name: Option<String>,
    is_account: bool,
    scps: Attached,
    rcps: Attached,
    below: Vec<Unit>,
}

/// The policies of one type at a level.
#[derive(Debug, Default)]
struct Attached {
    policies: Vec<Arc<Policy>>,
    /// Whether some of them, or all, are not there.
    is_incomplete: bool,
}

/// The types of policies that an organization uses.
#[derive(Debug, Clone, Copy)]
struct Enabled {
    scps: bool,
    rcps: bool,
}

impl Organization {
    /// Whether an account is in it.
    ///
    /// ```
    /// let organization = sayso::account::Organization::default();
    /// assert!(!organization.has("123456789012"));
    /// ```
    pub fn has(&self, account: &str) -> bool {
        self.members.contains_key(account)
    }

    /// The ids of its accounts, sorted.
    ///
    /// ```
    /// let organization = sayso::account::Organization::default();
    /// assert_eq!(organization.accounts().count(), 0);
    /// ```
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    pub(super) fn member(&self, account: &str) -> Option<&Member> {
        self.members.get(account)
    }

    pub(super) fn levels(&self) -> impl Iterator<Item = &Level> {
        self.members.values().flat_map(|own| own.service_control.iter().chain(&own.resource_control))
    }

    pub(super) fn read(
        source: &Source,
        limits: &Limits,
        loader: &dyn PolicyLoader,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        layout::read(source, limits, loader, faults)
    }

    pub(super) fn from_listings(
        files: &[Source],
        limits: &Limits,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        listings::read(files, limits, faults)
    }

    /// Hands the policies of every level down to the accounts.
    fn grow(&mut self, unit: &Unit, above: &Member, enabled: Enabled) {
        let mut here = above.clone();
        let name = unit.name.as_deref().or(unit.id.as_deref()).unwrap_or("root").to_owned();
        let level = |attached: &Attached| Level { name: name.clone(), policies: attached.policies.clone() };
        if enabled.scps && !unit.scps.is_incomplete {
            here.service_control.push(level(&unit.scps));
        } else if enabled.scps {
            here.no_scps.push(name.clone());
            // What is known of the level still denies; what it allows is not known, and said.
            if !unit.scps.policies.is_empty() {
                let mut known = level(&unit.scps);
                known.policies.extend(layout::full_access());
                here.service_control.push(known);
            }
        }
        if enabled.rcps {
            here.resource_control.push(level(&unit.rcps));
            here.no_rcps.extend(unit.rcps.is_incomplete.then(|| name.clone()));
        }
        if unit.is_account {
            self.members.extend(unit.id.clone().map(|id| (id, here)));
            return;
        }
        here.path = here.path.zip(unit.id.as_deref()).map(|(path, id)| format!("{path}{id}/"));
        unit.below.iter().for_each(|below| self.grow(below, &here, enabled));
    }

    fn root(&mut self, unit: &Unit, enabled: Enabled) {
        let path = self.id.as_ref().map(|id| format!("{id}/"));
        self.grow(unit, &Member { path, ..Member::default() }, enabled);
    }
}
