//! One question: everything that is in force, and every fact that the files tell.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{Entity, EntityKind, Inventory, resources};
use crate::attached::{AttachedPolicies, IdentityPolicy};
use crate::evaluate::Decision;
use crate::pattern::{Pattern, Token};
use crate::policy::{Policy, Statement};
use crate::request::{
    Action, Context, Fact, Key, Principal, PrincipalType, Request, Resource, ResourceKind, Session,
};
use crate::settle::decide;

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

/// Keys of tags that a policy may ask about before the rest is taken as unknown.
const MOST_TAG_KEYS: usize = 500;
const PRINCIPAL_TAG: &str = "aws:principaltag/";

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

    fn is_management(&self, account: &str) -> bool {
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

    /// What is known of the request besides the principal.
    ///
    /// ```
    /// use sayso::{Context, Resource};
    ///
    /// let inventory = sayso::account::sample();
    /// let resource = Resource::new("*", Some("123456789012".into()));
    /// let context = inventory.context(inventory.entity("ana").unwrap(), &resource, &Context::new());
    /// assert_eq!(context.iter().next().unwrap().0.as_str(), "aws:ResourceAccount");
    /// ```
    pub fn context<'a>(
        &'a self,
        entity: &'a Entity,
        resource: &Resource<'a>,
        given: &Context<'a>,
    ) -> Context<'a> {
        let mut context = Context::with_capacity(8 + entity.tags.len());
        context.set_unlisted_unknown(given.takes_unlisted_as_unknown());
        if entity.kind == EntityKind::User {
            // Of a user all tags are known, of a role's session not those that it was made with.
            for key in &self.tag_keys {
                context.insert(key.as_str(), Fact::Absent);
            }
        }
        for (key, value) in &entity.tags {
            context.insert(format!("aws:PrincipalTag/{key}"), Fact::Known(value.as_str().into()));
        }
        if let Some(account) = resource.account.clone() {
            context.insert("aws:ResourceAccount", Fact::Known(vec![account].into()));
        }
        let sides = [
            (Some(entity.account.as_str()), "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
            (resource.account.as_deref(), "aws:ResourceOrgID", "aws:ResourceOrgPaths"),
        ];
        for (account, id_key, paths_key) in sides {
            let Some(organization) = &self.organization else { continue };
            let Some(member) = account.and_then(|account| organization.member(account)) else { continue };
            if let Some(id) = &organization.id {
                context.insert(id_key, Fact::Known(id.as_str().into()));
            }
            if let Some(path) = &member.path {
                context.insert(paths_key, Fact::Known(vec![path.as_str()].into()));
            }
        }
        for (key, fact) in given.iter() {
            context.insert(key.as_str().to_owned(), fact.clone());
        }
        context
    }
}

/// The keys of the principal's tags that the policies ask about.
pub(super) fn tag_keys(inventory: &Inventory) -> Vec<String> {
    let mut seen: HashSet<*const Policy> = HashSet::new();
    let mut keys = BTreeSet::new();
    let own = inventory.entities.iter().flat_map(|entity| {
        let held = entity.policies.iter().map(|held| &held.policy);
        held.chain(&entity.boundary).chain(&entity.trust)
    });
    let members = inventory.organization.iter().flat_map(super::Organization::levels);
    let members = members.flat_map(|level| &level.policies);
    let resources = inventory.resources.values().filter_map(|policy| policy.as_ref().ok());
    for policy in own.chain(members).chain(resources) {
        if seen.insert(Arc::as_ptr(policy)) {
            let used = policy.statements().iter().flat_map(keys_of);
            let used = used.map(Key::to_lowercase).filter(|key| key.starts_with(PRINCIPAL_TAG));
            keys.extend(used);
        }
    }
    keys.into_iter().take(MOST_TAG_KEYS).collect()
}

fn keys_of(statement: &Statement) -> impl Iterator<Item = &Key<'static>> {
    let clauses = statement.clauses().iter().flat_map(|clause| clause.variables().chain([clause.key()]));
    let variables = statement.resource_entries().iter().flat_map(|entry| {
        let tokens = if let Pattern::Tokens { tokens, .. } = entry { &**tokens } else { &[] };
        tokens.iter().filter_map(|token| if let Token::Variable(it) = token { Some(&it.key) } else { None })
    });
    clauses.chain(variables)
}
