//! What is wrong with a policy, dangerous in it, or better written otherwise.
//!
//! A rule is a file in `lint/rules` with its page beside it; [`rules`] lists them. Rules that IAM Access
//! Analyzer has too bear its codes, and fire where it does.
//!
//! ```
//! use sayso::{Limits, PolicyDocument, PolicyType, Severity, Source, lint};
//!
//! let source = Source::new("bucket.json", r#"{"Version": "2012-10-17", "Statement": [{
//!     "Effect": "Deny", "Principal": {"AWS": "AIDACKCEVSQ6C2EXAMPLE"},
//!     "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*"}]}"#);
//! let document = PolicyDocument::parse(&source, &Limits::default());
//! let found = lint::check(&document, PolicyType::Resource, &lint::Options::default());
//! assert_eq!((found[0].code, found[0].severity), ("INVALID_USER_REFERENCE", Severity::Warning));
//! assert_eq!(source.place(found[0].span), "bucket.json:2:44");
//! ```

mod arns;
mod caller;
mod conditions;
mod context;
mod covering;
mod findings;
mod fixes;
mod options;
mod reaching;
mod resource_policy;
mod rule;
mod rules;
mod statement_globs;
mod unlisted;

use crate::diagnostic::Diagnostic;
use crate::document::PolicyDocument;
use crate::policy_type::PolicyType;

use context::Context;
use findings::Findings;

pub use options::{Attachment, Options};
pub use rule::{Origin, Rule};

/// The one resource whose policy has no `Resource`.
const REPOSITORY: Attachment<'static> = Attachment::Resource("AWS::ECR::Repository");

/// Every rule, by topic.
///
/// ```
/// let count = sayso::lint::rules().filter(|rule| rule.code.starts_with("MISSING_")).count();
/// assert!(count >= 5);
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::GROUPS.iter().flat_map(|group| group.iter().copied())
}

/// The rule of a code, in any case.
///
/// ```
/// assert_eq!(sayso::lint::rule("missing_effect").unwrap().code, "MISSING_EFFECT");
/// assert!(sayso::lint::rule("NO_SUCH_RULE").is_none());
/// ```
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// What there is to say about a document as a policy of `policy_type`, in document order: what refuses it, and
/// what every rule finds. Of a text that is no policy at all only that is said.
///
/// A finding at an unknown value, as templates have, is none.
///
/// ```
/// use sayso::{Limits, PolicyDocument, PolicyType, Source, lint};
///
/// let source = Source::new("role.json", r#"{"Statement": {"Effect": "allow", "Resource": "*"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let found = lint::check(&document, PolicyType::Identity, &lint::Options::default());
/// let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, ["MISSING_VERSION", "MISSING_ACTION", "INVALID_EFFECT"]);
/// ```
pub fn check(document: &PolicyDocument, policy_type: PolicyType, options: &Options<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = document.diagnostics().to_vec();
    found.extend(document.check(policy_type));
    if !document.is_unreadable() {
        let context = Context::new(document, policy_type, options);
        for rule in rules() {
            let mut findings = Findings::new(rule, document.source());
            (rule.check)(&context, &mut findings);
            let known = |finding: &Diagnostic| !document.is_unknown(finding.span);
            found.extend(findings.into_list().into_iter().filter(known));
        }
    }
    let lacks_nothing = |code| code == "MISSING_RESOURCE" && options.attachment == REPOSITORY;
    found.retain(|finding| !document.is_unknown(finding.span) && !lacks_nothing(finding.code));
    found.sort_by_key(|finding| (finding.span.start, std::cmp::Reverse(finding.severity), finding.code));
    found.dedup_by_key(|finding| (finding.span, finding.code));
    found
}
