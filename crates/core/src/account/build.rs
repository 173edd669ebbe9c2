//! From dumps to an inventory: names become policies, each managed one compiled once.

use std::collections::BTreeMap;
use std::sync::Arc;

use sayso_catalog::ManagedPolicies;

use super::dump::{Dumped, Holder, Reader};
use super::model::{
    Account, Entity, EntityKind, Group, Held, InstanceProfile, ManagedPolicy, MissingPolicy, PolicyVersion,
};
use super::organization::Organization;
use super::{Inventory, resources};
use crate::case::PolicyLoader;
use crate::diagnostic::Diagnostic;
use crate::document::PolicyDocument;
use crate::json::{self, Limits};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::Source;

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

    /// A dump of an account, or a page of one, or a JSON array of them.
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
        match json::parse(source, &self.limits) {
            Ok(node) => {
                let all = &mut self.dumped;
                let mut reader = Reader { source, limits: &self.limits, all, faults: Vec::new() };
                reader.read(&node);
                self.faults.append(&mut reader.faults);
            }
            Err(fault) => self.faults.push(fault),
        }
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

/// A managed policy and its compiled forms.
struct Shared {
    policy: ManagedPolicy,
    compiled: BTreeMap<PolicyType, Option<Arc<Policy>>>,
}

/// Managed policies by ARN.
struct Pool<'p> {
    catalogue: &'p ManagedPolicies<'p>,
    limits: Limits,
    dumped: &'p Dumped,
    managed: BTreeMap<String, Option<Shared>>,
    faults: Vec<Diagnostic>,
}

impl Pool<'_> {
    fn group(&mut self, holder: &Holder) -> Group {
        let mut missing = Vec::new();
        let name: Arc<str> = holder.name.as_str().into();
        let policies = self.identity(holder, Some(&name), &mut missing);
        Group {
            arn: holder.arn.clone(),
            name: holder.name.clone(),
            policies,
            missing,
            members: Vec::new(),
            created: holder.created.clone(),
            place: holder.place.clone(),
        }
    }

    fn entity(&mut self, holder: &Holder, kind: EntityKind, account: &mut Account) -> Entity {
        let mut missing = Vec::new();
        let mut policies = self.identity(holder, None, &mut missing);
        for name in &holder.groups {
            match account.groups.get_mut(name) {
                Some(group) => {
                    policies.extend(group.policies.iter().cloned());
                    missing.extend(group.missing.iter().cloned());
                    group.members.push(holder.arn.clone());
                }
                None => missing.push(MissingPolicy {
                    name: format!("group {name}"),
                    role: PolicyType::Identity,
                    is_broken: false,
                }),
            }
        }
        let boundary = holder.boundary.as_deref();
        let boundary = boundary
            .and_then(|arn| self.attached(arn, PolicyType::PermissionsBoundary, &holder.arn, &mut missing));
        let trust = holder.trust.as_ref().and_then(|document| {
            let name = format!("{} trust policy", holder.name);
            self.compile(document, PolicyType::RoleTrust, &name, &mut missing)
        });
        for (name, arn) in &holder.profiles {
            let profile = account.instance_profiles.entry(arn.clone()).or_insert_with(|| InstanceProfile {
                arn: arn.clone(),
                name: name.clone(),
                roles: Vec::new(),
            });
            profile.roles.push(holder.arn.clone());
        }
        Entity {
            arn: holder.arn.clone(),
            kind,
            name: holder.name.clone(),
            path: holder.path.clone(),
            id: holder.id.clone(),
            account: holder.account.clone(),
            tags: holder.tags.clone(),
            groups: holder.groups.iter().map(|name| name.as_str().into()).collect(),
            policies,
            boundary,
            boundary_arn: holder.boundary.clone(),
            trust,
            instance_profiles: holder.profiles.iter().map(|(_, arn)| arn.clone()).collect(),
            created: holder.created.clone(),
            last_used: holder.last_used.clone(),
            missing,
            place: holder.place.clone(),
        }
    }

    /// Inline and managed policies.
    fn identity(
        &mut self,
        holder: &Holder,
        group: Option<&Arc<str>>,
        missing: &mut Vec<MissingPolicy>,
    ) -> Vec<Held> {
        let mut held = Vec::with_capacity(holder.inline.len() + holder.attached.len());
        for (name, document) in &holder.inline {
            if let Some(policy) = self.compile(document, PolicyType::Identity, name, missing) {
                held.push(Held { policy, managed: None, group: group.cloned() });
            }
        }
        for arn in &holder.attached {
            if let Some(policy) = self.attached(arn, PolicyType::Identity, &holder.arn, missing) {
                held.push(Held { policy, managed: Some(arn.as_str().into()), group: group.cloned() });
            }
        }
        held
    }

    fn compile(
        &mut self,
        document: &Arc<PolicyDocument>,
        role: PolicyType,
        name: &str,
        missing: &mut Vec<MissingPolicy>,
    ) -> Option<Arc<Policy>> {
        match Policy::compile(document.clone(), role) {
            Ok(policy) => Some(Arc::new(policy.named(name))),
            Err(faults) => {
                self.faults.extend(faults);
                missing.push(MissingPolicy { name: name.to_owned(), role, is_broken: true });
                None
            }
        }
    }

    /// A managed policy, compiled for a role the first time it is asked for.
    fn attached(
        &mut self,
        arn: &str,
        role: PolicyType,
        holder: &str,
        missing: &mut Vec<MissingPolicy>,
    ) -> Option<Arc<Policy>> {
        let (dumped, catalogue, limits) = (self.dumped, self.catalogue, &self.limits);
        let shared =
            self.managed.entry(arn.to_owned()).or_insert_with(|| shared(dumped, catalogue, limits, arn));
        let mut unavailable = |is_broken| {
            missing.push(MissingPolicy { name: arn.to_owned(), role, is_broken });
            None
        };
        let Some(shared) = shared else { return unavailable(false) };
        shared.policy.attached_to.push(holder.to_owned());
        let Some(version) = shared.policy.versions.iter().find(|version| version.is_default) else {
            return unavailable(false);
        };
        let name = &shared.policy.name;
        let compiled = shared.compiled.entry(role).or_insert_with(|| {
            match Policy::compile(version.document.clone(), role) {
                Ok(policy) => Some(Arc::new(policy.named(name).with_arn(arn))),
                Err(faults) => {
                    self.faults.extend(faults);
                    None
                }
            }
        });
        compiled.clone().or_else(|| unavailable(true))
    }

    /// All managed policies of the dumps, attached or not, and those of the catalogue that are attached.
    fn listed(&mut self) -> BTreeMap<String, ManagedPolicy> {
        let (dumped, catalogue, limits) = (self.dumped, self.catalogue, &self.limits);
        for arn in dumped.policies.keys() {
            self.managed.entry(arn.clone()).or_insert_with(|| shared(dumped, catalogue, limits, arn));
        }
        let managed = std::mem::take(&mut self.managed).into_iter();
        let known = managed.filter_map(|(arn, shared)| {
            let mut policy = shared?.policy;
            policy.attached_to.sort_unstable();
            policy.attached_to.dedup();
            Some((arn, policy))
        });
        known.collect()
    }
}

