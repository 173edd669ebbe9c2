//! A policy as written: every element with its span, nothing interpreted yet.

mod faults;
mod grammar;
mod lower;
mod unknown;

use crate::condition::ConditionOperator;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned};

pub(crate) use faults::opening;
pub(crate) use grammar::{action_of_provider, reaches_sts_action};
pub(crate) use lower::closest;
pub(crate) use unknown::Unknown;

/// The `Version` element (G03); it decides whether `${…}` is a variable (G08).
///
/// ```
/// use sayso::{Case, Decision, Version, decide};
///
/// let ask = |version: &str| -> Case {
///     format!(r#"{{
///         "principal": "arn:aws:iam::123456789012:user/ana",
///         "action": "s3:GetObject", "resource": "arn:aws:s3:::home/ana",
///         "policies": {{"identity": {{"Version": "{version}", "Statement": {{
///             "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::home/${{aws:username}}"}}}}}}
///     }}"#).parse().unwrap()
/// };
/// let (old, new) = (ask("2008-10-17"), ask("2012-10-17"));
/// assert_eq!(decide(&old.policies, &old.request), Decision::ImplicitDeny);
/// assert_eq!(decide(&new.policies, &new.request), Decision::Allowed);
/// assert_eq!(Version::default(), Version::V2008);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Version {
    /// `2008-10-17`, also where the element is absent: `${…}` is ordinary text.
    #[default]
    V2008,
    /// `2012-10-17`: policy variables work.
    V2012,
}

/// `Allow` or `Deny` (G17).
///
/// ```
/// use sayso::{Effect, Limits, PolicyDocument, Source};
///
/// let source = Source::new("scp.json", r#"{"Statement": {"Effect": "Deny", "Action": "*"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// assert_eq!(document.statements()[0].effect.as_ref().unwrap().value, Effect::Deny);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Grants, or passes in a policy that caps.
    Allow,
    /// Denies, whatever else allows.
    Deny,
}

impl Effect {
    /// The element's value as written in a policy, where letter case counts (G09).
    ///
    /// ```
    /// assert_eq!(sayso::Effect::Allow.as_str(), "Allow");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// A policy document, lowered from text. Parsing never fails: what could not be understood is absent
/// here and named in [`PolicyDocument::diagnostics`].
///
/// ```
/// use sayso::{Limits, PolicyDocument, PolicyType, Source};
///
/// let source = Source::new("bucket.json", r#"{"Statement": [
///     {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
/// ]}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// assert!(document.diagnostics().is_empty());
/// // Fine for a role, but a bucket's policy must say to whom (G21).
/// assert!(document.check(PolicyType::Identity).is_empty());
/// assert_eq!(document.check(PolicyType::Resource)[0].code, "MISSING_PRINCIPAL");
/// ```
#[derive(Debug, Clone)]
pub struct PolicyDocument {
    pub(crate) source: Source,
    pub(crate) span: Span,
    pub(crate) version: Option<Spanned<Version>>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) statements: Vec<StatementNode>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) unknown: Unknown,
}

