//! From dumps to an inventory: names become policies, each managed one compiled once.

mod pool;

use std::collections::BTreeMap;
use std::sync::Arc;

use sayso_catalog::ManagedPolicies;

use super::dump::{Dumped, Reader};
use super::model::{Account, EntityKind};
use super::organization::Organization;
use super::{Inventory, resources};
use crate::case::PolicyLoader;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Limits, Node};
use crate::policy::Policy;
use crate::source::Source;
use pool::Pool;

/// Takes in dumps, an organization and resource policies, in any order, and makes an [`Inventory`] of them.
/// What is broken is left out and reported, the rest is kept.
///
/// ```
/// use sayso::account::InventoryBuilder;
/// use sayso::{Limits, Source};
/// use sayso_catalog::ManagedPolicies;
///
/// let dump = Source::new("account.json", r#"{"UserDetailList": [{"UserName": "ana",
///     "Arn": "arn:aws:iam::123456789012:user/ana",
///     "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}]}"#);
/// let mut builder = InventoryBuilder::new(Limits::default());
/// builder.add_dump(&dump);
/// let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
/// assert!(faults.is_empty());
/// assert_eq!(inventory.entity("ana").unwrap().policies[0].policy.name(), "ReadOnlyAccess");
/// ```
#[derive(Debug)]
pub struct InventoryBuilder {
    limits: Limits,
    dumped: Dumped,
    organization: Option<Organization>,
    resources: BTreeMap<String, Result<Arc<Policy>, ()>>,
    faults: Vec<Diagnostic>,
}

impl InventoryBuilder {
    /// Nothing yet. `limits` hold for each text; those of dumps are long.
    ///
    /// ```
    /// use sayso::{Limits, account::InventoryBuilder};
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let nothing = InventoryBuilder::new(Limits::default());
    /// assert_eq!(nothing.finish(&ManagedPolicies::embedded()).0.entities().count(), 0);
    /// ```
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            dumped: Dumped::default(),
            organization: None,
            resources: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// A dump of an account, or a page of one, or a JSON array of them. Of a text that breaks off, the users, groups,
    /// roles and policies before the fault are kept.
    ///
    /// ```
    /// use sayso::{Limits, Source, account::InventoryBuilder};
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let mut builder = InventoryBuilder::new(Limits::default());
    /// builder.add_dump(&Source::new("half.json", r#"{"UserDetailList": ["#));
    /// let (_, faults) = builder.finish(&ManagedPolicies::embedded());
    /// assert!(faults[0].to_string().starts_with("half.json:1:21: error"), "{}", faults[0]);
    /// ```
    pub fn add_dump(&mut self, source: &Source) {
        let fault = match json::parse(source, &self.limits) {
            Ok(node) => return self.take(source, &node, false),
            Err(fault) => fault,
        };
        if let Some(kept) = json::beginning(source, fault.span, 2)
            && let Ok(node) = json::parse(&kept, &self.limits)
        {
            self.take(&kept, &node, true);
        }
        self.faults.push(fault);
    }

    fn take(&mut self, source: &Source, node: &Node<'_>, breaks_off: bool) {
        let (limits, all) = (&self.limits, &mut self.dumped);
        Reader { source, limits, all, faults: &mut self.faults }.read(node, breaks_off);
    }

