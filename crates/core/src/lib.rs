//! sayso decides AWS IAM requests offline, exactly, with the reason.

pub mod attached;
pub mod case;
pub mod condition;
pub mod coverage;
pub mod diagnostic;
pub mod document;
pub mod evaluate;
pub mod explain;
pub mod json;
pub mod message;
pub mod mutate;
pub mod outcome;
mod pattern;
pub mod policy;
pub mod policy_type;
pub mod report;
pub mod request;
pub mod settle;
pub mod source;
pub mod suggest;
pub mod truth;

pub use attached::{AttachedPolicies, IdentityPolicy, Layer, Level};
pub use case::{Case, Expected, PolicyLoader, read_cases};
pub use condition::ConditionOperator;
pub use coverage::Coverage;
pub use diagnostic::{Diagnostic, Severity};
pub use document::{Effect, PolicyDocument, Version};
pub use evaluate::{Decision, NoTrace, Trace, evaluate};
pub use explain::{Cause, Explanation};
pub use json::Limits;
pub use policy::Policy;
pub use policy_type::PolicyType;
pub use request::{
    Action, Context, Fact, Principal, PrincipalType, Request, Resource, ResourceKind, Session, Values,
};
pub use settle::{Settled, decide, settle};
pub use source::{LineColumn, Source, Span, Spanned};
pub use suggest::Suggestion;
pub use truth::Truth;
