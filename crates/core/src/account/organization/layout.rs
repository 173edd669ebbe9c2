//! The layout of docs/accounts.md: a tree of units with the policies of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Attached, Enabled, Organization, Unit};
use crate::account::node::{get, list, owned, string};
use crate::account::resources::by_reference;
use crate::arn::is_account_id;
use crate::case::PolicyLoader;
use crate::diagnostic::Diagnostic;
use crate::document::PolicyDocument;
use crate::json::{self, Limits, Node, Value};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::{Source, Span};

/// What AWS attaches everywhere.
pub(super) const FULL_ACCESS: &str = "FullAWSAccess";
/// The same of RCPs; it is implied.
pub(super) const FULL_ACCESS_RCP: &str = "RCPFullAWSAccess";

pub(super) fn read(
    source: &Source,
    limits: &Limits,
    loader: &dyn PolicyLoader,
    faults: &mut Vec<Diagnostic>,
) -> Option<Organization> {
    let node = json::parse(source, limits).map_err(|fault| faults.push(fault)).ok()?;
    let Some(root) = get(&node, "root") else {
        let message = "an organization has a `root`: see docs/accounts.md";
        faults.push(Diagnostic::error("INVALID_ORGANIZATION", source, node.span, message));
        return None;
    };
    let mut organization = Organization {
        id: owned(&node, "id"),
        management_account: owned(&node, "managementAccount"),
        ..Organization::default()
    };
    let types = get(&node, "policyTypes").map(|_| list(&node, "policyTypes"));
    let uses = |name: &str| types.is_none_or(|types| types.iter().any(|node| string(node) == Some(name)));
    let enabled = Enabled { scps: uses("SERVICE_CONTROL_POLICY"), rcps: uses("RESOURCE_CONTROL_POLICY") };
    let mut reader = Reader { source, limits, loader, faults, known: BTreeMap::new() };
    let root = reader.unit(root, false);
    organization.root(&root, enabled);
    Some(organization)
}

struct Reader<'r> {
    source: &'r Source,
    limits: &'r Limits,
    loader: &'r dyn PolicyLoader,
    faults: &'r mut Vec<Diagnostic>,
    known: BTreeMap<(String, PolicyType), Option<Arc<Policy>>>,
}

impl Reader<'_> {
    /// As deep as JSON may be.
    fn unit(&mut self, node: &Node<'_>, is_account: bool) -> Unit {
        let mut below: Vec<Unit> =
            self.list(node, "accounts").iter().map(|account| self.unit(account, true)).collect();
        below.extend(self.list(node, "organizationalUnits").iter().map(|unit| self.unit(unit, false)));
        // An account may be its id alone.
        let id = string(node).map(str::to_owned).or_else(|| owned(node, "id"));
        let is_id = id.as_deref().is_some_and(is_account_id);
        if is_account && !is_id {
            self.fault(node, "an account has an `id` of 12 digits".to_owned());
        } else if !is_account && !matches!(node.value, Value::Object(_)) {
            self.fault(node, format!("a unit is an object, not {}", node.value.kind()));
        }
        Unit {
            id,
            name: owned(node, "name"),
            is_account,
            scps: self.policies(node, "scps", PolicyType::ServiceControl),
            rcps: self.policies(node, "rcps", PolicyType::ResourceControl),
            below,
        }
    }

    fn list<'n, 'a>(&mut self, node: &'n Node<'a>, key: &str) -> &'n [Node<'a>] {
        match get(node, key) {
            Some(Node { value: Value::Array(items), .. }) => items,
            Some(other) => {
                self.fault(other, format!("`{key}` is no list but {}", other.value.kind()));
                &[]
            }
            None => &[],
        }
    }

    fn fault(&mut self, node: &Node<'_>, message: String) {
        let place = Span::at(node.span.range().start);
        self.faults.push(Diagnostic::error("INVALID_ORGANIZATION", self.source, place, message));
    }

    fn policies(&mut self, node: &Node<'_>, key: &str, policy_type: PolicyType) -> Attached {
        let Some(given) = get(node, key) else {
            return Attached { policies: Vec::new(), is_incomplete: true };
        };
        let mut attached = Attached::default();
        let items = match &given.value {
            Value::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(given),
        };
        for item in items.iter().filter(|item| string(item) != Some(FULL_ACCESS_RCP)) {
            match self.policy(item, policy_type) {
                Some(policy) => attached.policies.push(policy),
                None => attached.is_incomplete = true,
            }
        }
        attached
    }

    fn policy(&mut self, node: &Node<'_>, policy_type: PolicyType) -> Option<Arc<Policy>> {
        let key = string(node).map(|name| (name.to_owned(), policy_type));
        if let Some(known) = key.as_ref().and_then(|key| self.known.get(key)) {
            return known.clone();
        }
        if string(node) == Some(FULL_ACCESS) {
            return full_access();
        }
        let document = by_reference(self.source, node, self.limits, self.loader);
        let compiled = document.map_err(|fault| vec![fault]).and_then(|document| {
            let policy = Policy::compile(Arc::new(document), policy_type)?;
            Ok(match string(node).filter(|text| !text.starts_with('{')) {
                Some(name) => policy.named(name),
                None => policy,
            })
        });
        let policy = compiled.map_err(|faults| self.faults.extend(faults)).ok().map(Arc::new);
        self.known.extend(key.map(|key| (key, policy.clone())));
        policy
    }
}

pub(crate) fn full_access() -> Option<Arc<Policy>> {
    let text =
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#;
    let document = PolicyDocument::parse(&Source::new(FULL_ACCESS, text), &Limits::default());
    Policy::compile(Arc::new(document), PolicyType::ServiceControl).ok().map(Arc::new)
}
