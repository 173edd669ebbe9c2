//! One clause of a condition, compiled, and its evaluation (section 3).

use super::operator::{BaseOperator, ConditionOperator, SetOperator};
use super::values::{Hit, Test};
use crate::document::{ConditionClause, Version};
use crate::outcome::{Because, Outcome};
use crate::pattern::resolve;
use crate::request::{Key, Request, Value};
use crate::truth::Truth;

mod open;

/// An operator, a key and the values to compare with.
///
/// ```
/// use sayso::Case;
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
///         "Condition": {"ForAnyValue:StringLike": {"aws:TagKeys": ["team", "cost-*"]}}}}}
/// }"#.parse().unwrap();
/// let clause = &case.policies.identity[0].policy.statements()[0].clauses()[0];
/// assert_eq!(clause.operator().to_string(), "ForAnyValue:StringLike");
/// assert_eq!(clause.key().as_str(), "aws:TagKeys");
/// ```
#[derive(Debug, Clone)]
pub struct Clause {
    operator: ConditionOperator,
    key: Key<'static>,
    test: Test,
}

impl Clause {
    pub(crate) fn compile(node: &ConditionClause, version: Version) -> Self {
        let operator = node.operator.value;
        let values = node.values.iter().map(|value| value.value.as_str());
        let test = Test::compile(operator.base, values, version == Version::V2012);
        Self { operator, key: Key::new(node.key.value.clone()), test }
    }

    /// The operator.
    ///
    /// ```
    /// # let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    /// #     "policies": {"resource": {"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*",
    /// #         "Resource": "*", "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}}}}}"#
    /// #     .parse().unwrap();
    /// // A bucket policy: Deny, with `BoolIfExists aws:SecureTransport false`.
    /// let clause = &case.policies.resource[0].statements()[0].clauses()[0];
    /// assert!(clause.operator().if_exists);
    /// ```
    pub fn operator(&self) -> ConditionOperator {
        self.operator
    }

