//! What is granted, against what CloudTrail recorded.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rayon::prelude::*;
use sayso::Context;
use sayso::account::{Entity, Inventory, WhatCan};
use sayso_catalog::ServiceReference;

use super::{Trail, Usage, Used};
use crate::input::last_accessed::{ActionAccess, ServiceAccess};
use crate::input::time;
use crate::output::Progress;

/// Calls that a trail has only where it was told to record data events; names that end in `*` stand for all that
/// begin so. That none is recorded says nothing of their use.
const DATA_EVENTS: &[(&str, &[&str])] = &[
    (
        "dynamodb",
        &[
            "Batch*",
            "ConditionCheckItem",
            "DeleteItem",
            "GetItem",
            "GetRecords",
            "GetShardIterator",
            "PartiQL*",
            "PutItem",
            "Query",
            "Scan",
            "UpdateItem",
        ],
    ),
    ("kinesis", &["GetRecords", "GetShardIterator", "PutRecord*", "SubscribeToShard"]),
    ("lambda", &["Invoke*"]),
    (
        "s3",
        &[
            "AbortMultipartUpload",
            "DeleteObject*",
            "GetObject*",
            "ListBucket",
            "ListBucketMultipartUploads",
            "ListBucketVersions",
            "ListMultipartUploadParts",
            "PutObject*",
            "RestoreObject",
        ],
    ),
    ("s3express", &["*"]),
    ("s3-object-lambda", &["*"]),
    ("sns", &["Publish*"]),
    ("sqs", &["ChangeMessageVisibility*", "DeleteMessage*", "ReceiveMessage", "SendMessage*"]),
];

fn is_data_event(service: &str, name: &str) -> bool {
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    };
    DATA_EVENTS.iter().any(|(own, names)| *own == service && names.iter().any(|pattern| fits(pattern)))
}

impl Usage {
    /// Adds what the logs say of every user and role of the accounts that they are of: what it can do, and when it
    /// did. Roles of AWS's own are left out: nobody can change them.
    pub(crate) fn add(&mut self, inventory: &Inventory, trail: &Trail) {
        let parsed = |time: &Option<String>| time.as_deref().and_then(time::parse);
        self.trail = parsed(&trail.first).zip(parsed(&trail.last));
        let context = Context::unknown();
        let question = WhatCan::new(inventory, &context, ServiceReference::embedded());
        let is_in_it = |entity: &Entity| {
            trail.accounts.contains(&entity.account) && !entity.path.starts_with("/aws-service-role/")
        };
        let entities = inventory.all_entities().par_iter().enumerate().filter(|(_, entity)| is_in_it(entity));
        let progress = Progress::new("principals asked", inventory.all_entities().len());
        let used: Vec<(&Entity, Vec<ServiceAccess>)> = entities
            .map(|(number, entity)| {
                let services = services(&question, entity, trail.used.get(&number));
                progress.step();
                (entity, services)
            })
            .collect();
        drop(progress);
        let mut new = Vec::new();
        for (entity, services) in used {
            let known = self.principals.binary_search_by(|it| it.arn.cmp(&entity.arn)).ok();
            match known.and_then(|at| self.principals.get_mut(at)) {
                Some(known) => known.merge(services),
                None if services.is_empty() => {}
                None => new.push(Used {
                    arn: entity.arn.clone(),
                    short: entity.short(),
                    place: entity.place.clone(),
                    services,
                }),
            }
        }
        self.principals.extend(new);
        self.principals.sort_by(|one, other| one.arn.cmp(&other.arn));
    }
}

impl Used {
    /// Of two accounts of a service the later time counts. Tracked actions stay those of the report.
    fn merge(&mut self, services: Vec<ServiceAccess>) {
        for service in services {
            let Some(own) = self.services.iter_mut().find(|it| it.namespace == service.namespace) else {
                self.services.push(service);
                continue;
            };
            own.used = own.used.max(service.used);
            if own.actions.is_empty() {
                own.actions = service.actions;
                continue;
            }
            for action in service.actions {
                if let Some(tracked) = own.actions.iter_mut().find(|it| it.name == action.name) {
                    tracked.used = tracked.used.max(action.used);
                }
            }
        }
    }
}

/// The services that somebody can use, with the actions of each that a trail would show.
fn services(
    question: &WhatCan<'_>,
    entity: &Entity,
    used: Option<&BTreeMap<String, String>>,
) -> Vec<ServiceAccess> {
    let time = |action: &str| used.and_then(|used| used.get(action)).and_then(|time| time::parse(time));
    let mut services: BTreeMap<String, ServiceAccess> = BTreeMap::new();
    for grant in question.grants(entity) {
        let Some((service, name)) = grant.action.split_once(':') else { continue };
        let used: Option<DateTime<Utc>> = time(grant.action);
        if used.is_none() && is_data_event(service, name) {
            continue;
        }
        let own = services.entry(service.to_owned()).or_insert_with(|| ServiceAccess {
            namespace: service.to_owned(),
            used: None,
            actions: Vec::new(),
        });
        own.used = own.used.max(used);
        own.actions.push(ActionAccess { name: name.to_owned(), used });
    }
    services.into_values().collect()
}
