//! Policies compiled once: typed values, classified patterns, statements indexed by action.

mod action;
mod index;
mod principal;
mod resource;

use std::ops::ControlFlow;
use std::sync::Arc;

pub(crate) use principal::Caller;
pub use principal::Grade;

use action::ActionElement;
pub(crate) use action::ActionPattern;
use index::Index;
use principal::PrincipalMatcher;
use resource::ResourceElement;

use crate::condition::Clause;
use crate::diagnostic::Diagnostic;
use crate::document::{Effect, PolicyDocument, StatementNode};
use crate::outcome::Outcome;
use crate::pattern::Pattern;
use crate::policy_type::PolicyType;
use crate::request::{Action, Request};

/// A policy ready to be evaluated; only a document without a refusal becomes one.
#[derive(Debug, Clone)]
pub struct Policy {
    name: String,
    kind: PolicyType,
    document: Arc<PolicyDocument>,
    statements: Box<[Statement]>,
    index: Index,
}

impl Policy {
    /// Compiles a document as a policy of the given type.
    ///
    /// # Errors
    /// Every refusal of semantics 1.4, each with its place.
    pub fn compile(document: Arc<PolicyDocument>, policy_type: PolicyType) -> Result<Self, Vec<Diagnostic>> {
        let mut refusals: Vec<Diagnostic> =
            document.diagnostics().iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect();
        refusals.extend(document.check(policy_type).into_iter().filter(Diagnostic::is_error));
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let compile = |node| Statement::compile(node, &document, policy_type);
        let statements: Box<[Statement]> = document.statements().iter().filter_map(compile).collect();
        let index = Index::build(statements.iter());
        let name = document.source().name().to_owned();
        Ok(Self { name, kind: policy_type, document, statements, index })
    }

    /// The same policy under another name, such as that of the managed policy.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// What people call it: a path, a managed policy's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The type it was compiled as.
    pub fn policy_type(&self) -> PolicyType {
        self.kind
    }

    /// The document it was compiled from, for spans and text.
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// The statements, in the order written.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
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

/// A compiled statement.
#[derive(Debug, Clone)]
pub struct Statement {
    effect: Effect,
    principal: Option<PrincipalMatcher>,
    action: ActionElement,
    resource: Option<ResourceElement>,
    clauses: Box<[Clause]>,
}

impl Statement {
    /// `None` only for a node whose document was refused.
    fn compile(node: &StatementNode, document: &PolicyDocument, policy_type: PolicyType) -> Option<Self> {
        let version = document.version().map(|version| version.value).unwrap_or_default();
        let clauses = node.condition.iter().flat_map(|condition| &condition.clauses);
        Some(Self {
            effect: node.effect.as_ref()?.value,
            principal: node.principal.as_ref().map(PrincipalMatcher::compile),
            action: ActionElement::compile(node.action.as_ref()?),
            resource: node.resource.as_ref().map(|node| ResourceElement::compile(node, version, policy_type)),
            clauses: clauses.map(|clause| Clause::compile(clause, version)).collect(),
        })
    }

    /// `Allow` or `Deny`.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// The condition's clauses, in the order written.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether the statement names principals, and how strongly this caller is meant (2.3).
    pub(crate) fn principal(&self, caller: &Caller<'_>) -> Option<(Outcome, Grade)> {
        self.principal.as_ref().map(|principal| principal.evaluate(caller))
    }

    pub(crate) fn action(&self, action: &Action) -> Outcome {
        self.action.evaluate(action)
    }

    /// The entries of `Resource` or `NotResource`.
    pub(crate) fn resource_entries(&self) -> &[Pattern] {
        self.resource.as_ref().map_or(&[], ResourceElement::entries)
    }

    pub(crate) fn resource(&self, request: &Request) -> Option<Outcome> {
        self.resource.as_ref().map(|resource| resource.evaluate(request))
    }
}