impl PolicyDocument {
    /// The text it was read from, of which it may be a part.
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source};
    ///
    /// let source = Source::new("role.json", r#"{"Statement": []}"#);
    /// assert_eq!(PolicyDocument::parse(&source, &Limits::default()).source().name(), "role.json");
    /// ```
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The whole document's place in its source.
    ///
    /// ```
    /// use sayso::{Case, PolicyDocument};
    ///
    /// let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    ///     "policies": {"resource": {"Statement": []}}}"#.parse().unwrap();
    /// let document = case.policies.resource[0].document();
    /// // The policy is a part of the case's text.
    /// assert_eq!(document.source().slice(document.span()), r#"{"Statement": []}"#);
    /// ```
    pub fn span(&self) -> Span {
        self.span
    }

    /// The `Version` element, if written and legal (G03). Absent, it means [`Version::V2008`].
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source};
    ///
    /// let source = Source::new("endpoint.json", r#"{"Statement": []}"#);
    /// assert_eq!(PolicyDocument::parse(&source, &Limits::default()).version(), None);
    /// ```
    pub fn version(&self) -> Option<Spanned<Version>> {
        self.version.clone()
    }

    /// The `Id` element, which changes no decision (G15).
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source};
    ///
    /// let source = Source::new("queue.json", r#"{"Id": "Queue Policy", "Statement": []}"#);
    /// let document = PolicyDocument::parse(&source, &Limits::default());
    /// assert_eq!(document.id().unwrap().value, "Queue Policy");
    /// ```
    pub fn id(&self) -> Option<&Spanned<String>> {
        self.id.as_ref()
    }

    /// The statements in the order written; a bare object is a list of one (G04).
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source};
    ///
    /// let source = Source::new("role.json", r#"{"Statement": {"Sid": "Read", "Effect": "Allow"}}"#);
    /// let document = PolicyDocument::parse(&source, &Limits::default());
    /// assert_eq!(document.statements()[0].sid.as_ref().unwrap().value, "Read");
    /// ```
    pub fn statements(&self) -> &[StatementNode] {
        &self.statements
    }

    /// What is wrong with it whatever its type, in document order; one error is enough to refuse it. What a
    /// type forbids besides is told by [`PolicyDocument::check`].
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, Source};
    ///
    /// let source = Source::new("role.json", r#"{"Statement": {"Effect": "Permit", "Acton": "s3:*"}}"#);
    /// let document = PolicyDocument::parse(&source, &Limits::default());
    /// let codes: Vec<&str> = document.diagnostics().iter().map(|fault| fault.code).collect();
    /// assert_eq!(codes, ["INVALID_EFFECT", "INVALID_POLICY_ELEMENT"]);
    /// ```
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// One statement as written. An element that was missing is `None`; of a malformed one what could be
/// understood is kept, so that one fault is not reported twice.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("role.json", r#"{"Statement": {"Effect": "Allow", "Action": "s3:*"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let statement = &document.statements()[0];
/// assert_eq!(source.slice(statement.span), r#"{"Effect": "Allow", "Action": "s3:*"}"#);
/// assert!(statement.resource.is_none() && statement.condition.is_none());
/// ```
#[derive(Debug, Clone)]
pub struct StatementNode {
    /// The statement object.
    pub span: Span,
    /// `Sid`
    pub sid: Option<Spanned<String>>,
    /// `Effect`
    pub effect: Option<Spanned<Effect>>,
    /// `Principal` or `NotPrincipal`
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`
    pub action: Option<ListElement>,
    /// `Resource` or `NotResource`
    pub resource: Option<ListElement>,
    /// `Condition`
    pub condition: Option<ConditionElement>,
    /// Whether something is unknown that no other field holds: the effect, a key, an operator.
    pub(crate) open: bool,
}

/// `Action`, `NotAction`, `Resource` or `NotResource`: a list of strings, brackets or not (G05).
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("role.json", r#"{"Statement": {
///     "Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let action = document.statements()[0].action.as_ref().unwrap();
/// assert!(action.negated);
/// assert_eq!(source.slice(action.key), r#""NotAction""#);
/// assert_eq!(action.entries[1].value, "sts:*");
/// ```
#[derive(Debug, Clone)]
pub struct ListElement {
    /// Whether it is the `Not…` form.
    pub negated: bool,
    /// The element's name.
    pub key: Span,
    /// The element's value.
    pub span: Span,
    /// The entries.
    pub entries: Vec<Spanned<String>>,
}

/// `Principal` or `NotPrincipal`.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("bucket.json", r#"{"Statement": {
///     "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let principal = document.statements()[0].principal.as_ref().unwrap();
/// assert!(principal.bare && !principal.negated);
/// assert_eq!(principal.entries[0].value.value, "*");
/// ```
#[derive(Debug, Clone)]
pub struct PrincipalElement {
    /// Whether it is `NotPrincipal`.
    pub negated: bool,
    /// The element's name.
    pub key: Span,
    /// The element's value.
    pub span: Span,
    /// The entries; a bare `"*"` is one entry of type AWS, to which it is equivalent (P09).
    pub entries: Vec<PrincipalEntry>,
    /// Whether it was written as a bare `"*"`.
    pub bare: bool,
    /// The empty lists of the map.
    pub(crate) empty: Vec<Span>,
}

/// One value of a principal map.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source, document::PrincipalKind};
///
/// let source = Source::new("trust.json", r#"{"Statement": {
///     "Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]},
///     "Action": "sts:AssumeRole"}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let entries = &document.statements()[0].principal.as_ref().unwrap().entries;
/// assert_eq!(entries[1].kind, PrincipalKind::Service);
/// assert_eq!(entries[1].value.value, "lambda.amazonaws.com");
/// ```
#[derive(Debug, Clone)]
pub struct PrincipalEntry {
    /// The map's key.
    pub kind: PrincipalKind,
    /// The value.
    pub value: Spanned<String>,
}

/// The keys of a principal map (2.3). A value means something under one of them only: a service is
/// no provider, and a canonical id no account id.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source, document::PrincipalKind};
///
/// let source = Source::new("trust.json", r#"{"Statement": {"Effect": "Allow", "Principal": {
///     "AWS": "arn:aws:iam::123456789012:user/ana", "Federated": "accounts.google.com"}}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let entries = &document.statements()[0].principal.as_ref().unwrap().entries;
/// assert_eq!([entries[0].kind, entries[1].kind], [PrincipalKind::Aws, PrincipalKind::Federated]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// `AWS`: accounts, users, roles, sessions, `*`.
    Aws,
    /// `Service`: a service principal.
    Service,
    /// `Federated`: an identity provider.
    Federated,
    /// `CanonicalUser`: an account by its S3 id.
    CanonicalUser,
}

