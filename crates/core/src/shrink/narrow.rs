//! One statement, narrowed to what was used of it.

use std::collections::{BTreeMap, BTreeSet};

use sayso_catalog::ServiceReference;

use super::general::generalised;
use super::{Grain, Usage, Written};
use crate::account::{Entity, Inventory};
use crate::document::{Effect, ListElement, StatementNode, Version};
use crate::glob::Glob;
use crate::pattern::{Pattern, Syntax};
use crate::policy::{Policy, Statement};
use crate::request::{Action, Context, Request, Resource};
use crate::truth::Truth;

/// Steps for the comparison of two patterns.
const BUDGET: usize = 10_000;

pub(super) struct Narrowing<'a> {
    pub(super) inventory: &'a Inventory,
    pub(super) entity: &'a Entity,
    pub(super) usage: &'a Usage,
    pub(super) grain: Grain,
    pub(super) reference: ServiceReference<'a>,
}

/// ARNs by action, as [`Usage`] has them.
type Used<'a> = BTreeMap<&'a str, Vec<&'a (String, bool)>>;

impl Narrowing<'_> {
    /// The statements that allow what was used of one.
    pub(super) fn narrowed(&self, own: &Written, statement: &Statement) -> Vec<Written> {
        let mut used = self.used_of(statement);
        let whole = &self.usage.services;
        // Of a service that is kept the actions used are among what is kept.
        used.retain(|action, _| !action.split(':').next().is_some_and(|service| whole.contains_key(service)));
        let of_action = |action: Vec<String>| Written { action, not_action: Vec::new(), ..own.clone() };
        let mut narrowed = match self.grain {
            _ if used.is_empty() => Vec::new(),
            Grain::Service => vec![of_action(services(own, &used))],
            Grain::Action => vec![of_action(used.keys().map(|action| (*action).to_owned()).collect())],
            Grain::Resource => Self::on_resources(own, statement, &used),
        };
        let mut kept = Vec::new();
        for (service, unused) in whole {
            if own.not_action.is_empty() && unused.is_empty() {
                kept.extend(within(own, &BTreeSet::from([service.as_str()])));
            } else {
                kept.extend(self.but(statement, service, unused));
            }
        }
        narrowed.extend((!kept.is_empty()).then(|| of_action(kept)));
        narrowed
    }

    /// What a statement allows of a service, action by action, but for those unused.
    fn but(&self, statement: &Statement, service: &str, unused: &BTreeSet<String>) -> Vec<String> {
        let Some(service) = self.reference.service(service) else { return Vec::new() };
        let names = service.actions().filter(|action| !unused.contains(action.name()));
        let allows = |name: &String| {
            Action::new(name.as_str()).is_ok_and(|action| statement.action(&action).truth == Truth::Yes)
        };
        names.map(|action| action.to_string()).filter(allows).collect()
    }

    /// Actions used that no statement allows.
    pub(super) fn elsewhere(&self) -> Vec<String> {
        let statements: Vec<&Statement> =
            self.entity.policies.iter().flat_map(|held| held.policy.statements()).collect();
        let allowed = |action: &str| {
            let allows = |statement: &&Statement| {
                statement.may(Effect::Allow) && self.used_of(statement).contains_key(action)
            };
            statements.iter().any(allows)
        };
        self.usage.actions().filter(|action| !allowed(action)).map(str::to_owned).collect()
    }

    /// What was used and a statement may be what allowed it; its condition is kept, so that it need not hold here.
    fn used_of(&self, statement: &Statement) -> Used<'_> {
        let mut used = Used::new();
        for (action, resources) in &self.usage.used {
            let Ok(asked) = Action::new(action.as_str()) else { continue };
            if statement.action(&asked).truth != Truth::Yes {
                continue;
            }
            let matched: Vec<_> =
                resources.iter().filter(|resource| self.may_match(statement, &asked, resource)).collect();
            if !matched.is_empty() {
                used.insert(action, matched);
            }
        }
        used
    }

    fn may_match(&self, statement: &Statement, action: &Action<'_>, (arn, open): &(String, bool)) -> bool {
        if *open {
            let asked = glob(arn);
            let meets = |entry: &Pattern| Glob::with_values(entry, |_| None).meets(&asked);
            return statement.resource_entries().iter().any(meets);
        }
        let principal = self.inventory.principal(self.entity, "session");
        let resource = Resource::of(arn, action, &principal);
        let mut context = self.inventory.context(self.entity, &resource, &Context::new());
        context.set_unlisted_unknown(true);
        let request = Request { principal: principal.clone(), action: action.clone(), resource, context };
        statement.resource(&request).is_none_or(|outcome| outcome.truth != Truth::No)
    }

    /// A statement for each set of resources that actions were used on.
    fn on_resources(own: &Written, statement: &Statement, used: &Used<'_>) -> Vec<Written> {
        let mut by_resources: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for (action, resources) in used {
            let resources = patterns(own, statement, resources);
            by_resources.entry(resources).or_default().push((*action).to_owned());
        }
        let written = by_resources.into_iter().map(|(resource, action)| {
            // Empty: what it was used on is not known, and the statement's own resources stay.
            if resource.is_empty() {
                return Written { action, not_action: Vec::new(), ..own.clone() };
            }
            Written { action, not_action: Vec::new(), resource, not_resource: Vec::new(), ..own.clone() }
        });
        written.collect()
    }
}

