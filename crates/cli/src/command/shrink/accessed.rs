//! What last accessed information says of one principal.

use sayso::account::{Entity, Inventory};
use sayso::shrink::Usage as Called;

use crate::command::audit::usage::Usage;
use crate::input::Failure;

pub(super) fn read(paths: &[String], inventory: &Inventory) -> (Usage, Vec<Failure>) {
    let mut failures = Vec::new();
    let usage = Usage::read(paths, inventory, &mut |failure| failures.push(failure));
    (usage, failures)
}

/// Adds what was used of services that the logs do not show: they show which actions, and on what.
pub(super) fn add(accessed: &Usage, entity: &Entity, usage: &mut Called) {
    let called: Vec<String> =
        usage.actions().filter_map(|action| action.split(':').next()).map(str::to_owned).collect();
    let own = accessed.principals.iter().filter(|it| it.arn == entity.arn).flat_map(|it| &it.services);
    for service in own.filter(|service| service.used.is_some()) {
        let name = |action: &str| format!("{}:{action}", service.namespace);
        let used = service.actions.iter().filter(|action| action.used.is_some());
        used.for_each(|action| usage.action(&name(&action.name)));
        if !called.contains(&service.namespace) {
            // What is not tracked may have been used.
            let unused = service.actions.iter().filter(|action| action.used.is_none());
            usage.service(&service.namespace, unused.map(|action| action.name.as_str()));
        }
    }
}