/// `Condition`, flattened: one clause per operator and key.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("role.json", r#"{"Statement": {"Condition": {
///     "Bool": {"aws:SecureTransport": true, "aws:MultiFactorAuthPresent": true},
///     "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let condition = document.statements()[0].condition.as_ref().unwrap();
/// let keys: Vec<&str> = condition.clauses.iter().map(|clause| clause.key.value.as_str()).collect();
/// assert_eq!(keys, ["aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:SourceIp"]);
/// ```
#[derive(Debug, Clone)]
pub struct ConditionElement {
    /// The element's name.
    pub key: Span,
    /// The element's value.
    pub span: Span,
    /// The clauses in the order written.
    pub clauses: Vec<ConditionClause>,
    /// Operators without keys.
    pub(crate) empty: Vec<Span>,
}

/// One operator applied to one key.
///
/// ```
/// use sayso::{Limits, PolicyDocument, Source};
///
/// let source = Source::new("role.json", r#"{"Statement": {"Condition": {
///     "NumericLessThanIfExists": {"aws:MultiFactorAuthAge": 3.6e3}}}}"#);
/// let document = PolicyDocument::parse(&source, &Limits::default());
/// let clause = &document.statements()[0].condition.as_ref().unwrap().clauses[0];
/// assert_eq!(clause.operator.value.to_string(), "NumericLessThanIfExists");
/// assert_eq!(clause.values[0].value, "3600");
/// ```
#[derive(Debug, Clone)]
pub struct ConditionClause {
    /// The operator, with its prefix and suffix.
    pub operator: Spanned<ConditionOperator>,
    /// The condition key as written.
    pub key: Spanned<String>,
    /// The span of the key's value or list of values.
    pub span: Span,
    /// The values as text (G13).
    pub values: Vec<Spanned<String>>,
}
