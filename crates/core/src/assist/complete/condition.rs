//! Condition operators, keys and values.

use sayso_catalog::{ConditionKey, KeyType, global_condition_keys, partitions};

use super::{List, Question, principal};
use crate::assist::CompletionKind::{ConditionKey as Key, Operator, Value};
use crate::assist::{placeholder, words};
use crate::condition::{BaseOperator, Compared, ConditionOperator, SetOperator};
use crate::sorted::SortedSet;

/// Offers operators; those first that suit the keys that stand under the name already.
pub(super) fn operators(question: &Question<'_, '_, '_>, list: &mut List<'_>) {
    let place = question.place;
    let present: Vec<&str> = place.siblings().collect();
    let keys: Vec<ConditionKey<'_>> =
        place.keys_under().into_iter().filter_map(|key| question.reference.condition_key(key)).collect();
    let several = keys.iter().any(ConditionKey::is_multivalued);
    let single = !keys.is_empty() && !several;
    let suits = |base: BaseOperator| keys.iter().all(|key| Compared::by(base).suits(key));
    let sets = [None, Some(SetOperator::ForAnyValue), Some(SetOperator::ForAllValues)];
    let mut all = Vec::new();
    for (number, set) in sets.into_iter().enumerate().filter(|(_, set)| set.is_none() || !single) {
        for if_exists in [false, true] {
            for (base, _) in BaseOperator::ALL {
                // `Null` asks of absent keys itself (C28), and of no single value.
                if base != BaseOperator::Null || set.is_none() && !if_exists {
                    let is_fit = (set.is_some() == several || keys.is_empty()) && suits(base);
                    let rank = (!is_fit, if_exists, number, all.len());
                    all.push((rank, ConditionOperator { set, base, if_exists }));
                }
            }
        }
    }
    all.sort_unstable_by_key(|(rank, _)| *rank);
    for (_, operator) in all {
        let name = operator.to_string();
        if !present.contains(&name.as_str()) {
            list.offer_name(&name, &words::operator(operator), Operator, place.has_colon());
        }
    }
}

/// Offers condition keys: those of the statement's actions first, then the global ones, each time those first that
/// the operator suits.
pub(super) fn keys(question: &Question<'_, '_, '_>, operator: &str, list: &mut List<'_>) {
    let operator = operator.parse::<ConditionOperator>().ok();
    let present: Vec<&str> = question.place.siblings().collect();
    let mut own = of_actions(question);
    if own.is_empty()
        && let Some(service) = list.typed.split_once(':').and_then(|(it, _)| question.reference.service(it))
    {
        own = service.condition_keys().collect();
    }
    let global = global_condition_keys().iter().copied().filter(|key| !key.is_per_action());
    let mut seen = SortedSet::default();
    let keys = own.into_iter().chain(global).filter(|key| seen.insert(key.name()));
    let suits = |key: &ConditionKey<'_>| {
        operator
            .is_none_or(|it| Compared::by(it.base).suits(key) && it.set.is_none_or(|_| key.is_multivalued()))
    };
    let (suitable, others): (Vec<_>, Vec<_>) = keys.partition(suits);
    for key in suitable.into_iter().chain(others) {
        let name = placeholder::key(key.name());
        if !present.contains(&name.as_str()) {
            list.offer_name(&name, &key_detail(&key), Key, question.place.has_colon());
        }
    }
}

fn key_detail(key: &ConditionKey<'_>) -> String {
    format!("{}{}", key.value_type().as_str(), if key.is_multivalued() { ", several values" } else { "" })
}

/// The keys that a request for one of the statement's actions can carry: of its service first, then others.
fn of_actions<'a>(question: &Question<'_, '_, 'a>) -> Vec<ConditionKey<'a>> {
    let (mut keys, mut seen) = (Vec::new(), SortedSet::default());
    for action in question.actions() {
        keys.extend(action.listed_condition_keys().filter(|key| seen.insert(key.name())));
    }
    keys.sort_unstable_by_key(|key| (key.is_global(), key.name()));
    keys
}

/// Offers the values of keys that have few.
pub(super) fn values(question: &Question<'_, '_, '_>, operator: &str, key: &str, list: &mut List<'_>) {
    let known = question.reference.condition_key(key);
    let operator = operator.parse::<ConditionOperator>().ok().map(|operator| operator.base);
    if operator == Some(BaseOperator::Null) {
        list.offer("true", "the request does not have the key", Value);
        list.offer("false", "the request has the key", Value);
    } else if operator == Some(BaseOperator::Bool) || known.is_some_and(|it| it.value_type() == KeyType::Bool)
    {
        list.offer("true", "", Value);
        list.offer("false", "", Value);
    } else if key.eq_ignore_ascii_case("aws:RequestedRegion") {
        for partition in partitions() {
            for region in partition.regions {
                list.offer(region, partition.name, Value);
            }
        }
    } else if key.eq_ignore_ascii_case("iam:PassedToService")
        || key.to_ascii_lowercase().starts_with("aws:calledvia")
    {
        principal::services(list);
    }
}
