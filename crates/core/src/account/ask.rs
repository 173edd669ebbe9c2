//! One question: everything that is in force, and every fact that the files tell.

mod facts;

use std::sync::Arc;

use super::{Entity, Inventory, resources};
use crate::attached::{AttachedPolicies, IdentityPolicy};
use crate::evaluate::Decision;
use crate::policy::Policy;
use crate::request::{Action, Context, Principal, PrincipalType, Request, Resource, ResourceKind, Session};
use crate::settle::decide;

pub(super) use facts::tag_keys;
pub(crate) use facts::{keys_of, used_keys};

/// A request with all that is in force for it.
///
/// ```
/// use sayso::{Action, Context, Explanation};
///
/// let inventory = sayso::account::sample();
/// let app = inventory.entity("role/App").unwrap();
/// let action = Action::new("s3:GetObject").unwrap();
/// let question = inventory.ask(app, "session", &action, "arn:aws:s3:::reports/q3.csv", &Context::new());
/// let why = Explanation::new(&question.policies, &question.request);
/// assert_eq!(why.summary(), "an identity-based policy allows this request");
/// ```
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// What is in force.
    pub policies: AttachedPolicies,
    /// What is asked.
    pub request: Request<'a>,
}

impl Question<'_> {
    /// The decision, exactly; see [`decide`](crate::decide).
    ///
    /// ```
    /// use sayso::{Action, Context, Decision};
    ///
    /// let inventory = sayso::account::sample();
    /// let app = inventory.entity("role/App").unwrap();
    /// let action = Action::new("s3:PutObject").unwrap();
    /// let question = inventory.ask(app, "i-0123", &action, "arn:aws:s3:::reports/q3.csv", &Context::new());
    /// assert_eq!(question.decide(), Decision::ImplicitDeny);
    /// ```
    pub fn decide(&self) -> Decision {
        decide(&self.policies, &self.request)
    }
}

impl Inventory {
    /// A question of a user, or of a session of a role. What `given` says of a key counts; else what the files
    /// say: tags, the organization. Everything else is absent, or unknown where `given` takes it so.
    ///
    /// ```
    /// use sayso::{Action, Context, Decision};
    ///
    /// let inventory = sayso::account::sample();
    /// let ana = inventory.entity("ana").unwrap();
    /// let action = Action::new("sts:AssumeRole").unwrap();
    /// let question = inventory.ask(ana, "session", &action, "arn:aws:iam::123456789012:role/Deploy", &Context::new());
    /// assert_eq!(question.decide(), Decision::Allowed);
    /// ```
    pub fn ask<'a>(
        &'a self,
        entity: &'a Entity,
        session: &str,
        action: &Action<'a>,
        resource: &'a str,
        given: &Context<'a>,
    ) -> Question<'a> {
        let principal = self.principal(entity, session);
        let resource = self.resource(resource, action, &principal);
        let policies = self.attached(entity, &resource);
        let context = self.context(entity, &resource, given);
        Question { policies, request: Request { principal, action: action.clone(), resource, context } }
    }

    /// The caller that a user is, or a session of a role.
    ///
    /// ```
    /// let inventory = sayso::account::sample();
    /// let principal = inventory.principal(inventory.entity("role/App").unwrap(), "i-0123");
    /// assert_eq!(principal.arn, "arn:aws:sts::123456789012:assumed-role/App/i-0123");
    /// ```
    pub fn principal<'a>(&self, entity: &'a Entity, session: &str) -> Principal<'a> {
        let plain = || {
            let kind = PrincipalType::User { id: None, session: Session::Plain };
            Principal::new(kind, &entity.arn, Some(entity.account.as_str().into()))
        };
        // Readers of dumps let only names of principals in.
        let mut principal = Principal::named(&entity.arn, session).unwrap_or_else(|_| plain());
        let own = entity.id.as_deref().map(Into::into);
        match &mut principal.kind {
            PrincipalType::User { id, .. } => *id = own,
            PrincipalType::RoleSession { role_id, .. } => *role_id = own,
            _ => {}
        }
        principal.user_id = principal.derived_user_id().map(Into::into);
        principal.account_is_management = self.is_management(&entity.account);
        principal
    }

    /// The resource of an ARN: its kind, its account, the account's part in the organization.
    ///
    /// ```
    /// use sayso::{Action, ResourceKind};
    ///
    /// let inventory = sayso::account::sample();
    /// let principal = inventory.principal(inventory.entity("ana").unwrap(), "session");
    /// let action = Action::new("sts:AssumeRole").unwrap();
    /// let role = inventory.resource("arn:aws:iam::123456789012:role/App", &action, &principal);
    /// assert_eq!(role.kind, ResourceKind::RoleTrust);
    /// ```
    pub fn resource<'a>(&self, arn: &'a str, action: &Action<'_>, principal: &Principal<'a>) -> Resource<'a> {
        let mut resource = Resource::of(arn, action, principal);
        resource.account_is_management =
            resource.account.as_deref().is_some_and(|account| self.is_management(account));
        resource
    }

    pub(super) fn is_management(&self, account: &str) -> bool {
        let management = self.organization.as_ref().and_then(|own| own.management_account.as_deref());
        management == Some(account)
    }

    /// What is in force when a user or a role acts on a resource.
    ///
    /// ```
    /// use sayso::Resource;
    ///
    /// let inventory = sayso::account::sample();
    /// let ana = inventory.entity("ana").unwrap();
    /// let policies = inventory.attached(ana, &Resource::new("*", None));
    /// assert_eq!(policies.identity[0].group.as_deref(), Some("Developers"));
    /// ```
    pub fn attached(&self, entity: &Entity, resource: &Resource<'_>) -> AttachedPolicies {
        let identity = entity.policies.iter();
        let identity =
            identity.map(|held| IdentityPolicy { policy: held.policy.clone(), group: held.group.clone() });
        let member = |account: &str| self.organization.as_ref().and_then(|own| own.member(account));
        let resource_account = resource.account.as_deref().and_then(member);
        AttachedPolicies {
            identity: identity.collect(),
            resource: self.resource_policy(resource).into_iter().cloned().collect(),
            permissions_boundary: entity.boundary.clone(),
            session: Vec::new(),
            service_control: member(&entity.account)
                .map(|own| own.service_control.clone())
                .unwrap_or_default(),
            resource_control: resource_account.map(|own| own.resource_control.clone()).unwrap_or_default(),
            vpc_endpoint: None,
        }
    }

    pub(super) fn resource_policy(&self, resource: &Resource<'_>) -> Option<&Arc<Policy>> {
        if resource.kind == ResourceKind::RoleTrust {
            return self.by_arn(&resource.arn)?.trust.as_ref();
        }
        resources::of(&self.resources, &resource.arn)?.as_ref().ok()
    }

    /// Every policy that is attached to anybody or anything, shared ones several times.
    pub(crate) fn policies(&self) -> impl Iterator<Item = &Arc<Policy>> {
        let own = self.entities.iter().flat_map(|entity| {
            let held = entity.policies.iter().map(|held| &held.policy);
            held.chain(&entity.boundary).chain(&entity.trust)
        });
        let members = self.organization.iter().flat_map(super::Organization::levels);
        let members = members.flat_map(|level| &level.policies);
        own.chain(members).chain(self.resources.values().filter_map(|policy| policy.as_ref().ok()))
    }
}
