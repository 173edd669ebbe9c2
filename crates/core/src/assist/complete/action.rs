//! Services, actions and patterns of them.

use std::cmp::Reverse;

use sayso_catalog::{Service, ServiceReference, operation_actions};

use super::List;
use crate::assist::CompletionKind::{Action, Service as ServicePrefix, Value, Wildcard};
use crate::reach::Reach;

/// Patterns offered beside the actions that they stand for.
const MOST_PATTERNS: usize = 12;

/// Offers services, or the actions of the one that is written, but those that are listed already.
pub(in crate::assist) fn offer(reference: &ServiceReference<'_>, listed: &[&str], list: &mut List<'_>) {
    match list.typed.split_once(':') {
        None => services(reference, list),
        Some((prefix, name)) => {
            if let Some(service) = reference.service(prefix) {
                actions(reference, &service, name, listed, list);
            }
        }
    }
}

fn services(reference: &ServiceReference<'_>, list: &mut List<'_>) {
    for service in reference.services() {
        list.offer(&format!("{}:", service.prefix()), service.name(), ServicePrefix);
    }
    if list.typed.is_empty() {
        list.offer("*", "every action of every service", Value);
    }
}

fn actions(
    reference: &ServiceReference<'_>,
    service: &Service<'_>,
    name: &str,
    listed: &[&str],
    list: &mut List<'_>,
) {
    if name.contains(['*', '?']) {
        return matching(reference, listed, list);
    }
    let is_listed = |action: &str| listed.iter().any(|it| it.eq_ignore_ascii_case(action));
    let patterns = patterns(service, name);
    let offer_patterns = |list: &mut List<'_>| {
        for (pattern, reach) in patterns.iter().filter(|(pattern, _)| !is_listed(pattern)) {
            list.offer(pattern, reach, Wildcard);
        }
    };
    // An overview at first; whoever has begun a name rather wants the one action.
    if name.is_empty() {
        offer_patterns(list);
    }
    for action in service.actions() {
        let full = action.to_string();
        if !is_listed(&full) {
            list.offer(&full, action.level().as_str(), Action);
        }
    }
    if !name.is_empty() {
        offer_patterns(list);
    }
    if list.is_empty() {
        for action in operation_actions(service.prefix(), name).into_iter().flatten() {
            list.offer_anyway(action, format!("what the API operation {name} needs"), Action);
        }
    }
}

/// The pattern that is written, and what it stands for.
fn matching(reference: &ServiceReference<'_>, listed: &[&str], list: &mut List<'_>) {
    let typed = list.typed;
    let reach = Reach::of(reference.actions_matching(typed));
    if reach.total() > 0 {
        list.offer_anyway(typed, reach.to_string(), Wildcard);
        for action in
            reference.actions_matching(typed).filter(|it| !listed.contains(&it.to_string().as_str()))
        {
            list.offer_anyway(&action.to_string(), action.level().as_str(), Action);
        }
    }
}

/// Patterns for several actions whose names begin with `name`, by their next word: `Get*`, `GetBucket*`.
fn patterns<'a>(service: &Service<'a>, name: &str) -> Vec<(String, String)> {
    let begins = |it: &str| it.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let actions = service.actions().filter(|action| begins(action.name()));
    let mut beginnings: Vec<&str> = actions.map(|action| next_word(action.name(), name.len())).collect();
    beginnings.sort_unstable();
    let same = beginnings.chunk_by(|one, other| one == other);
    let count = |same: &[&'a str]| Some((Reverse(same.len()), *same.first()?));
    let mut common: Vec<(Reverse<usize>, &str)> = same.filter(|it| it.len() > 1).filter_map(count).collect();
    common.sort_unstable();
    let words = common.into_iter().take(MOST_PATTERNS).map(|(_, beginning)| beginning);
    let all = if name.is_empty() { Some("") } else { None };
    all.into_iter()
        .chain(words)
        .map(|beginning| {
            let of = service.actions().filter(|action| action.name().starts_with(beginning));
            (format!("{}:{beginning}*", service.prefix()), Reach::of(of).to_string())
        })
        .collect()
}

/// The beginning of a name up to the end of the word that the byte at `from` is in, or after.
fn next_word(name: &str, from: usize) -> &str {
    let is_start = |at: &usize| name.as_bytes().get(*at).is_none_or(u8::is_ascii_uppercase);
    let end = (from.max(1)..=name.len()).find(is_start).unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names_end_before_a_capital() {
        for (name, from, expected) in [
            ("GetObjectAcl", 0, "Get"),
            ("GetObjectAcl", 2, "Get"),
            ("GetObjectAcl", 3, "Get"),
            ("GetObjectAcl", 4, "GetObject"),
            ("Get", 3, "Get"),
            ("Get", 9, "Get"),
        ] {
            assert_eq!(next_word(name, from), expected, "{name} {from}");
        }
    }
}
