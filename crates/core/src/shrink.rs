//! A tighter policy for a user or role, from what it used.
//!
//! Statements that allow are narrowed to what was used of them and keep their conditions, those that deny are kept
//! as they are, and what was not used is left out. That nothing observed breaks is for a [`Replay`] with
//! [`Change::Only`] to show.
//!
//! [`Replay`]: crate::replay::Replay
//! [`Change::Only`]: crate::replay::Change::Only

mod general;
mod narrow;
mod usage;

use std::collections::BTreeMap;
use std::str::FromStr;

use sayso_catalog::ServiceReference;
use serde::Serialize;

use crate::account::{Entity, Inventory};
use crate::document::Effect;
use crate::policy::Policy;
use crate::request::Action;
use narrow::Narrowing;

pub use usage::Usage;

/// How close a policy comes to what was used.
///
/// ```
/// use sayso::shrink::Grain;
///
/// assert_eq!("action".parse(), Ok(Grain::Action));
/// assert!("fine".parse::<Grain>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// What statements allow of the services used.
    Service,
    /// The actions used, on what statements allow them for.
    Action,
    /// The actions used on the resources used. Where more than three ARNs differ only after their last slash or
    /// colon, one pattern stands for them, and so on upwards; it never reaches beyond what the statement allowed,
    /// nor does it replace the name of a bucket or a type of resources.
    Resource,
}

impl FromStr for Grain {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "service" => Ok(Self::Service),
            "action" => Ok(Self::Action),
            "resource" => Ok(Self::Resource),
            _ => Err(format!("`{text}` is no grain: expected service, action or resource")),
        }
    }
}

/// A policy that allows less.
///
/// ```
/// use sayso::cloudtrail::Calls;
/// use sayso::shrink::{Grain, Usage, shrink};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let deploy = inventory.entity("role/Deploy").unwrap();
/// let mut usage = Usage::default();
/// usage.event(r#"{"eventSource": "s3.amazonaws.com", "eventName": "GetObject", "userIdentity": {
///     "type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/Deploy/ana"},
///     "requestParameters": {"bucketName": "reports", "key": "q3.csv"}}"#, deploy, &mut Calls::default()).unwrap();
/// let shrunk = shrink(&inventory, deploy, &usage, Grain::Resource, ServiceReference::embedded());
/// assert!(shrunk.policy.contains(r#""arn:aws:s3:::reports/q3.csv""#), "{}", shrunk.policy);
/// assert!(shrunk.taken["s3"] > 100);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrunk {
    /// The policy, as JSON.
    pub policy: String,
    /// How many actions of each service are no longer allowed on anything.
    pub taken: BTreeMap<String, usize>,
    /// How many actions were allowed on something, and how many are still.
    pub actions: (usize, usize),
    /// Actions that were used and that no identity policy allows: a resource policy did, or the files are older or
    /// newer than the logs.
    pub elsewhere: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct WrittenPolicy {
    version: &'static str,
    statement: Vec<Written>,
}

/// A statement to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    effect: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    action: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_action: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_resource: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    condition: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// The policy that allows what was used, and what it takes away.
///
/// ```
/// use sayso::shrink::{Grain, Usage, shrink};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let app = inventory.entity("role/App").unwrap();
/// let shrunk = shrink(&inventory, app, &Usage::default(), Grain::Action, ServiceReference::embedded());
/// assert_eq!(shrunk.actions, (1, 0));
/// ```
pub fn shrink(
    inventory: &Inventory,
    entity: &Entity,
    usage: &Usage,
    grain: Grain,
    reference: ServiceReference<'_>,
) -> Shrunk {
    let narrowing = Narrowing { inventory, entity, usage, grain, reference };
    let mut statements: Vec<Written> = Vec::new();
    for held in &entity.policies {
        for (node, statement) in held.policy.document().statements().iter().zip(held.policy.statements()) {
            let own = Written::of(node, &held.policy);
            if statement.may(Effect::Deny) {
                statements.push(own);
            } else {
                statements.extend(narrowing.narrowed(&own, statement));
            }
        }
    }
    let mut distinct: Vec<Written> = Vec::new();
    for statement in statements {
        if !distinct.contains(&statement) {
            distinct.push(statement);
        }
    }
    unique_sids(&mut distinct);
    let (taken, actions) = taken(entity, &distinct, reference);
    let written = WrittenPolicy { version: "2012-10-17", statement: distinct };
    let policy = serde_json::to_string_pretty(&written).unwrap_or_default();
    Shrunk { policy, taken, actions, elsewhere: narrowing.elsewhere() }
}

/// A `Sid` is there once in a policy: a later one of the name gets a number.
fn unique_sids(statements: &mut [Written]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for sid in statements.iter_mut().filter_map(|statement| statement.sid.as_mut()) {
        let count = seen.entry(sid.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *sid = format!("{sid}{count}");
        }
    }
}

/// By service the actions that are no longer allowed on anything; how many were, and are.
fn taken(
    entity: &Entity,
    statements: &[Written],
    reference: ServiceReference<'_>,
) -> (BTreeMap<String, usize>, (usize, usize)) {
    let allows = |policy: &Policy, action: &Action<'_>| {
        policy
            .statements()
            .iter()
            .any(|it| it.may(Effect::Allow) && it.action(action).truth == crate::truth::Truth::Yes)
    };
    let entries: Vec<crate::policy::ActionPattern> = statements
        .iter()
        .filter(|statement| statement.effect == "Allow")
        .flat_map(|statement| &statement.action)
        .map(|entry| crate::policy::ActionPattern::parse(entry))
        .collect();
    let (mut by_service, mut counts) = (BTreeMap::<String, usize>::new(), (0, 0));
    for action in reference.services().flat_map(|service| service.actions()) {
        let name = action.to_string();
        let Ok(asked) = Action::new(name) else { continue };
        if !entity.policies.iter().any(|held| allows(&held.policy, &asked)) {
            continue;
        }
        counts.0 += 1;
        if entries.iter().any(|entry| entry.matches(&asked)) {
            counts.1 += 1;
        } else {
            *by_service.entry(action.service().prefix().to_owned()).or_default() += 1;
        }
    }
    (by_service, counts)
}
