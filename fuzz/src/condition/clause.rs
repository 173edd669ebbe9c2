//! A clause and what the rules make of it, rule by rule.

use std::cmp::Ordering;

use sayso::condition::{BaseOperator, SetOperator};

use super::{binary, date, ip, number};
use crate::pattern::glob;
use crate::support::textbook;

#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) set: Option<SetOperator>,
    pub(super) base: BaseOperator,
    pub(super) if_exists: bool,
    /// Whether the key is one of those that always hold a list (C29a).
    pub(super) multivalued: bool,
    /// The key as the policy writes it, and as the request does.
    pub(super) spellings: [String; 2],
    pub(super) entries: Vec<String>,
}

impl Clause {
    /// The values that the clause sees: none where the request's key is another one.
    pub(super) fn seen<'v>(&self, given: Option<&'v [String]>) -> Option<&'v [String]> {
        let [own, theirs] = &self.spellings;
        given.filter(|_| lower(own) == lower(theirs))
    }

    /// Whether the clause holds of a key with these values; `None` is a request without the key.
    pub(super) fn expected(&self, given: Option<&[String]>) -> bool {
        // O12: an empty list is no key.
        let given = self.seen(given).filter(|values| !values.is_empty());
        let empty = self.entries.is_empty();
        match (self.base, self.set, given) {
            // C28
            (BaseOperator::Null, Some(set), _) => set == SetOperator::ForAllValues,
            (BaseOperator::Null, None, _) if empty => true,
            (BaseOperator::Null, None, given) => {
                let wanted = if given.is_none() { "true" } else { "false" };
                self.entries.iter().any(|entry| entry.eq_ignore_ascii_case(wanted))
            }
            // G12, O34
            (_, None, _) if empty && !self.if_exists => true,
            (_, Some(SetOperator::ForAnyValue), _) if empty && !self.if_exists => false,
            (_, _, given) if empty => given.is_none(),
            // C02, C27, C29
            (_, None, None) => self.if_exists || self.base.as_str().contains("Not"),
            (_, None, Some([value])) => !self.multivalued && self.satisfied(value),
            (_, None, Some(_)) => false,
            // C25, C26, O34
            (_, Some(SetOperator::ForAllValues), given) => {
                given.unwrap_or_default().iter().all(|value| self.satisfied(value))
            }
            (_, Some(SetOperator::ForAnyValue), None) => self.if_exists,
            (_, Some(SetOperator::ForAnyValue), Some(values)) => {
                values.iter().any(|value| self.satisfied(value))
            }
        }
    }

    /// C03, C04: any entry, or under a negated operator none.
    fn satisfied(&self, value: &str) -> bool {
        let hit = self.entries.iter().any(|entry| self.hit(entry, value));
        hit != self.base.as_str().contains("Not")
    }

    /// One value and one entry under the operator without its `Not`.
    fn hit(&self, entry: &str, value: &str) -> bool {
        let name = self.base.as_str().replace("Not", "");
        match name.as_str() {
            "StringEquals" => entry == value,
            "StringEqualsIgnoreCase" => lower(entry) == lower(value),
            "StringLike" => textbook::matches(&textbook::plain(entry), value),
            "Bool" => ["true", "false"]
                .iter()
                .any(|word| entry.eq_ignore_ascii_case(word) && value.eq_ignore_ascii_case(word)),
            "BinaryEquals" => binary::decode(entry).is_some_and(|bytes| binary::decode(value) == Some(bytes)),
            "IpAddress" => ip::contains(entry, value),
            "ArnEquals" | "ArnLike" => glob::arn_matches(entry, value),
            _ => match name.strip_prefix("Numeric") {
                Some(relation) => number::compare(value, entry).is_some_and(|it| holds(relation, it)),
                None => {
                    let relation = name.strip_prefix("Date").expect("every operator is known");
                    date::compare(value, entry).is_some_and(|it| holds(relation, it))
                }
            },
        }
    }
}

fn lower(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn holds(relation: &str, ordering: Ordering) -> bool {
    match relation {
        "Equals" => ordering.is_eq(),
        "LessThan" => ordering.is_lt(),
        "LessThanEquals" => ordering.is_le(),
        "GreaterThan" => ordering.is_gt(),
        "GreaterThanEquals" => ordering.is_ge(),
        other => panic!("{other} is no relation"),
    }
}
