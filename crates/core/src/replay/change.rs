//! Changes to the policies in force, to see what they would have done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::account::{Entity, Inventory, full_access, keys_of};
use crate::attached::{AttachedPolicies, IdentityPolicy, Level};
use crate::policy::Policy;
use crate::request::Key;

/// One change.
///
/// ```
/// use sayso::replay::Change;
///
/// let change = Change::Remove { policy: "ReadReports".to_owned(), sid: None };
/// assert!(matches!(change, Change::Remove { sid: None, .. }));
/// ```
#[derive(Debug, Clone)]
pub enum Change {
    /// One more SCP for an account, or for all of them.
    ServiceControl {
        /// The SCP.
        policy: Arc<Policy>,
        /// Whether it stands in place of `FullAWSAccess`, so that what it does not allow is denied, rather than beside.
        is_alone: bool,
        /// The account's id.
        account: Option<String>,
    },
    /// A permissions boundary instead of the one there is.
    Boundary {
        /// The boundary.
        policy: Arc<Policy>,
        /// The ARN of the user or role.
        entity: String,
    },
    /// One more identity policy, instead of the one of its name if there is one.
    Identity {
        /// The policy.
        policy: Arc<Policy>,
        /// The ARN of the user or role.
        entity: String,
    },
    /// This identity policy and no other, of groups neither.
    Only {
        /// The policy.
        policy: Arc<Policy>,
        /// The ARN of the user or role.
        entity: String,
    },
    /// A policy less, or one statement of it, wherever it is attached.
    Remove {
        /// Its name or ARN.
        policy: String,
        /// The statement's `Sid`.
        sid: Option<String>,
    },
}

/// Why a change can't be made.
///
/// ```
/// use sayso::replay::{Change, Changes};
///
/// let change = Change::Remove { policy: "Nothing".to_owned(), sid: None };
/// let error = Changes::new(&sayso::account::sample(), vec![change]).unwrap_err();
/// assert_eq!(error.to_string(), "there is no policy `Nothing`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidChange {
    /// No policy has the name.
    #[error("there is no policy `{0}`")]
    Policy(String),
    /// The policy has no such statement.
    #[error("the policy `{0}` has no statement `{1}`")]
    Statement(String, String),
}

/// Changes, ready to be made.
///
/// ```
/// use sayso::replay::{Change, Changes};
///
/// let change = Change::Remove { policy: "ReadReports".to_owned(), sid: None };
/// let changes = Changes::new(&sayso::account::sample(), vec![change]).unwrap();
/// assert!(!changes.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Changes {
    changes: Vec<Change>,
    /// What stands for the policies from which something is removed, by their address.
    less: BTreeMap<usize, Option<Arc<Policy>>>,
}

fn address(policy: &Arc<Policy>) -> usize {
    Arc::as_ptr(policy).addr()
}

impl Changes {
    /// Looks up what is to be removed.
    ///
    /// # Errors
    /// [`InvalidChange`] where there is nothing to remove.
    ///
    /// ```
    /// use sayso::replay::Changes;
    ///
    /// assert!(Changes::new(&sayso::account::sample(), Vec::new()).unwrap().is_empty());
    /// ```
    pub fn new(inventory: &Inventory, changes: Vec<Change>) -> Result<Self, InvalidChange> {
        let mut less: BTreeMap<usize, Option<Arc<Policy>>> = BTreeMap::new();
        for change in &changes {
            let Change::Remove { policy: name, sid } = change else { continue };
            let is_it = |policy: &&Arc<Policy>| policy.name() == name || policy.arn() == Some(name);
            let named: Vec<&Arc<Policy>> = inventory.policies().filter(is_it).collect();
            if named.is_empty() {
                return Err(InvalidChange::Policy(name.clone()));
            }
            let mut found = false;
            for policy in named {
                let rest = less.entry(address(policy)).or_insert_with(|| Some(policy.clone()));
                let remainder = match (&rest, sid) {
                    (Some(rest), Some(sid)) => rest.without(sid).map(|rest| Some(Arc::new(rest))),
                    _ => Some(None),
                };
                if let Some(remainder) = remainder {
                    *rest = remainder;
                    found = true;
                }
            }
            if let (false, Some(sid)) = (found, sid) {
                return Err(InvalidChange::Statement(name.clone(), sid.clone()));
            }
        }
        Ok(Self { changes, less })
    }

    /// Whether there is none.
    ///
    /// ```
    /// assert!(sayso::replay::Changes::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The keys that new policies ask about.
    pub(super) fn used_keys(&self) -> BTreeSet<String> {
        let policies = self.changes.iter().filter_map(|change| match change {
            Change::ServiceControl { policy, .. }
            | Change::Boundary { policy, .. }
            | Change::Identity { policy, .. }
            | Change::Only { policy, .. } => Some(policy),
            Change::Remove { .. } => None,
        });
        policies.flat_map(|policy| policy.statements()).flat_map(keys_of).map(Key::to_lowercase).collect()
    }

    /// Makes them to what is in force for a user or role.
    pub(super) fn apply(&self, policies: &mut AttachedPolicies, entity: &Entity) {
        if !self.less.is_empty() {
            self.remove(policies);
        }
        for change in &self.changes {
            match change {
                Change::ServiceControl { policy, is_alone, account }
                    if account.as_ref().is_none_or(|account| *account == entity.account) =>
                {
                    // A level of its own: attached beside `FullAWSAccess`, it only denies.
                    let full = full_access().filter(|_| !is_alone);
                    let level = [policy.clone()].into_iter().chain(full).collect();
                    let level = Level { name: "--with".to_owned(), policies: level };
                    policies.service_control.push(level);
                }
                Change::Boundary { policy, entity: arn } if *arn == entity.arn => {
                    policies.permissions_boundary = Some(policy.clone());
                }
                Change::Identity { policy, entity: arn } if *arn == entity.arn => {
                    policies.identity.retain(|held| held.policy.name() != policy.name());
                    policies.identity.push(policy.clone().into());
                }
                Change::Only { policy, entity: arn } if *arn == entity.arn => {
                    policies.identity = vec![policy.clone().into()];
                }
                _ => {}
            }
        }
    }

    fn remove(&self, policies: &mut AttachedPolicies) {
        let rest = |policy: Arc<Policy>| match self.less.get(&address(&policy)) {
            Some(rest) => rest.clone(),
            None => Some(policy),
        };
        let all = |policies: &mut Vec<Arc<Policy>>| {
            *policies = std::mem::take(policies).into_iter().filter_map(rest).collect();
        };
        let identity = std::mem::take(&mut policies.identity).into_iter();
        let identity = identity
            .filter_map(|held| Some(IdentityPolicy { policy: rest(held.policy)?, group: held.group }));
        policies.identity = identity.collect();
        policies.permissions_boundary = policies.permissions_boundary.take().and_then(rest);
        all(&mut policies.resource);
        for level in policies.service_control.iter_mut().chain(&mut policies.resource_control) {
            all(&mut level.policies);
        }
    }
}
