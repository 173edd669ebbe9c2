//! What a new service reference changes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use sayso_catalog::{ConditionKey, ServiceReference};

use super::changes::shrinks;
use super::services::{Action, ActionType, ResourceType, Service};

/// Fails unless the packed services read back as what was packed.
pub(super) fn same_as_source(packed: &ServiceReference<'_>, source: &[Service]) -> Result<()> {
    let read_back = read_back(packed);
    ensure!(read_back.len() == source.len(), "{} services became {}", source.len(), read_back.len());
    for (read_back, source) in read_back.iter().zip(source) {
        ensure!(read_back == source, "service `{}` does not read back as it was", source.prefix);
    }
    Ok(())
}

fn read_back(reference: &ServiceReference<'_>) -> Vec<Service> {
    let services = reference.services().map(|service| {
        let actions = service.actions().map(|action| {
            let resources = action
                .resource_types()
                .map(|it| ActionType::new(it.resource_type.name(), it.required, names(it.condition_keys())));
            let read_back = Action {
                levels: action.levels().map(|level| level.as_str().to_owned()).collect(),
                resources: resources.collect(),
                keys: names(action.condition_keys()),
                dependents: action.dependent_actions().map(str::to_owned).collect(),
            };
            (action.name().to_owned(), read_back)
        });
        let types = service.resource_types().map(|it| {
            let arns = it.arn_patterns().map(str::to_owned).collect();
            (it.name().to_owned(), ResourceType { arns, keys: names(it.condition_keys()) })
        });
        Service {
            prefix: service.prefix().to_owned(),
            name: service.name().to_owned(),
            actions: actions.collect(),
            types: types.collect(),
            keys: service.condition_keys().map(|key| (key.name().to_owned(), type_of(key))).collect(),
        }
    });
    services.collect()
}

fn names<'a>(keys: impl Iterator<Item = ConditionKey<'a>>) -> BTreeSet<String> {
    keys.map(|key| key.name().to_owned()).collect()
}

fn type_of(key: ConditionKey<'_>) -> String {
    let array = if key.is_multivalued() { "ArrayOf" } else { "" };
    format!("{array}{}", key.value_type().as_str())
}

/// Prints counts and changes; tells what shrinks too far, if anything does.
pub(super) fn report(old: &ServiceReference<'_>, new: &ServiceReference<'_>) -> Option<&'static str> {
    let (before, after) = (facts(old), facts(new));
    let mut doubt = None;
    for (kind, after) in &after {
        let before = before.get(kind).cloned().unwrap_or_default();
        println!("{} {kind}", after.len());
        for fact in before.symmetric_difference(after) {
            println!("  {} {fact}", if after.contains(fact) { '+' } else { '-' });
        }
        if shrinks(before.len(), after.len()) {
            doubt = Some(*kind);
        }
    }
    doubt
}

/// Everything that can come and go, by what it is.
fn facts(reference: &ServiceReference<'_>) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut facts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut add = |kind, fact| facts.entry(kind).or_default().insert(fact);
    for service in reference.services() {
        let prefix = service.prefix();
        add("services", prefix.to_owned());
        for action in service.actions() {
            add("actions", action.to_string());
            for dependent in action.dependent_actions() {
                add("dependent actions", format!("{action} -> {dependent}"));
            }
            for it in action.resource_types() {
                add("resource types of actions", format!("{action} on {}", it.resource_type.name()));
            }
            for key in action.condition_keys() {
                add("condition keys of actions", format!("{action} with {}", key.name()));
            }
        }
        for it in service.resource_types() {
            for arn in it.arn_patterns() {
                add("resource types", format!("{prefix} {} {arn}", it.name()));
            }
        }
        for key in service.condition_keys() {
            add("condition keys", format!("{prefix} {} {}", key.name(), type_of(key)));
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use sayso_catalog::PackedServices;

    use super::super::pack_services::pack;
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// A service with an action of each shape.
    fn service(prefix: &str, key_type: &str) -> Service {
        let key = format!("{prefix}:Key/${{Name}}");
        let levels = set(&["Permissions management", "Write"]);
        let act = Action {
            levels,
            resources: vec![ActionType::new("thing", true, set(&[&key]))],
            keys: set(&["shared:Key"]),
            dependents: set(&["a:Act"]),
        };
        let look = Action { levels: set(&["Read"]), ..Action::default() };
        let arns = vec![format!("arn:${{Partition}}:{prefix}:::thing"), "arn:aws:x:::*".to_owned()];
        Service {
            prefix: prefix.to_owned(),
            name: format!("Service {prefix}"),
            actions: [("Act".to_owned(), act), ("look".to_owned(), look)].into(),
            types: [("thing".to_owned(), ResourceType { arns, keys: set(&[&key]) })].into(),
            keys: [(key, key_type.to_owned()), ("shared:Key".to_owned(), key_type.to_owned())].into(),
        }
    }

    #[test]
    fn what_is_packed_reads_back() {
        // Both list the key `shared:Key`, each with its own type.
        let services = [service("a", "String"), service("b", "ArrayOfARN")];
        let packed = pack(&services, "2026-01-02", "package 1").unwrap();
        let read = PackedServices::from_bytes(&packed).unwrap();
        let read = read.reference();
        same_as_source(&read, &services).unwrap();
        assert_eq!((read.data_date(), read.source()), ("2026-01-02", "package 1"));
        assert!(same_as_source(&read, &[service("a", "String"), service("b", "String")]).is_err());
        assert_eq!(report(&read, &read), None);
        let less = pack(&services[..1], "2026-01-02", "package 1").unwrap();
        assert!(report(&read, &PackedServices::from_bytes(&less).unwrap().reference()).is_some());
    }

    #[test]
    fn every_damage_to_a_small_reference_is_survived() {
        let packed =
            pack(&[service("a", "String"), service("b", "Bool")], "2026-01-02", "package 1").unwrap();
        for length in 0..packed.len() {
            assert!(PackedServices::from_bytes(&packed[..length]).is_err(), "{length}");
        }
        for at in 0..packed.len() {
            for byte in 0..=u8::MAX {
                let mut damaged = packed.clone();
                damaged[at] = byte;
                if let Ok(read) = PackedServices::from_bytes(&damaged) {
                    let read = read.reference();
                    let _ = (facts(&read), read.suggest_action("a:Atc"), read.condition_key("a:Key/x"));
                }
            }
        }
    }

    #[test]
    fn what_the_format_can_not_hold_is_refused() {
        let wrong: [fn(&mut Service); 5] = [
            |it| it.actions.values_mut().for_each(|action| action.levels = set(&["Some"])),
            |it| it.actions.values_mut().for_each(|action| action.levels.clear()),
            |it| it.types.clear(),
            |it| it.types.values_mut().for_each(|it| it.arns.clear()),
            |it| it.keys.values_mut().for_each(|key| "Text".clone_into(key)),
        ];
        for change in wrong {
            let mut service = service("a", "String");
            change(&mut service);
            assert!(pack(&[service], "2026-01-02", "p").is_err());
        }
    }
}
