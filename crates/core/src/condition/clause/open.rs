//! Clauses with values that are known only on deployment.

use super::Clause;
use crate::condition::{BaseOperator, ConditionOperator, Test};
use crate::document::ConditionClause;
use crate::pattern::{Pattern, Syntax};
use crate::request::Key;
use crate::truth::Truth;

impl Clause {
    /// A clause whose `is_unknown` values are open. `variables` is `None` where the version is unknown, and
    /// with it whether `${…}` is a variable.
    pub(crate) fn compile_open(
        node: &ConditionClause,
        variables: Option<bool>,
        is_unknown: &dyn Fn(crate::Span) -> bool,
    ) -> Self {
        // A list of which nothing is known may be empty, which needs no key (G12).
        let whole = node.values.is_empty() && is_unknown(node.span);
        if whole || is_unknown(node.key.span) {
            return Self::unknown(node.key.value.clone());
        }
        let doubtful = |value: &str| variables.is_none() && value.contains("${");
        let values: Vec<(&str, bool)> =
            node.values.iter().map(|value| (value.value.as_str(), is_unknown(value.span))).collect();
        let open = values.iter().any(|(value, unknown)| *unknown || doubtful(value));
        let operator = node.operator.value;
        let test = if open {
            let pattern = |(value, unknown): (&str, bool), syntax| match (doubtful(value), unknown) {
                (true, _) => Pattern::unknown(),
                (false, true) => Pattern::parse_open(value, syntax),
                (false, false) => Pattern::parse(value, syntax),
            };
            let syntax = |wildcards| Syntax { wildcards, variables: variables.unwrap_or_default() };
            let patterns =
                |wildcards| values.iter().map(|value| pattern(*value, syntax(wildcards))).collect();
            Test::open(operator.base, patterns)
        } else {
            let values = values.iter().map(|(value, _)| *value);
            Test::compile(operator.base, values, variables.unwrap_or_default())
        };
        match test {
            Test::Null(_) if open => Self::unknown(node.key.value.clone()),
            test => Self { operator, key: Key::new(node.key.value.clone()), test },
        }
    }

    /// A clause of which nobody knows whether it holds.
    pub(crate) fn unknown(key: String) -> Self {
        // `Null` does not look at the key's value before its own.
        let operator = ConditionOperator { set: None, base: BaseOperator::Null, if_exists: false };
        Self { operator, key: Key::new(key), test: Test::Null([Some(Truth::Unknown)].into()) }
    }
}

impl Test {
    /// Values some of which are unknown; `read` makes them patterns, with wildcards or not.
    fn open(operator: BaseOperator, read: impl Fn(bool) -> Box<[Pattern]>) -> Self {
        use BaseOperator as Op;
        match operator {
            Op::StringEquals | Op::StringNotEquals => Self::Text(read(false)),
            Op::StringLike | Op::StringNotLike => Self::Text(read(true)),
            Op::StringEqualsIgnoreCase | Op::StringNotEqualsIgnoreCase => Self::IgnoreCase(read(false)),
            Op::Bool => Self::Bool(read(false)),
            Op::Null => Self::Null([Some(Truth::Unknown)].into()),
            // Of another type: whether the request's value is of it is not looked at.
            _ => Self::Text([Pattern::unknown()].into()),
        }
    }

    /// Whether values are open.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Self::Text(entries) | Self::IgnoreCase(entries) | Self::Bool(entries) => {
                entries.iter().any(Pattern::is_open)
            }
            Self::Null(wanted) => wanted.contains(&Some(Truth::Unknown)),
            _ => false,
        }
    }
}
