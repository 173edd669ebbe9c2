//! `Condition`, flattened to one clause per operator and key.

use super::{Lowering, names, number, repeats};
use crate::condition::operator::UnknownOperator;
use crate::condition::{BaseOperator, ConditionOperator};
use crate::diagnostic::quote;
use crate::document::unknown::is_unknown_key;
use crate::document::{ConditionClause, ConditionElement};
use crate::json::{Member, Node, Value};
use crate::source::{Span, Spanned};

impl Lowering<'_> {
    pub(super) fn condition(&mut self, key: Span, node: &Node<'_>) -> ConditionElement {
        let mut condition = ConditionElement { key, span: node.span, clauses: Vec::new(), empty: Vec::new() };
        if self.unknown(node).is_some() {
            self.open = true;
            return condition;
        }
        let Value::Object(operators) = &node.value else {
            let help = "write `{\"StringEquals\": {\"aws:PrincipalOrgID\": \"…\"}}`";
            self.mismatch("`Condition`", "an object", node, help);
            return condition;
        };
        self.refuse_repeats(operators, |_| true, "write the operator once, with all its keys");
        for member in operators {
            if self.unknown_key(&member.key) || self.unknown(&member.value).is_some() {
                self.open = true;
                continue;
            }
            let operator = self.operator(member);
            let Value::Object(keys) = &member.value.value else {
                if operator.is_some() {
                    let what = quote(&member.key.value);
                    self.mismatch(&what, "an object", &member.value, "write `{\"key\": \"value\"}`");
                }
                continue;
            };
            if keys.is_empty() {
                condition.empty.push(member.value.span);
            }
            self.refuse_repeated_keys(keys);
            for member in keys {
                self.unknown_key(&member.key);
                let values = self.condition_values(member);
                if let Some(operator) = &operator {
                    let key = Spanned { value: member.key.value.clone().into_owned(), span: member.key.span };
                    let span = member.value.span;
                    condition.clauses.push(ConditionClause { operator: operator.clone(), key, span, values });
                }
            }
        }
        condition
    }

    fn refuse_repeated_keys(&mut self, keys: &[Member<'_>]) {
        for (again, first) in repeats(keys, true) {
            if is_unknown_key(self.source, &again.key) {
                continue;
            }
            let message = self.repeat_message(again, first);
            let (code, help) = if again.key.value == first.key.value {
                ("DUPLICATE_KEY", "write one key with a list of values")
            } else {
                let help = "condition keys ignore case: write one key with a list of values";
                ("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", help)
            };
            self.refuse(code, again.key.span, message, help);
        }
    }

    fn unknown_entry(&mut self, node: &Node<'_>) -> Option<Spanned<String>> {
        let value = self.unknown(node)?.to_owned();
        Some(Spanned { value, span: node.span })
    }

    fn operator(&mut self, member: &Member<'_>) -> Option<Spanned<ConditionOperator>> {
        let (name, span) = (member.key.value.as_ref(), member.key.span);
        match name.parse() {
            Ok(value) => return Some(Spanned { value, span }),
            Err(UnknownOperator::NullIfExists) => {
                let help = "write `Null`, which is about keys that do not exist";
                self.refuse("NULL_WITH_IF_EXISTS", span, "`Null` must not have `IfExists`", help);
            }
            Err(_) if self.faults.is_full() => {}
            Err(UnknownOperator::Unknown) => {
                let help = match names::closest(name, operators()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None if name.contains(':') && !name.starts_with("For") => {
                        format!("an operator comes first: `{{\"StringEquals\": {{{}: …}}}}`", json_key(name))
                    }
                    None => {
                        "such as `StringEquals`, `StringLike`, `ArnLike`, `NumericEquals`, `DateEquals`, \
                             `Bool`, `IpAddress`, `Null`"
                            .into()
                    }
                };
                let message = format!("{} is no condition operator", quote(name));
                self.refuse("INVALID_CONDITION_OPERATOR", span, message, help);
            }
        }
        None
    }

    fn condition_values(&mut self, member: &Member<'_>) -> Vec<Spanned<String>> {
        let what = quote(&member.key.value);
        let node = &member.value;
        if let Some(value) = scalar(node) {
            return vec![value];
        }
        let mut values = Vec::new();
        if let Value::Unknown(_) = node.value {
            self.strings(&what, node, |value| values.push(value));
            return values;
        }
        let Value::Array(items) = &node.value else {
            self.mismatch(&what, "a string, number, boolean or a list of them", node, "");
            return Vec::new();
        };
        values.reserve_exact(items.len());
        for item in items {
            match scalar(item).or_else(|| self.unknown_entry(item)) {
                Some(value) => values.push(value),
                None => self.mismatch(&format!("a value of {what}"), "a string, number or boolean", item, ""),
            }
        }
        values
    }
}

/// A condition value as text (G13), where it is known.
fn scalar(node: &Node<'_>) -> Option<Spanned<String>> {
    let value = match &node.value {
        Value::String(text) => text.clone().into_owned(),
        Value::Number(digits) => number::shortest(digits),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) | Value::Unknown(_) => return None,
    };
    Some(Spanned { value, span: node.span })
}

/// A key for a message, in quotes unless it is too long to repeat.
fn json_key(name: &str) -> String {
    if name.chars().count() > 40 { "\"key\"".into() } else { format!("{name:?}") }
}

/// Every legal operator name.
fn operators() -> impl Iterator<Item = String> {
    BaseOperator::ALL.into_iter().flat_map(|(_, base)| {
        ["", "ForAllValues:", "ForAnyValue:"].into_iter().flat_map(move |set| {
            let suffixes: &[&str] = if base == "Null" { &[""] } else { &["", "IfExists"] };
            suffixes.iter().map(move |suffix| format!("{set}{base}{suffix}"))
        })
    })
}
