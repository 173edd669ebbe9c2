//! What a rule looks at.

use std::cell::OnceCell;
use std::sync::Arc;

use sayso_catalog::ServiceReference;

use super::arns;
use super::options::Options;
use crate::document::{
    ConditionClause, Effect, ListElement, PolicyDocument, PrincipalEntry, StatementNode, opening,
};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::{Source, Span, Spanned};

pub(super) struct Context<'a> {
    pub(super) document: &'a PolicyDocument,
    pub(super) policy_type: PolicyType,
    pub(super) options: &'a Options<'a>,
    compiled: OnceCell<Option<Arc<Policy>>>,
    arn_problems: OnceCell<Vec<arns::Problem>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        document: &'a PolicyDocument,
        policy_type: PolicyType,
        options: &'a Options<'a>,
    ) -> Self {
        Self { document, policy_type, options, compiled: OnceCell::new(), arn_problems: OnceCell::new() }
    }

    pub(super) fn source(&self) -> &'a Source {
        self.document.source()
    }

    pub(super) fn reference(&self) -> ServiceReference<'a> {
        self.options.reference
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = &'a StatementNode> + use<'a> {
        self.document.statements().iter()
    }

    /// The policy ready to be evaluated, unless something refuses it. Compiled once, when first asked for.
    pub(super) fn compiled(&self) -> Option<&Arc<Policy>> {
        let compile =
            || Policy::compile(Arc::new(self.document.clone()), self.policy_type).ok().map(Arc::new);
        self.compiled.get_or_init(compile).as_ref()
    }

    /// What is wrong with its ARNs. Looked for once, when first asked for.
    pub(super) fn arn_problems(&self) -> &[arns::Problem] {
        self.arn_problems.get_or_init(|| arns::problems(self))
    }

    /// Whether it belongs to an identity: no `Principal`.
    pub(super) fn is_identity_like(&self) -> bool {
        use PolicyType::{Identity, PermissionsBoundary, Session};
        matches!(self.policy_type, Identity | PermissionsBoundary | Session)
    }

    /// The place of an object that lacks something: its first character, not all its lines.
    pub(super) fn opening(&self, span: Span) -> Span {
        opening(self.source(), span)
    }
}

/// What rules ask of statements.
pub(super) trait StatementExt {
    fn allows(&self) -> bool;
    fn denies(&self) -> bool;
    /// The entries of `Action`, none of `NotAction`.
    fn actions(&self) -> &[Spanned<String>];
    /// The entries of `NotAction`, none of `Action`.
    fn not_actions(&self) -> &[Spanned<String>];
    /// The entries of `Resource`, none of `NotResource`.
    fn resources(&self) -> &[Spanned<String>];
    /// The entries of `Principal`, none of `NotPrincipal`.
    fn principals(&self) -> &[PrincipalEntry];
    fn clauses(&self) -> &[ConditionClause];
}

impl StatementExt for StatementNode {
    fn allows(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow)
    }

    fn denies(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| effect.value == Effect::Deny)
    }

    fn actions(&self) -> &[Spanned<String>] {
        entries(self.action.as_ref(), false)
    }

    fn not_actions(&self) -> &[Spanned<String>] {
        entries(self.action.as_ref(), true)
    }

    fn resources(&self) -> &[Spanned<String>] {
        entries(self.resource.as_ref(), false)
    }

    fn principals(&self) -> &[PrincipalEntry] {
        let principal = self.principal.as_ref().filter(|principal| !principal.negated);
        principal.map_or(&[], |principal| &principal.entries)
    }

    fn clauses(&self) -> &[ConditionClause] {
        self.condition.as_ref().map_or(&[], |condition| &condition.clauses)
    }
}

fn entries(element: Option<&ListElement>, negated: bool) -> &[Spanned<String>] {
    element.filter(|element| element.negated == negated).map_or(&[], |element| &element.entries)
}