/// What an action was used on, generalised as far as the statement allows it; nothing where that is not known.
fn patterns(own: &Written, statement: &Statement, resources: &[&(String, bool)]) -> Vec<String> {
    let allowed: Vec<Glob> =
        statement.resource_entries().iter().map(|entry| Glob::with_values(entry, |_| None)).collect();
    let covered = |pattern: &str| {
        let pattern = glob(pattern);
        own.not_resource.is_empty()
            && allowed.iter().any(|it| it.covers_within(&pattern, &mut BUDGET.clone()))
    };
    if resources.iter().any(|(arn, open)| *open && !covered(arn)) {
        return Vec::new();
    }
    let exact: BTreeSet<String> = resources
        .iter()
        .map(|(arn, open)| if *open || arn == "*" { arn.clone() } else { literal(arn) })
        .collect();
    let mut general = generalised(&exact);
    let beyond: Vec<String> =
        general.iter().filter(|pattern| !exact.contains(*pattern) && !covered(pattern)).cloned().collect();
    for pattern in beyond {
        general.remove(&pattern);
        let asked = glob(&pattern);
        general
            .extend(exact.iter().filter(|arn| asked.covers_within(&glob(arn), &mut BUDGET.clone())).cloned());
    }
    general.into_iter().collect()
}

fn glob(pattern: &str) -> Glob {
    Glob::of(&Pattern::parse(pattern, Syntax { wildcards: true, variables: true }))
}

/// A text as a policy writes it that means just this text.
fn literal(text: &str) -> String {
    text.replace("${", "${$}{").replace('*', "${*}").replace('?', "${?}")
}

/// What a statement allows of the services used.
fn services(own: &Written, used: &Used<'_>) -> Vec<String> {
    let services: BTreeSet<&str> = used.keys().filter_map(|action| action.split(':').next()).collect();
    if !own.not_action.is_empty() {
        // `NotAction` within a service is not to be written as `Action`: the actions used are.
        return used.keys().map(|action| (*action).to_owned()).collect();
    }
    within(own, &services)
}

/// What a statement with `Action` allows of some services.
fn within(own: &Written, services: &BTreeSet<&str>) -> Vec<String> {
    let mut kept = BTreeSet::new();
    for entry in &own.action {
        match entry.split_once(':') {
            None => kept.extend(services.iter().map(|service| format!("{service}:*"))),
            Some((service, name)) => {
                let pattern = Glob::ignoring_case(service);
                let of = services.iter().filter(|used| pattern.meets(&Glob::ignoring_case(used)));
                kept.extend(of.map(|service| format!("{service}:{name}")));
            }
        }
    }
    kept.into_iter().collect()
}

impl Written {
    /// A statement as it is written, its lists in brackets.
    pub(super) fn of(node: &StatementNode, policy: &Policy) -> Self {
        // Before 2012 there were no variables: `${` is text.
        let old =
            policy.document().version().map(|version| version.value).unwrap_or_default() != Version::V2012;
        let text = |text: &str| if old { text.replace("${", "${$}{") } else { text.to_owned() };
        let list = |list: &Option<ListElement>, negated: bool| {
            let own = list.as_ref().filter(|list| list.negated == negated);
            own.map(|list| list.entries.iter().map(|entry| text(&entry.value)).collect()).unwrap_or_default()
        };
        let mut condition: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for clause in node.condition.iter().flat_map(|condition| &condition.clauses) {
            let values = clause.values.iter().map(|value| text(&value.value)).collect();
            let keys = condition.entry(clause.operator.value.to_string()).or_default();
            keys.insert(clause.key.value.clone(), values);
        }
        let denies = node.effect.as_ref().is_some_and(|effect| effect.value == Effect::Deny);
        Self {
            sid: node.sid.as_ref().map(|sid| sid.value.clone()).filter(|sid| !sid.is_empty()),
            effect: if denies { "Deny" } else { "Allow" },
            action: list(&node.action, false),
            not_action: list(&node.action, true),
            resource: list(&node.resource, false),
            not_resource: list(&node.resource, true),
            condition,
        }
    }
}
