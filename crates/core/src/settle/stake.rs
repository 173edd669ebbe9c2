//! What is at stake: the elements whose outcome is open, and the unknown keys that they use.

use crate::attached::AttachedPolicies;
use crate::condition::Clause;
use crate::document::ConditionClause;
use crate::evaluate::{Element, StatementTrace, Trace, credentials_allow, evaluate};
use crate::pattern::Pattern;
use crate::policy::Statement;
use crate::request::{Key, Request, Value};
use crate::truth::Truth;

/// Something that facts still unknown decide.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'a> {
    /// A clause of a condition; its values as written, where the document has them.
    Clause(&'a Clause, Option<&'a ConditionClause>),
    /// The variables of `Resource` or `NotResource`.
    Resource(&'a Statement),
    /// Whether the session was made with MFA (E22).
    Credentials,
}

impl Part<'_> {
    /// Whether values of it are known only on deployment, which no facts replace.
    pub(super) fn is_open(self) -> bool {
        match self {
            Self::Clause(clause, _) => clause.test().is_open(),
            Self::Resource(statement) => statement.resource_entries().iter().any(Pattern::is_open),
            Self::Credentials => false,
        }
    }
}

/// A part and the unknown keys that it uses, by number.
#[derive(Debug)]
pub(super) struct Open<'a> {
    pub(super) part: Part<'a>,
    pub(super) keys: Vec<usize>,
}

impl Open<'_> {
    pub(super) fn truth(&self, request: &Request) -> Truth {
        match self.part {
            Part::Clause(clause, _) => clause.evaluate(request).truth,
            Part::Resource(statement) => statement.resource(request).map_or(Truth::Yes, |it| it.truth),
            Part::Credentials => credentials_allow(request),
        }
    }
}

/// The open statements and the keys that they hang on. A statement's elements that are not open are left
/// out: they hold.
#[derive(Debug)]
pub(super) struct Stake<'a> {
    /// By lower-case name.
    pub(super) keys: Vec<Key<'static>>,
    pub(super) statements: Vec<Vec<Open<'a>>>,
}

impl<'a> Stake<'a> {
    /// Looks at every statement of the layers in force, once.
    pub(super) fn of(policies: &'a AttachedPolicies, request: &Request) -> Self {
        let mut trace = Trace::default();
        evaluate(policies, request, &mut trace);
        trace.finish();
        let open = trace.statements().iter().filter(|statement| statement.matched == Truth::Unknown);
        let mut statements: Vec<Vec<Part<'a>>> = open.map(|trace| open_parts(policies, trace)).collect();
        if credentials_allow(request) == Truth::Unknown {
            statements.push(vec![Part::Credentials]);
        }
        let parts = statements.iter().flatten();
        let mut names: Vec<Key<'static>> = parts.flat_map(|part| unknown_keys(*part, request)).collect();
        names.sort();
        names.dedup();
        let number = |part: Part<'a>| {
            let keys = unknown_keys(part, request);
            let mut keys: Vec<usize> = keys.iter().filter_map(|key| names.binary_search(key).ok()).collect();
            keys.sort_unstable();
            keys.dedup();
            Open { part, keys }
        };
        let statements =
            statements.into_iter().map(|parts| parts.into_iter().map(number).collect()).collect();
        Self { statements, keys: names.iter().map(|key| as_stated(request, key)).collect() }
    }

    /// The open elements that use a key.
    pub(super) fn using(&self, key: usize) -> impl Iterator<Item = &Open<'a>> {
        self.statements.iter().flatten().filter(move |open| open.keys.binary_search(&key).is_ok())
    }
}

fn open_parts<'a>(policies: &'a AttachedPolicies, trace: &StatementTrace) -> Vec<Part<'a>> {
    let Some(policy) = policies.layer(trace.at.layer).nth(trace.at.policy as usize) else {
        return Vec::new();
    };
    let Some(statement) = policy.statements().get(trace.at.statement as usize) else { return Vec::new() };
    let node = policy.document().statements().get(trace.at.statement as usize);
    let written = node.and_then(|node| node.condition.as_ref()).map(|condition| &condition.clauses);
    let open = trace.elements.iter().filter(|check| check.outcome.truth == Truth::Unknown);
    open.filter_map(|check| match check.element {
        Element::Condition(number) => {
            let number = number as usize;
            let clause = statement.clauses().get(number)?;
            Some(Part::Clause(clause, written.and_then(|clauses| clauses.get(number))))
        }
        Element::Resource => Some(Part::Resource(statement)),
        Element::Principal | Element::Action => None,
    })
    .collect()
}

fn unknown_keys(part: Part<'_>, request: &Request) -> Vec<Key<'static>> {
    let keys: Vec<Key<'static>> = match part {
        Part::Clause(clause, _) => clause.variables().chain([clause.key()]).cloned().collect(),
        Part::Resource(statement) => statement
            .resource_entries()
            .iter()
            .flat_map(|entry| entry.variables().map(|variable| variable.key.clone()))
            .collect(),
        Part::Credentials => vec![Key::new("aws:MultiFactorAuthPresent")],
    };
    keys.into_iter().filter(|key| is_unknown(request, key)).collect()
}

fn is_unknown(request: &Request, key: &Key) -> bool {
    matches!(request.value(key), Value::Unknown)
}

/// The key as the request writes it, if it does, else as the policy does.
fn as_stated(request: &Request, key: &Key<'static>) -> Key<'static> {
    request.context.stated(key).cloned().map_or_else(|| key.clone(), Key::into_owned)
}