    /// The organization, in the layout of docs/accounts.md; `loader` reads the policies that it names.
    ///
    /// ```
    /// use sayso::{Limits, Source, account::{InventoryBuilder, NoLoader}};
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let organization = Source::new("organization.json", r#"{"id": "o-exampleorgid", "root": {
    ///     "scps": ["FullAWSAccess"], "accounts": [{"id": "123456789012", "scps": ["FullAWSAccess"]}]}}"#);
    /// let mut builder = InventoryBuilder::new(Limits::default());
    /// builder.add_organization(&organization, &NoLoader);
    /// let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    /// assert!(faults.is_empty());
    /// assert_eq!(inventory.organization().unwrap().id.as_deref(), Some("o-exampleorgid"));
    /// ```
    pub fn add_organization(&mut self, source: &Source, loader: &dyn PolicyLoader) {
        let organization = Organization::read(source, &self.limits, loader, &mut self.faults);
        self.organization = organization.or(self.organization.take());
    }

    /// The organization, from what `aws organizations` prints, a file for each command; docs/accounts.md has
    /// their names.
    ///
    /// ```
    /// use sayso::{Limits, Source, account::InventoryBuilder};
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let files = [
    ///     Source::new("list-roots.json", r#"{"Roots": [{"Id": "r-ab12", "Name": "Root"}]}"#),
    ///     Source::new("list-accounts-for-parent.r-ab12.json", r#"{"Accounts": [{"Id": "123456789012"}]}"#),
    /// ];
    /// let mut builder = InventoryBuilder::new(Limits::default());
    /// builder.add_organization_listings(&files);
    /// let (inventory, _) = builder.finish(&ManagedPolicies::embedded());
    /// assert!(inventory.organization().unwrap().has("123456789012"));
    /// ```
    pub fn add_organization_listings(&mut self, files: &[Source]) {
        let organization = Organization::from_listings(files, &self.limits, &mut self.faults);
        self.organization = organization.or(self.organization.take());
    }

    /// Resource policies: a JSON object whose keys are ARNs, its values policies or what `loader` reads.
    ///
    /// ```
    /// use sayso::{Limits, Source, account::{InventoryBuilder, NoLoader}};
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let policies = Source::new("resources.json", r#"{"arn:aws:s3:::reports": {"Statement": {
    ///     "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*"}}}"#);
    /// let mut builder = InventoryBuilder::new(Limits::default());
    /// builder.add_resource_policies(&policies, &NoLoader);
    /// let (inventory, _) = builder.finish(&ManagedPolicies::embedded());
    /// assert_eq!(inventory.resource_policies().count(), 1);
    /// ```
    pub fn add_resource_policies(&mut self, source: &Source, loader: &dyn PolicyLoader) {
        resources::read(source, &self.limits, loader, &mut self.resources, &mut self.faults);
    }

    /// All of it, ready for questions, and what was wrong with it. Managed policies that the dumps lack come
    /// from `catalogue`.
    ///
    /// ```
    /// use sayso::{Limits, account::InventoryBuilder};
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let builder = InventoryBuilder::new(Limits::default());
    /// let (inventory, _) = builder.finish(&ManagedPolicies::embedded());
    /// assert!(inventory.organization().is_none());
    /// ```
    pub fn finish(self, catalogue: &ManagedPolicies<'_>) -> (Inventory, Vec<Diagnostic>) {
        let Self { limits, dumped, organization, resources, faults } = self;
        let mut pool = Pool { catalogue, limits, dumped: &dumped, managed: BTreeMap::new(), faults };
        let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
        for (id, is_whole) in &dumped.is_whole {
            let account = Account { id: id.clone(), is_truncated: !is_whole, ..Account::default() };
            accounts.insert(id.clone(), account);
        }
        for holder in dumped.groups.values() {
            let group = pool.group(holder);
            account(&mut accounts, &holder.account).groups.insert(group.name.clone(), group);
        }
        let mut entities = Vec::with_capacity(dumped.users.len() + dumped.roles.len());
        for holder in dumped.users.values() {
            let entity = pool.entity(holder, EntityKind::User, account(&mut accounts, &holder.account));
            entities.push(entity);
        }
        for holder in dumped.roles.values() {
            let entity = pool.entity(holder, EntityKind::Role, account(&mut accounts, &holder.account));
            entities.push(entity);
        }
        entities.sort_by(|one, other| one.arn.cmp(&other.arn));
        let managed = pool.listed();
        let faults = pool.faults;
        let inventory = Inventory::new(accounts, entities, managed, organization, resources);
        (inventory, faults)
    }
}

fn account<'a>(accounts: &'a mut BTreeMap<String, Account>, id: &str) -> &'a mut Account {
    accounts.entry(id.to_owned()).or_insert_with(|| Account { id: id.to_owned(), ..Account::default() })
}
