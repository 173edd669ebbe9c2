//! Why an element of a statement matches or does not.

use crate::truth::Truth;

/// What one element of a statement says of a request, and why. Small and `Copy`: the evaluator makes
/// one for every element whether or not anyone records it.
///
/// ```
/// use sayso::{Case, Explanation, Truth, evaluate::Because};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {
///         "Effect": "Allow", "Action": ["s3:List*", "s3:Get*"], "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let explanation = Explanation::new(&case.policies, &case.request);
/// let action = explanation.trace().statements()[0].elements[0].outcome;
/// assert_eq!(action.truth, Truth::Yes);
/// assert_eq!(action.because, Because::Entry { value: 0, entry: 1 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the element matches.
    pub truth: Truth,
    /// What that rests on.
    pub because: Because,
}

impl Outcome {
    /// The policy's entry that decided, counted from 0 in the order written; `None` where no single one did.
    ///
    /// ```
    /// use sayso::{Case, Explanation};
    ///
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "ec2:RunInstances",
    ///     "policies": {"identity": {"Statement": {
    ///         "Effect": "Allow", "NotAction": ["iam:*", "ec2:*"], "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let explanation = Explanation::new(&case.policies, &case.request);
    /// let not_action = explanation.trace().statements()[0].elements[0].outcome;
    /// assert_eq!(not_action.entry(), Some(1));
    /// ```
    pub fn entry(&self) -> Option<u32> {
        match self.because {
            Because::Entry { entry, .. } | Because::VariableUnknown { entry } => Some(entry),
            _ => None,
        }
    }

    pub(crate) fn new(truth: Truth, because: Because) -> Self {
        Self { truth, because }
    }

    pub(crate) fn yes(because: Because) -> Self {
        Self::new(Truth::Yes, because)
    }

    pub(crate) fn no(because: Because) -> Self {
        Self::new(Truth::No, because)
    }
}

/// The ground of an [`Outcome`]. Entries and values are counted from 0 in the order written and given.
///
/// ```
/// use sayso::{Case, Explanation, evaluate::Because};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
///     "policies": {"identity": {"Statement": {
///         "Effect": "Allow", "Action": "iam:*", "Resource": "*",
///         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
/// }"#.parse().unwrap();
/// let explanation = Explanation::new(&case.policies, &case.request);
/// let condition = explanation.trace().statements()[0].elements[2];
/// assert_eq!(condition.outcome.because, Because::KeyAbsent);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A request value meets this entry of the policy; of a negated element or operator that is why
    /// it does not match. Elements other than conditions have one value, 0.
    Entry {
        /// The request's value.
        value: u32,
        /// The policy's entry.
        entry: u32,
    },
    /// A request value meets none of the entries.
    NoEntry {
        /// The request's value.
        value: u32,
    },
    /// An entry holds a policy variable whose key is unknown.
    VariableUnknown {
        /// The policy's entry.
        entry: u32,
    },
    /// The request does not have the condition key.
    KeyAbsent,
    /// The request has the condition key.
    KeyPresent,
    /// It is not known whether the request has the condition key, or with which value.
    KeyUnknown,
    /// The key holds a list and the operator has no `ForAllValues` or `ForAnyValue` (C29).
    NeedsSetOperator,
    /// The request's value is not of the operator's type (C09).
    Unparsable {
        /// The request's value.
        value: u32,
    },
    /// The clause lists no values (G12).
    NoPolicyValues,
    /// `Null` under a set operator is constant (C28).
    SetOfNull,
    /// A `NotPrincipal` names the caller but not every identity above it, or the caller has a
    /// permissions boundary (P13).
    ChainIncomplete,
    /// The statement has no such element.
    NoElement,
}
