//! What the files tell of a request: tags, the accounts, the organization.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::account::{Entity, EntityKind, Inventory};
use crate::pattern::{Pattern, Token};
use crate::policy::{Policy, Statement};
use crate::request::{Context, Fact, Key, Resource};

/// Keys of tags that a policy may ask about before the rest is taken as unknown.
const MOST_TAG_KEYS: usize = 500;
const PRINCIPAL_TAG: &str = "aws:principaltag/";

impl Inventory {
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
        self.organization_facts(Some(&entity.account), resource, &mut context);
        for (key, fact) in given.iter() {
            context.insert(key.as_str().to_owned(), fact.clone());
        }
        context
    }

    /// The resource's account, and the organization's part in it and in the caller's.
    pub(in crate::account) fn organization_facts<'a>(
        &'a self,
        own: Option<&str>,
        resource: &Resource<'a>,
        context: &mut Context<'a>,
    ) {
        if let Some(account) = resource.account.clone() {
            context.insert("aws:ResourceAccount", Fact::Known(vec![account].into()));
        }
        let sides = [
            (own, "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
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
    }
}

/// The keys of the principal's tags that the policies ask about.
pub(in crate::account) fn tag_keys(inventory: &Inventory) -> Vec<String> {
    let tags = used_keys(inventory).into_iter().filter(|key| key.starts_with(PRINCIPAL_TAG));
    tags.take(MOST_TAG_KEYS).collect()
}

/// The keys that any policy asks about, in lower case.
pub(crate) fn used_keys(inventory: &Inventory) -> BTreeSet<String> {
    let mut seen: HashSet<*const Policy> = HashSet::new();
    let mut keys = BTreeSet::new();
    for policy in inventory.policies() {
        if seen.insert(Arc::as_ptr(policy)) {
            keys.extend(policy.statements().iter().flat_map(keys_of).map(Key::to_lowercase));
        }
    }
    keys
}

pub(crate) fn keys_of(statement: &Statement) -> impl Iterator<Item = &Key<'static>> {
    let clauses = statement.clauses().iter().flat_map(|clause| clause.variables().chain([clause.key()]));
    let variables = statement.resource_entries().iter().flat_map(|entry| {
        let tokens = if let Pattern::Tokens { tokens, .. } = entry { &**tokens } else { &[] };
        tokens.iter().filter_map(|token| if let Token::Variable(it) = token { Some(&it.key) } else { None })
    });
    clauses.chain(variables)
}
