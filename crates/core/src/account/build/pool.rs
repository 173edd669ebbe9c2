//! Policies of holders: each managed policy is compiled once for each part that it plays.

use std::collections::BTreeMap;
use std::sync::Arc;

use sayso_catalog::ManagedPolicies;

use crate::account::dump::{Dumped, Holder};
use crate::account::{
    Account, Entity, EntityKind, Group, Held, InstanceProfile, ManagedPolicy, MissingPolicy, PolicyVersion,
};
use crate::diagnostic::Diagnostic;
use crate::document::PolicyDocument;
use crate::json::Limits;
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::Source;

/// A managed policy and its compiled forms.
pub(super) struct Shared {
    policy: ManagedPolicy,
    compiled: BTreeMap<PolicyType, Option<Arc<Policy>>>,
}

/// Managed policies by ARN.
pub(super) struct Pool<'p> {
    pub(super) catalogue: &'p ManagedPolicies<'p>,
    pub(super) limits: Limits,
    pub(super) dumped: &'p Dumped,
    pub(super) managed: BTreeMap<String, Option<Shared>>,
    pub(super) faults: Vec<Diagnostic>,
}

impl Pool<'_> {
    pub(super) fn group(&mut self, holder: &Holder) -> Group {
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

    pub(super) fn entity(&mut self, holder: &Holder, kind: EntityKind, account: &mut Account) -> Entity {
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
    pub(super) fn listed(&mut self) -> BTreeMap<String, ManagedPolicy> {
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
