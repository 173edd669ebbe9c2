//! What `aws organizations` prints, a file for each command: the name of a file has the command and the id that
//! was asked about, since the output does not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layout::{FULL_ACCESS, FULL_ACCESS_RCP, full_access};
use super::{Attached, Enabled, Organization, Unit};
use crate::account::document::document;
use crate::account::node::{get, list, owned, text};
use crate::arn::is_account_id;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Limits, Node};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::Source;

const SCP: &str = "SERVICE_CONTROL_POLICY";
const RCP: &str = "RESOURCE_CONTROL_POLICY";
/// Organizations nests no deeper than five units; more is a loop in the files.
const DEEPEST: usize = 32;

/// What the files say, by ids.
#[derive(Default)]
struct Listed {
    organization: Organization,
    roots: Vec<(String, Option<String>)>,
    types: Option<Vec<String>>,
    /// Children of a parent: id, name, whether it is an account.
    below: BTreeMap<String, Vec<(String, Option<String>, bool)>>,
    /// Policies of a target and a type: id and name.
    attached: BTreeMap<(String, &'static str), Vec<(String, String)>>,
    compiled: BTreeMap<String, Option<Arc<Policy>>>,
}

pub(super) fn read(files: &[Source], limits: &Limits, faults: &mut Vec<Diagnostic>) -> Option<Organization> {
    let mut listed = Listed::default();
    for source in files {
        match json::parse(source, limits) {
            Ok(node) => {
                if !listed.file(source, &node, limits, faults) {
                    let message =
                        "this is no output of `aws organizations` with a name as in docs/accounts.md";
                    faults.push(Diagnostic::error("INVALID_ORGANIZATION", source, node.span, message));
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    let uses = |name: &str| listed.types.as_ref().is_none_or(|types| types.iter().any(|own| own == name));
    let enabled = Enabled { scps: uses(SCP), rcps: uses(RCP) };
    let mut seen = BTreeSet::new();
    let roots = listed.roots.iter();
    let roots = roots.map(|(id, name)| listed.unit((id, name.as_deref(), false), DEEPEST, &mut seen));
    let roots: Vec<Unit> = roots.collect();
    let mut organization = listed.organization;
    for root in &roots {
        organization.root(root, enabled);
    }
    (!roots.is_empty()).then_some(organization)
}

impl Listed {
    /// Takes in a file; whether it is one.
    fn file(
        &mut self,
        source: &Source,
        node: &Node<'_>,
        limits: &Limits,
        faults: &mut Vec<Diagnostic>,
    ) -> bool {
        let asked = id_in(source.name());
        let entries = |key: &str| -> Vec<(String, Option<String>)> {
            let items = list(node, key).iter();
            items.filter_map(|item| Some((owned(item, "Id")?, owned(item, "Name")))).collect()
        };
        if let Some(organization) = get(node, "Organization") {
            self.organization.id = owned(organization, "Id");
            self.organization.management_account =
                owned(organization, "MasterAccountId").or_else(|| owned(organization, "ManagementAccountId"));
        } else if get(node, "Roots").is_some() {
            self.roots = entries("Roots");
            let types = list(node, "Roots").iter().filter(|root| get(root, "PolicyTypes").is_some());
            let enabled = types.flat_map(|root| list(root, "PolicyTypes")).filter_map(|policy_type| {
                owned(policy_type, "Type").filter(|_| text(policy_type, "Status") == Some("ENABLED"))
            });
            let enabled: Vec<String> = enabled.collect();
            self.types = (!enabled.is_empty()).then_some(enabled);
        } else if let Some(policy) = get(node, "Policy") {
            return self.policy(source, policy, limits, faults);
        } else if let Some(parent) = asked {
            let (units, accounts) = (get(node, "OrganizationalUnits"), get(node, "Accounts"));
            let below =
                units.map(|_| ("OrganizationalUnits", false)).or(accounts.map(|_| ("Accounts", true)));
            if let Some((key, is_account)) = below {
                let entries = entries(key).into_iter().map(|(id, name)| (id, name, is_account));
                self.below.entry(parent).or_default().extend(entries);
            } else if get(node, "Policies").is_some() {
                self.attachments(source, node, &parent);
            } else {
                return false;
            }
        } else {
            return false;
        }
        true
    }

    /// `list-policies-for-target`: the type is in every entry, and in the name of the file where there is none.
    fn attachments(&mut self, source: &Source, node: &Node<'_>, target: &str) {
        let policies = list(node, "Policies");
        for policy_type in [SCP, RCP] {
            let is_it = |policy: &&Node<'_>| text(policy, "Type") == Some(policy_type);
            if source.name().contains(policy_type) || policies.iter().any(|policy| is_it(&policy)) {
                let own = policies.iter().filter(is_it);
                let own = own.filter_map(|policy| Some((owned(policy, "Id")?, owned(policy, "Name")?)));
                self.attached.entry((target.to_owned(), policy_type)).or_default().extend(own);
            }
        }
    }

    fn policy(
        &mut self,
        source: &Source,
        policy: &Node<'_>,
        limits: &Limits,
        faults: &mut Vec<Diagnostic>,
    ) -> bool {
        let summary = get(policy, "PolicySummary");
        let (Some(summary), Some(content)) = (summary, get(policy, "Content")) else { return false };
        let (Some(id), kind) = (owned(summary, "Id"), text(summary, "Type")) else { return false };
        let kind = if kind == Some(RCP) { PolicyType::ResourceControl } else { PolicyType::ServiceControl };
        let compiled = Policy::compile(Arc::new(document(source, content, limits)), kind);
        let compiled = compiled.map_err(|broken| faults.extend(broken)).ok().map(|compiled| {
            let named = compiled.named(owned(summary, "Name").unwrap_or_else(|| id.clone()));
            Arc::new(match owned(summary, "Arn") {
                Some(arn) => named.with_arn(arn),
                None => named,
            })
        });
        self.compiled.insert(id, compiled);
        true
    }

    /// Each unit once, wherever the files say that it is.
    fn unit(
        &self,
        (id, name, is_account): (&str, Option<&str>, bool),
        deepest: usize,
        seen: &mut BTreeSet<String>,
    ) -> Unit {
        let is_new = seen.insert(id.to_owned());
        let below = self.below.get(id).filter(|_| is_new && deepest > 0 && !is_account);
        let below = below.into_iter().flatten();
        let below = below.map(|(id, name, is_account)| {
            self.unit((id, name.as_deref(), *is_account), deepest.saturating_sub(1), seen)
        });
        Unit {
            id: Some(id.to_owned()),
            name: name.map(str::to_owned),
            is_account,
            below: below.collect(),
            scps: self.of_target(id, SCP),
            rcps: self.of_target(id, RCP),
        }
    }

    fn of_target(&self, target: &str, policy_type: &'static str) -> Attached {
        let Some(policies) = self.attached.get(&(target.to_owned(), policy_type)) else {
            return Attached { policies: Vec::new(), is_incomplete: true };
        };
        let mut attached = Attached::default();
        for (id, name) in policies {
            match self.compiled.get(id) {
                Some(Some(policy)) => attached.policies.push(policy.clone()),
                _ if name == FULL_ACCESS_RCP => {}
                None if name == FULL_ACCESS => attached.policies.extend(full_access()),
                _ => attached.is_incomplete = true,
            }
        }
        attached
    }
}

/// The id in a file's name: `list-accounts-for-parent.ou-ab12-11111111.json`.
fn id_in(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let is_id = |part: &&str| part.starts_with("r-") || part.starts_with("ou-") || is_account_id(part);
    file.split('.').find(is_id).map(str::to_owned)
}
