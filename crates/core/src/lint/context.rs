//! What a rule looks at.

use std::cell::OnceCell;
use std::sync::Arc;

use sayso_catalog::ServiceReference;

use super::arns;
use super::caller::Caller;
use super::options::Options;
use super::statement_globs::StatementGlobs;
use crate::document::{
    ConditionClause, Effect, ListElement, PolicyDocument, PrincipalEntry, StatementNode, Version, opening,
};
use crate::glob::{Glob, open_pattern};
use crate::json::UNKNOWN;
use crate::policy::{Policy, resource_pattern};
use crate::policy_type::PolicyType;
use crate::risk::{Escalation, escalations};
use crate::source::{Source, Span, Spanned};

/// Bytes and statements of a text of which more is asked than to be read once: many times what a policy may have.
const LARGEST: usize = 1 << 18;
const MOST_STATEMENTS: usize = 1_000;

pub(super) struct Context<'a> {
    pub(super) document: &'a PolicyDocument,
    pub(super) policy_type: PolicyType,
    pub(super) options: &'a Options<'a>,
    compiled: OnceCell<Option<Arc<Policy>>>,
    globs: OnceCell<Vec<StatementGlobs<'a>>>,
    caller: OnceCell<Option<Caller>>,
    escalations: OnceCell<Vec<Escalation>>,
    arn_problems: OnceCell<Vec<arns::Problem>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        document: &'a PolicyDocument,
        policy_type: PolicyType,
        options: &'a Options<'a>,
    ) -> Self {
        Self {
            document,
            policy_type,
            options,
            compiled: OnceCell::new(),
            globs: OnceCell::new(),
            caller: OnceCell::new(),
            escalations: OnceCell::new(),
            arn_problems: OnceCell::new(),
        }
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

    /// The statements of which every value is known: what a template leaves open could say anything.
    pub(super) fn known_statements(&self) -> impl Iterator<Item = &'a StatementNode> + use<'a> {
        let document = self.document;
        self.statements().filter(move |statement| !document.is_unknown(statement.span))
    }

    /// The policy ready to be evaluated, unless something refuses it. Compiled once, when first asked for.
    pub(super) fn compiled(&self) -> Option<&Arc<Policy>> {
        let compile =
            || Policy::compile(Arc::new(self.document.clone()), self.policy_type).ok().map(Arc::new);
        self.compiled.get_or_init(compile).as_ref()
    }

    /// An entry of `Resource` or `NotResource`, to be compared with others.
    pub(super) fn resource_glob(&self, text: &str) -> Glob {
        let version = self.document.version().map(|version| version.value).unwrap_or_default();
        if text.contains(UNKNOWN) {
            return Glob::of(&open_pattern(text, version == Version::V2012));
        }
        Glob::of(&resource_pattern(text, version, self.policy_type))
    }

    /// Whether it is no larger than policies are, so that its statements may be compared and evaluated.
    pub(super) fn is_ordinary(&self) -> bool {
        self.source().slice(self.document.span()).len() <= LARGEST
            && self.document.statements().len() <= MOST_STATEMENTS
    }

    /// The statements, to be compared with each other, number for number. None of a text that is not ordinary.
    pub(super) fn globs(&self) -> &[StatementGlobs<'a>] {
        self.globs.get_or_init(|| {
            if !self.is_ordinary() {
                return Vec::new();
            }
            self.statements()
                .map(|statement| {
                    let is_known = !self.document.is_unknown(statement.span);
                    StatementGlobs::new(statement, is_known, |text| self.resource_glob(text))
                })
                .collect()
        })
    }

    /// Somebody with this policy; none where it gives no permissions to an identity, where it is refused, and
    /// where it allows everything, of which there is nothing more to say.
    pub(super) fn caller(&self) -> Option<&Caller> {
        let open =
            || (!self.known_statements().any(StatementNode::allows_everything)).then(|| Caller::of(self));
        self.caller.get_or_init(|| open().flatten()).as_ref()
    }

    /// The ways to escalate privileges that the policy leaves open.
    pub(super) fn escalations(&self) -> &[Escalation] {
        let find = |caller: &Caller| {
            escalations(&caller.policies, &caller.principal, &caller.facts, self.reference())
        };
        self.escalations.get_or_init(|| self.caller().map(find).unwrap_or_default())
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
    /// Whether it allows every action on every resource, on no condition.
    fn allows_everything(&self) -> bool;
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

    fn allows_everything(&self) -> bool {
        let any = |entry: &Spanned<String>| matches!(entry.value.as_str(), "*" | "*:*");
        self.allows()
            && self.clauses().is_empty()
            && self.actions().iter().any(any)
            && self.resources().iter().any(|entry| entry.value == "*")
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
