//! `--with`: changes as people write them.

use std::path::Path;
use std::sync::Arc;

use sayso::account::Inventory;
use sayso::replay::Change;
use sayso::{Limits, Policy, PolicyDocument, PolicyType};

use crate::input::account::entity;
use crate::input::{Failure, text};

const FORMS: &str = "scp=FILE[@ACCOUNT], only-scp=FILE[@ACCOUNT], boundary=FILE@ENTITY, policy=FILE@ENTITY, \
                     only=FILE@ENTITY or remove=POLICY[#SID]";

pub(super) fn read(change: &str, inventory: &Inventory) -> Result<Change, Failure> {
    let wrong = |why: &str| Failure::Message(format!("`--with {change}`: {why}; expected {FORMS}"));
    let (kind, what) = change.split_once('=').ok_or_else(|| wrong("there is no `=`"))?;
    let (file, target) = match what.rsplit_once('@') {
        Some((file, target)) if kind != "remove" => (file, Some(target)),
        _ => (what, None),
    };
    let arn = || match target {
        Some(name) => entity(inventory, name).map(|entity| entity.arn.clone()),
        None => Err(wrong("it does not say whose, `@ENTITY`")),
    };
    Ok(match kind {
        "scp" | "only-scp" => {
            if let Some(id) = target.filter(|id| !inventory.accounts().any(|account| account.id == *id)) {
                return Err(wrong(&format!("no dump is of an account `{id}`")));
            }
            let policy = policy(file, PolicyType::ServiceControl)?;
            let is_alone = kind == "only-scp";
            Change::ServiceControl { policy, is_alone, account: target.map(str::to_owned) }
        }
        "boundary" => {
            Change::Boundary { entity: arn()?, policy: policy(file, PolicyType::PermissionsBoundary)? }
        }
        "policy" => Change::Identity { entity: arn()?, policy: policy(file, PolicyType::Identity)? },
        "only" => Change::Only { entity: arn()?, policy: policy(file, PolicyType::Identity)? },
        "remove" => {
            let (policy, sid) = match what.split_once('#') {
                Some((policy, sid)) => (policy, Some(sid.to_owned())),
                None => (what, None),
            };
            Change::Remove { policy: policy.to_owned(), sid }
        }
        other => return Err(wrong(&format!("`{other}` is no kind of change"))),
    })
}

/// A policy file; its name is the file's without ending, by which a policy in force is replaced.
fn policy(file: &str, kind: PolicyType) -> Result<Arc<Policy>, Failure> {
    let limits = Limits::default();
    let source = text::read(file, limits.bytes)?;
    let document = PolicyDocument::parse(&source, &limits);
    let name = Path::new(file).file_stem().map(|name| name.to_string_lossy().into_owned());
    Ok(Arc::new(Policy::compile(Arc::new(document), kind)?.named(name.unwrap_or_default())))
}