/// A policy of a dump, else of the catalogue.
fn shared(dumped: &Dumped, catalogue: &ManagedPolicies<'_>, limits: &Limits, arn: &str) -> Option<Shared> {
    let policy = match dumped.policies.get(arn) {
        Some(managed) => ManagedPolicy {
            arn: arn.into(),
            name: managed.name.clone(),
            versions: managed
                .versions
                .iter()
                .map(|(id, is_default, document)| PolicyVersion {
                    id: id.clone(),
                    is_default: *is_default,
                    document: document.clone(),
                })
                .collect(),
            attached_to: Vec::new(),
            place: Some(managed.place.clone()),
        },
        None => of_catalogue(catalogue, limits, arn)?,
    };
    Some(Shared { policy, compiled: BTreeMap::new() })
}

fn of_catalogue(catalogue: &ManagedPolicies<'_>, limits: &Limits, arn: &str) -> Option<ManagedPolicy> {
    let (prefix, name) = arn.split_once(":iam::aws:policy/")?;
    // Other partitions have the policies of the same names.
    let name = name.rsplit('/').next().filter(|_| prefix.starts_with("arn:aws"))?;
    let known = catalogue.find(name)?;
    let source = Source::new(format!("managed:{}", known.name()), known.document_json());
    let document = Arc::new(PolicyDocument::parse(&source, limits));
    Some(ManagedPolicy {
        arn: arn.into(),
        name: known.name().to_owned(),
        versions: vec![PolicyVersion { id: known.version_id().to_owned(), is_default: true, document }],
        attached_to: Vec::new(),
        place: None,
    })
}
