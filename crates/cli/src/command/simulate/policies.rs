//! The policies of a simulation, from flags.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use sayso::{
    AttachedPolicies, IdentityPolicy, Level, Limits, Policy, PolicyDocument, PolicyLoader as _, PolicyType,
    ResourceKind,
};

use crate::input::{Failure, loader::Loader, text};

/// Wherever a file is asked for, `managed:NAME` and `-` serve too.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies (FILE may be - or managed:NAME)")]
pub(crate) struct PolicyFlags {
    /// Identity policy of the caller, inline or managed
    #[arg(long, value_name = "FILE")]
    policy: Vec<String>,
    /// AWS managed policy of the caller, by name or ARN
    #[arg(long, value_name = "NAME-OR-ARN")]
    managed: Vec<String>,
    /// Identity policy of a group that the user is in
    #[arg(long, value_name = "FILE")]
    group_policy: Vec<String>,
    /// Policy of the resource: a bucket's or queue's, a KMS key's, a role's trust policy
    #[arg(long, value_name = "FILE")]
    resource_policy: Vec<String>,
    /// Permissions boundary of the caller
    #[arg(long, value_name = "FILE")]
    boundary: Option<String>,
    /// Policy passed when the caller's session was made
    #[arg(long, value_name = "FILE")]
    session_policy: Vec<String>,
    /// Service control policies of one level, root first: a file, several joined by commas, or a folder
    #[arg(long, value_name = "LEVEL")]
    scp: Vec<String>,
    /// Resource control policies of one level, likewise
    #[arg(long, value_name = "LEVEL")]
    rcp: Vec<String>,
    /// Policy of the VPC endpoint that the request comes through
    #[arg(long, value_name = "FILE")]
    vpce_policy: Option<String>,
    #[arg(skip)]
    compiled: RefCell<BTreeMap<(String, PolicyType), Arc<Policy>>>,
}

impl PolicyFlags {
    /// Whether no flag names a policy.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [
            &self.policy,
            &self.managed,
            &self.group_policy,
            &self.resource_policy,
            &self.session_policy,
            &self.scp,
            &self.rcp,
        ];
        lists.iter().all(|list| list.is_empty()) && self.boundary.is_none() && self.vpce_policy.is_none()
    }

    /// Reads what the flags name; the grammar of `--resource-policy` follows the kind of resource.
    pub(crate) fn read(&self, kind: ResourceKind, limits: &Limits) -> Result<AttachedPolicies, Failure> {
        let managed: Vec<String> = self.managed.iter().map(|name| format!("managed:{name}")).collect();
        let mut faults = Vec::new();
        let mut all = |references: &[String], policy_type| -> Result<Vec<Arc<Policy>>, Failure> {
            let mut policies = Vec::new();
            for reference in references {
                match self.policy(reference, policy_type, limits) {
                    Ok(policy) => policies.push(policy),
                    Err(Failure::Faults(found)) => faults.extend(found),
                    Err(failure) => return Err(failure),
                }
            }
            Ok(policies)
        };
        let mut identity: Vec<IdentityPolicy> = Vec::new();
        identity.extend(all(&self.policy, PolicyType::Identity)?.into_iter().map(IdentityPolicy::from));
        identity.extend(all(&managed, PolicyType::Identity)?.into_iter().map(IdentityPolicy::from));
        let group = |policy| IdentityPolicy { policy, group: Some("a group of the user".into()) };
        identity.extend(all(&self.group_policy, PolicyType::Identity)?.into_iter().map(group));
        let attached = AttachedPolicies {
            identity,
            resource: all(&self.resource_policy, kind.policy_type())?,
            permissions_boundary: all(self.boundary.as_slice(), PolicyType::PermissionsBoundary)?.pop(),
            session: all(&self.session_policy, PolicyType::Session)?,
            service_control: levels(&self.scp, |files| all(files, PolicyType::ServiceControl))?,
            resource_control: levels(&self.rcp, |files| all(files, PolicyType::ResourceControl))?,
            vpc_endpoint: all(self.vpce_policy.as_slice(), PolicyType::VpcEndpoint)?.pop(),
        };
        if faults.is_empty() { Ok(attached) } else { Err(Failure::Faults(faults)) }
    }

    /// Each file is read and compiled once, however many requests need it.
    fn policy(
        &self,
        reference: &str,
        policy_type: PolicyType,
        limits: &Limits,
    ) -> Result<Arc<Policy>, Failure> {
        let key = (reference.to_owned(), policy_type);
        if let Some(policy) = self.compiled.borrow().get(&key) {
            return Ok(policy.clone());
        }
        let loader = Loader { folder: Path::new("").to_owned(), max_bytes: limits.bytes };
        let source = loader.source(reference)?;
        let document = Arc::new(PolicyDocument::parse(&source, limits));
        let mut policy = Policy::compile(document, policy_type)?;
        if let Some(arn) = loader.arn(reference) {
            policy = policy.with_arn(arn);
        }
        let policy = Arc::new(policy);
        self.compiled.borrow_mut().insert(key, policy.clone());
        Ok(policy)
    }
}

fn levels(
    flags: &[String],
    mut read: impl FnMut(&[String]) -> Result<Vec<Arc<Policy>>, Failure>,
) -> Result<Vec<Level>, Failure> {
    let level = |flag: &String| Ok(Level { name: flag.clone(), policies: read(&files_of_level(flag)?)? });
    flags.iter().map(level).collect()
}

/// The files of a level: a list, or the JSON files of a folder by name.
fn files_of_level(flag: &str) -> Result<Vec<String>, Failure> {
    if !Path::new(flag).is_dir() {
        return Ok(flag.split(',').map(str::to_owned).collect());
    }
    let unreadable =
        |error: std::io::Error| Failure::Message(format!("cannot read `{flag}`: {}", text::reason(&error)));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(flag).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path.to_string_lossy().into_owned());
        }
    }
    if files.is_empty() {
        return Err(Failure::Message(format!("the folder `{flag}` holds no JSON file for its level")));
    }
    files.sort();
    Ok(files)
}
