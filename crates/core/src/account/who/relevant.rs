//! Which policies have anything to say: looked up once for each distinct policy, not for each who holds it.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::account::{Entity, Inventory};
use crate::document::Effect;
use crate::policy::Policy;
use crate::request::{Action, Context, Principal, PrincipalType, Request, Resource, ResourceKind};
use crate::truth::Truth;

/// The policies that could allow an action, by address: all live as long as the inventory.
#[derive(Debug)]
pub(super) struct Relevant {
    policies: HashSet<usize>,
    /// Whether a resource's policy could allow it, whoever asks.
    everybody: bool,
}

impl Relevant {
    pub(super) fn of(inventory: &Inventory, action: &Action<'_>, resource: Option<&str>) -> Self {
        let nobody = Principal::new(PrincipalType::Anonymous, "", None);
        let asked = resource.map(|arn| Request {
            principal: nobody.clone(),
            action: action.clone(),
            resource: Resource::of(arn, action, &nobody),
            context: Context::new(),
        });
        let may = |policy: &Policy| match &asked {
            Some(request) => has_candidate(policy, request),
            None => {
                let about = |effect| move |statement: &&crate::policy::Statement| statement.may(effect);
                let mut allows = policy.statements().iter().filter(about(Effect::Allow));
                allows.any(|statement| statement.action(action).truth == Truth::Yes)
            }
        };
        let (mut seen, mut policies) = (HashSet::new(), HashSet::new());
        for held in inventory.entities.iter().flat_map(|entity| &entity.policies) {
            let address = address(&held.policy);
            if seen.insert(address) && may(&held.policy) {
                policies.insert(address);
            }
        }
        let everybody = match &asked {
            Some(request) => inventory.resource_policy(&request.resource).is_some_and(|policy| may(policy)),
            None => {
                let trusts = inventory.entities.iter().filter_map(|entity| entity.trust.as_ref());
                let mut trusts = trusts.filter(|_| {
                    ResourceKind::of("arn:aws:iam::123456789012:role/x", action) == ResourceKind::RoleTrust
                });
                trusts.any(|policy| may(policy))
                    || inventory.resource_policies().any(|(_, policy)| may(policy))
            }
        };
        Self { policies, everybody }
    }

    pub(super) fn may_allow(&self, entity: &Entity) -> bool {
        self.everybody || entity.policies.iter().any(|held| self.policies.contains(&address(&held.policy)))
    }
}

pub(in crate::account) fn address(policy: &Arc<Policy>) -> usize {
    Arc::as_ptr(policy).addr()
}

/// Whether an allowing statement could match, going by action and the beginning of the resource.
pub(super) fn has_candidate(policy: &Policy, request: &Request<'_>) -> bool {
    let found = policy.candidates(Effect::Allow, request, |_, statement| {
        match statement.action(&request.action).truth {
            Truth::No => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    });
    found.is_break()
}
