//! A policy as written: every element with its span, nothing interpreted yet.

mod faults;
mod grammar;
mod lower;

use crate::condition::ConditionOperator;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned};

/// The `Version` element (G03); it decides whether `${…}` is a variable (G08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Version {
    /// `2008-10-17`, also where the element is absent: `${…}` is ordinary text.
    #[default]
    V2008,
    /// `2012-10-17`: policy variables work.
    V2012,
}

/// `Allow` or `Deny` (G17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Grants, or passes in a policy that caps.
    Allow,
    /// Denies, whatever else allows.
    Deny,
}

impl Effect {
    /// The element's value as written in a policy.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// A policy document, lowered from text. Parsing never fails: what could not be understood is absent
/// here and named in [`PolicyDocument::diagnostics`].
#[derive(Debug, Clone)]
pub struct PolicyDocument {
    pub(crate) source: Source,
    pub(crate) span: Span,
    pub(crate) version: Option<Spanned<Version>>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) statements: Vec<StatementNode>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl PolicyDocument {
    /// The text it was read from, of which it may be a part.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The whole document's place in its source.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The `Version` element, if written and legal.
    pub fn version(&self) -> Option<Spanned<Version>> {
        self.version.clone()
    }

    /// The `Id` element.
    pub fn id(&self) -> Option<&Spanned<String>> {
        self.id.as_ref()
    }

    /// The statements in the order written.
    pub fn statements(&self) -> &[StatementNode] {
        &self.statements
    }

    /// What is wrong with it whatever its type; errors refuse it.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// One statement as written. An element that was missing is `None`; of a malformed one what could be
/// understood is kept, so that one fault is not reported twice.
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
}

/// `Action`, `NotAction`, `Resource` or `NotResource`: a list of strings, brackets or not (G05).
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
}

/// One value of a principal map.
#[derive(Debug, Clone)]
pub struct PrincipalEntry {
    /// The map's key.
    pub kind: PrincipalKind,
    /// The value.
    pub value: Spanned<String>,
}

/// The keys of a principal map.
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
#[derive(Debug, Clone)]
pub struct ConditionElement {
    /// The element's name.
    pub key: Span,
    /// The element's value.
    pub span: Span,
    /// The clauses in the order written.
    pub clauses: Vec<ConditionClause>,
}

/// One operator applied to one key.
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
