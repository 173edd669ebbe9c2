//! What comes out: a proof, a request to the contrary, or why neither was found.

use std::fmt;

use crate::request::Request;

/// The answer to a question about all requests.
///
/// ```
/// use sayso::prove::{Prover, Universe, Verdict};
/// use sayso_catalog::ServiceReference;
/// use sayso::{Case, Decision, decide};
///
/// let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject", "policies": {"identity": {
///     "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}}"#.parse().unwrap();
/// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Closed);
/// match prover.within(&case.policies, &Default::default()) {
///     Verdict::Fails(witness) => assert_eq!(decide(&case.policies, &witness), Decision::Allowed),
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It holds of every request.
    Holds,
    /// It does not hold of this request, as the evaluator has confirmed.
    Fails(Box<Request<'static>>),
    /// Neither was found.
    Unknown(Unknown),
}

/// Why there is no answer.
///
/// ```
/// use sayso::prove::{Reason, Unknown};
///
/// let unknown = Unknown { reason: Reason::Nodes, place: "actions of `s3`".to_owned() };
/// assert_eq!(unknown.to_string(), "statements have too many combinations, at actions of `s3`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What stands in the way.
    pub reason: Reason,
    /// For which actions, or in which policy.
    pub place: String,
}

/// What stands in the way of an answer. Budgets are counters, so that the same question has the same answer.
///
/// ```
/// use sayso::prove::Reason;
///
/// assert_eq!(Reason::PolicyVariable.to_string(), "no text was found for a policy variable");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Patterns have more combinations than are looked into.
    States,
    /// Statements have.
    Nodes,
    /// A value would have to be of two types at once.
    MixedTypes,
    /// No text was found for a policy variable.
    PolicyVariable,
    /// An operator, value or pattern that is not understood, as written.
    Unsupported(String),
    /// The policy has parts that are known only on deployment.
    Open,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::States => f.write_str("patterns have too many combinations"),
            Self::Nodes => f.write_str("statements have too many combinations"),
            Self::MixedTypes => f.write_str("one key is compared as several types"),
            Self::PolicyVariable => f.write_str("no text was found for a policy variable"),
            Self::Unsupported(what) => write!(f, "`{what}` is not understood"),
            Self::Open => f.write_str("parts of the policy are known only on deployment"),
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at {}", self.reason, self.place)
    }
}
