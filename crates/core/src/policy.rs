//! Policies compiled once: typed values, classified patterns, statements indexed by action.

mod action;
pub(crate) mod index;
mod open;
mod principal;
mod resource;
mod statement;

use std::ops::ControlFlow;
use std::sync::Arc;

pub(crate) use principal::Caller;
pub use principal::Grade;

pub(crate) use action::ActionPattern;
use index::Index;
pub(crate) use resource::resource_pattern;
pub use statement::Statement;

use crate::diagnostic::Diagnostic;
use crate::document::{Effect, PolicyDocument, StatementNode};
use crate::policy_type::PolicyType;
use crate::request::Request;

/// A policy ready to be evaluated; only a document without a refusal becomes one.
///
/// ```
/// use std::sync::Arc;
/// use sayso::{Limits, Policy, PolicyDocument, PolicyType, Source};
///
/// let source = Source::new("role.json", r#"{"Statement": {
///     "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}}"#);
/// let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
/// let policy = Policy::compile(document, PolicyType::Identity).unwrap();
/// assert_eq!((policy.name(), policy.statements().len()), ("role.json", 1));
/// ```
#[derive(Debug, Clone)]
pub struct Policy {
    name: String,
    arn: Option<String>,
    kind: PolicyType,
    document: Arc<PolicyDocument>,
    statements: Box<[Statement]>,
    index: Index,
}

impl Policy {
    /// Compiles a document as a policy of the given type.
    ///
    /// # Errors
    /// Every refusal of semantics 1.4, each with its place: a policy is never compiled in part (E09).
    ///
    /// ```
    /// use std::sync::Arc;
    /// use sayso::{Limits, Policy, PolicyDocument, PolicyType, Source};
    ///
    /// let source = Source::new("rcp.json", r#"{"Version": "2012-10-17", "Statement": {
    ///     "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}"#);
    /// let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
    /// // A customer's RCP has to name services that enforce RCPs (G24).
    /// let refusals = Policy::compile(document, PolicyType::ResourceControl).unwrap_err();
    /// assert_eq!(source.slice(refusals[0].span), r#""*""#);
    /// ```
    pub fn compile(document: Arc<PolicyDocument>, policy_type: PolicyType) -> Result<Self, Vec<Diagnostic>> {
        let mut refusals: Vec<Diagnostic> =
            document.diagnostics().iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect();
        refusals.extend(document.check(policy_type).into_iter().filter(Diagnostic::is_error));
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let statements = if document.unknown().is_empty() {
            let compile = |node| Statement::compile(node, &document, policy_type);
            document.statements().iter().filter_map(compile).collect()
        } else {
            open::statements(&document, policy_type)
        };
        let index = Index::build(&statements.iter());
        let name = document.source().name().to_owned();
        Ok(Self { name, arn: None, kind: policy_type, document, statements, index })
    }

    /// The same policy under another name, such as that of the managed policy.
    ///
    /// The name is what reports call it.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use sayso::{Limits, Policy, PolicyDocument, PolicyType, Source};
    /// # let source = Source::new("stdin", r#"{"Statement": []}"#);
    /// # let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
    /// let policy = Policy::compile(document, PolicyType::Identity).unwrap();
    /// let arn = "arn:aws:iam::123456789012:policy/Reports";
    /// assert_eq!(policy.named(arn).name(), arn);
    /// ```
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The same policy with its ARN, which messages tell as AWS's do. A policy whose name is an ARN needs none.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use sayso::{Limits, Policy, PolicyDocument, PolicyType, Source};
    /// # let source = Source::new("managed:AWSDenyAll", r#"{"Statement": []}"#);
    /// # let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
    /// let policy = Policy::compile(document, PolicyType::Identity).unwrap();
    /// let policy = policy.with_arn("arn:aws:iam::aws:policy/AWSDenyAll");
    /// assert_eq!(policy.arn(), Some("arn:aws:iam::aws:policy/AWSDenyAll"));
    /// ```
    #[must_use]
    pub fn with_arn(mut self, arn: impl Into<String>) -> Self {
        self.arn = Some(arn.into());
        self
    }

