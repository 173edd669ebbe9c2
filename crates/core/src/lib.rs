//! sayso decides AWS IAM requests offline, exactly, with the reason.

pub mod condition;
pub mod diagnostic;
pub mod document;
pub mod json;
pub mod policy_type;
pub mod source;

pub use condition::ConditionOperator;
pub use diagnostic::{Diagnostic, Severity};
pub use document::{Effect, PolicyDocument, Version};
pub use json::Limits;
pub use policy_type::PolicyType;
pub use source::{LineColumn, Source, Span, Spanned};