    /// The condition key.
    ///
    /// ```
    /// # let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    /// #     "policies": {"resource": {"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*",
    /// #         "Resource": "*", "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}}}}}"#
    /// #     .parse().unwrap();
    /// use sayso::request::Key;
    ///
    /// let clause = &case.policies.resource[0].statements()[0].clauses()[0];
    /// assert_eq!(*clause.key(), Key::new("AWS:SecureTransport"));
    /// ```
    pub fn key(&self) -> &Key<'static> {
        &self.key
    }

    /// The values, compiled.
    pub(crate) fn test(&self) -> &Test {
        &self.test
    }

    /// The keys of the policy variables among the values (C30).
    ///
    /// ```
    /// let case: sayso::Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Version": "2012-10-17", "Statement": {
    ///         "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
    ///             "StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}}}}
    /// }"#.parse().unwrap();
    /// let clause = &case.policies.identity[0].policy.statements()[0].clauses()[0];
    /// assert_eq!(clause.variables().next().unwrap().as_str(), "aws:PrincipalTag/team");
    /// ```
    pub fn variables(&self) -> impl Iterator<Item = &Key<'static>> {
        self.test.variables().into_iter().map(|variable| &variable.key)
    }

    pub(crate) fn evaluate(&self, request: &Request) -> Outcome {
        let value = request.value(&self.key);
        match (&self.test, self.operator.set) {
            (Test::Null(_), Some(SetOperator::ForAllValues)) => Outcome::yes(Because::SetOfNull),
            (Test::Null(_), Some(SetOperator::ForAnyValue)) => Outcome::no(Because::SetOfNull),
            (Test::Null(wanted), None) => null(wanted, value),
            _ if self.test.is_empty() => self.without_values(value),
            (_, None) => self.single(request, value),
            (_, Some(SetOperator::ForAllValues)) => self.for_all(request, value),
            (_, Some(SetOperator::ForAnyValue)) => self.for_any(request, value),
        }
    }

    /// G12: an empty list of values.
    fn without_values(&self, value: Value<'_>) -> Outcome {
        let only_if_missing = match (self.operator.set, self.operator.if_exists) {
            (None, false) => return Outcome::yes(Because::NoPolicyValues),
            // O34: `IfExists` wins over the rule of the set operator.
            (Some(SetOperator::ForAllValues), _) | (_, true) => true,
            (Some(SetOperator::ForAnyValue), false) => false,
        };
        match value {
            Value::Absent => Outcome::new(only_if_missing.into(), Because::KeyAbsent),
            Value::Unknown if only_if_missing => Outcome::new(Truth::Unknown, Because::KeyUnknown),
            Value::Unknown | Value::Present(_) => Outcome::no(Because::NoPolicyValues),
        }
    }

    /// C02, C27, C29: without set operator.
    fn single(&self, request: &Request, value: Value<'_>) -> Outcome {
        let if_absent = self.operator.if_exists || self.operator.base.is_negated();
        let values = match value {
            Value::Absent => return Outcome::new(if_absent.into(), Because::KeyAbsent),
            // Neither its absence nor a list satisfies the operator.
            Value::Unknown if self.key.is_multivalued() && !if_absent => {
                return Outcome::no(Because::NeedsSetOperator);
            }
            Value::Unknown => return Outcome::new(Truth::Unknown, Because::KeyUnknown),
            Value::Present(values) => values,
        };
        match values.single() {
            Some(value) if !self.key.is_multivalued() => self.compare(request, 0, value),
            _ => Outcome::no(Because::NeedsSetOperator),
        }
    }

    /// C25, C26: every value of the request; true when there is none.
    fn for_all(&self, request: &Request, value: Value<'_>) -> Outcome {
        self.over_values(request, value, Truth::Yes, |worst, next| next < worst)
    }

    /// C25, C26, O19, O34: at least one value of the request; false when there is none.
    fn for_any(&self, request: &Request, value: Value<'_>) -> Outcome {
        self.over_values(request, value, Truth::No, |best, next| next > best)
    }

    fn over_values(
        &self,
        request: &Request,
        value: Value<'_>,
        start: Truth,
        better: impl Fn(Truth, Truth) -> bool,
    ) -> Outcome {
        let values = match value {
            Value::Absent => {
                let holds = start.or(self.operator.if_exists.into());
                return Outcome::new(holds, Because::KeyAbsent);
            }
            Value::Unknown => return Outcome::new(Truth::Unknown, Because::KeyUnknown),
            Value::Present(values) => values,
        };
        let mut outcome: Option<Outcome> = None;
        for (at, value) in (0..).zip(values.iter()) {
            let next = self.compare(request, at, value);
            if outcome.is_none_or(|outcome| better(outcome.truth, next.truth)) {
                outcome = Some(next);
            }
            if next.truth == !start {
                break;
            }
        }
        outcome.unwrap_or(Outcome::new(start, Because::KeyAbsent))
    }

    /// One request value against the entries, negated last: several entries under a negated operator
    /// are a NOR (C04).
    fn compare(&self, request: &Request, at: u32, value: &str) -> Outcome {
        let hit = self.test.hit(value, |variable| resolve(variable, request.value(&variable.key)));
        let truth = if self.operator.base.is_negated() { !hit.truth } else { hit.truth };
        Outcome::new(truth, because(hit, at))
    }
}

fn because(hit: Hit, value: u32) -> Because {
    match hit {
        Hit { parsed: false, .. } => Because::Unparsable { value },
        Hit { entry: Some(entry), truth: Truth::Unknown, .. } => Because::VariableUnknown { entry },
        Hit { entry: Some(entry), .. } => Because::Entry { value, entry },
        Hit { entry: None, .. } => Because::NoEntry { value },
    }
}

/// C28: `true` asks for absence, `false` for presence.
fn null(wanted: &[Option<Truth>], value: Value<'_>) -> Outcome {
    if wanted.is_empty() {
        return Outcome::yes(Because::NoPolicyValues);
    }
    if wanted.contains(&Some(Truth::Unknown)) {
        return Outcome::new(Truth::Unknown, Because::KeyUnknown);
    }
    let asks = |absence: bool| wanted.contains(&Some(Truth::from(absence)));
    match value {
        Value::Absent => Outcome::new(asks(true).into(), Because::KeyAbsent),
        Value::Present(_) => Outcome::new(asks(false).into(), Because::KeyPresent),
        Value::Unknown if asks(true) && asks(false) => Outcome::yes(Because::KeyUnknown),
        Value::Unknown if !asks(true) && !asks(false) => Outcome::no(Because::KeyUnknown),
        Value::Unknown => Outcome::new(Truth::Unknown, Because::KeyUnknown),
    }
}

impl BaseOperator {
    /// Whether the operator's values may hold wildcards (C07).
    pub(crate) fn takes_wildcards(self) -> bool {
        matches!(
            self,
            Self::StringLike
                | Self::StringNotLike
                | Self::ArnEquals
                | Self::ArnLike
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }
}
