//! sayso decides AWS IAM requests offline, exactly, with the reason.
//!
//! ```
//! use std::sync::Arc;
//! use sayso::*;
//!
//! // A policy: text, a document with its places, and what is evaluated.
//! let source = Source::new("role.json", r#"{"Version": "2012-10-17", "Statement": [
//!     {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"},
//!     {"Sid": "Keep", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/tmp/*"}
//! ]}"#);
//! let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
//! let policy = Arc::new(Policy::compile(document, PolicyType::Identity).unwrap());
//! let policies = AttachedPolicies { identity: vec![policy.into()], ..Default::default() };
//!
//! // A request: who, what, on what, under which circumstances.
//! let principal = Principal::named("arn:aws:iam::123456789012:user/ana", "session").unwrap();
//! let action = Action::new("s3:GetObject").unwrap();
//! let resource = Resource::of("arn:aws:s3:::reports/tmp/q3.csv", &action, &principal);
//! let mut context = Context::new();
//! context.insert("aws:RequestedRegion", Fact::Known("eu-west-1".into()));
//! let request = Request { principal, action, resource, context };
//!
//! // The answer, and why.
//! assert_eq!(decide(&policies, &request), Decision::ExplicitDeny);
//! let why = Explanation::new(&policies, &request);
//! assert_eq!(why.summary(), "an identity-based policy denies this request");
//! let at = why.deciding()[0].at;
//! assert_eq!(source.place(why.node(at).unwrap().span), "role.json:3:5");
//! ```
//!
//! A [`Case`] holds all of that in one text, as the examples of other items do.
//!
//! # Where to find what
//!
//! | to | look at |
//! |---|---|
//! | read a policy and say what is wrong with it | [`Source`], [`PolicyDocument`], [`Diagnostic`], [`json`] |
//! | make it ready | [`Policy`], [`PolicyType`], [`AttachedPolicies`] |
//! | ask | [`Request`], [`Principal`], [`Action`], [`Resource`], [`Context`] |
//! | get the answer | [`decide`]; [`evaluate()`] without looking into unknown facts, with a [`Trace`] or none |
//! | know why | [`Explanation`], [`Cause`], [`Suggestion`]; [`message`] in AWS's words, [`report`] as JSON |
//! | know what an open answer depends on | [`settle()`], [`Settled`], [`Truth`] |
//! | know what holds of all requests | [`prove`], [`prove::Prover`] |
//! | know what of a request can't be | [`doubts()`], [`no_action`] |
//! | find what is wrong or dangerous in a policy | [`lint`], [`Fix`], [`risk`] |
//! | help a person who writes a policy | [`assist`] |
//! | make a policy tighter by what was used of it | [`shrink`](mod@shrink) |
//! | know why AWS denied | [`denial`], which reads what people have of it |
//! | decide what was called | [`cloudtrail`], [`replay`] |
//! | test policies | [`read_cases`], [`Case`], [`Coverage`], [`mutate`] |
//!
//! Nothing here does input or output, panics on hostile text or reads a clock: time is a context key.
//! Rule numbers such as E16 or C25 are those of docs/semantics.md, which names AWS's page for each.

pub mod account;
mod arn;
pub mod assist;
pub mod attached;
pub mod case;
pub mod cloudtrail;
pub mod condition;
pub mod coverage;
pub mod denial;
pub mod diagnostic;
pub mod document;
mod doubts;
mod edit;
pub mod embedded;
pub mod evaluate;
pub mod explain;
mod glob;
pub mod harmless;
pub mod json;
pub mod lint;
pub mod message;
pub mod mutate;
pub mod outcome;
mod pattern;
pub mod policy;
pub mod policy_type;
pub mod prove;
mod reach;
pub mod replay;
pub mod report;
pub mod request;
pub mod risk;
pub mod settle;
pub mod shrink;
mod sorted;
pub mod source;
pub mod suggest;
pub mod truth;

pub use attached::{AttachedPolicies, IdentityPolicy, IndexedPolicies, Layer, Level};
pub use case::{Case, Expected, PolicyLoader, read_cases};
pub use condition::ConditionOperator;
pub use coverage::Coverage;
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use document::{Effect, PolicyDocument, Version};
pub use doubts::{doubts, no_action};
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