    /// Its ARN, where that is known. A file has none.
    ///
    /// ```
    /// # let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    /// #     "policies": {"resource": {"Statement": []}}}"#.parse().unwrap();
    /// assert_eq!(case.policies.resource[0].arn(), None);
    /// ```
    pub fn arn(&self) -> Option<&str> {
        let is_arn = self.name.starts_with("arn:") && self.name.contains(":policy/");
        self.arn.as_deref().or_else(|| is_arn.then_some(&*self.name))
    }

    /// What people call it: a managed policy's name, or unless told otherwise the name of its source.
    ///
    /// ```
    /// # let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    /// #     "policies": {"resource": {"Statement": []}}}"#.parse().unwrap();
    /// // A policy that a case has inline.
    /// assert_eq!(case.policies.resource[0].name(), "case");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The type it was compiled as.
    ///
    /// ```
    /// use sayso::{Case, PolicyType};
    ///
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "kms:Decrypt",
    ///     "resource": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ///     "policies": {"resource": {"Statement": []}}
    /// }"#.parse().unwrap();
    /// assert_eq!(case.policies.resource[0].policy_type(), PolicyType::KmsKey);
    /// ```
    pub fn policy_type(&self) -> PolicyType {
        self.kind
    }

    /// The document it was compiled from, for spans and text.
    ///
    /// ```
    /// # let case: sayso::Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    /// #     "policies": {"resource": {"Statement": {"Sid": "Public", "Effect": "Allow",
    /// #         "Principal": "*", "Action": "s3:*", "Resource": "*"}}}}"#.parse().unwrap();
    /// let statement = &case.policies.resource[0].document().statements()[0];
    /// assert_eq!(statement.sid.as_ref().unwrap().value, "Public");
    /// ```
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// The compiled statements, in the order written: number for number those of
    /// [`PolicyDocument::statements`], and one more for those that are known only on deployment.
    ///
    /// ```
    /// let case: sayso::Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": [
    ///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
    ///         {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
    ///          "Condition": {"Bool": {"aws:SecureTransport": false}}}]}}
    /// }"#.parse().unwrap();
    /// let clauses = case.policies.identity[0].policy.statements().iter().map(|it| it.clauses().len());
    /// assert!(clauses.eq([0, 1]));
    /// ```
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The policy without the statement of this `Sid`, its places as before; `None` where it has none.
    pub(crate) fn without(&self, sid: &str) -> Option<Self> {
        let mut less = self.clone();
        let nodes = self.document.statements().iter();
        let is_it = |node: &StatementNode| node.sid.as_ref().is_some_and(|own| own.value == sid);
        let mut found = false;
        for (statement, _) in less.statements.iter_mut().zip(nodes).filter(|(_, node)| is_it(node)) {
            statement.silence();
            found = true;
        }
        less.index = Index::build(&less.statements.iter());
        found.then_some(less)
    }

    /// Whether a statement allows the action on something, whatever its condition and other statements say: what it
    /// is not so of need not be asked about.
    ///
    /// ```
    /// use sayso::{Action, Case};
    ///
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let policy = &case.policies.identity[0].policy;
    /// assert!(policy.may_allow(&Action::new("s3:GetObject").unwrap()));
    /// assert!(!policy.may_allow(&Action::new("sts:AssumeRole").unwrap()));
    /// ```
    pub fn may_allow(&self, action: &crate::request::Action<'_>) -> bool {
        use crate::truth::Truth;
        let allows = self.statements.iter().filter(|statement| statement.may(crate::document::Effect::Allow));
        allows.into_iter().any(|statement| statement.action(action).truth != Truth::No)
    }

    /// Hands every statement of an effect that can match to `visit`, some perhaps twice.
    pub(crate) fn candidates(
        &self,
        effect: Effect,
        request: &Request<'_>,
        mut visit: impl FnMut(u32, &Statement) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.index.visit(effect, request, |number| match self.statements.get(number as usize) {
            Some(statement) => visit(number, statement),
            None => ControlFlow::Continue(()),
        })
    }
}
