//! Decisions that depend on unknown facts, settled once where they come from the same statements.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::evidence::Matched;
use super::relevant::address;
use crate::account::{Question, keys_of};
use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::Decision;
use crate::policy::{Grade, Policy, Statement};
use crate::request::Key;
use crate::truth::Truth;

/// A decision and the sets of keys that it depends on.
type Answer = (Decision, Vec<Vec<Key<'static>>>);
/// A policy, by its text where it is a trust policy, a statement, and how it matches.
type Part = (usize, Option<String>, u32, Effect, Truth);

/// All that an answer comes from.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Likeness {
    accounts: (String, String),
    /// A boundary that does not match is seen nowhere else.
    has_boundary: bool,
    matched: Vec<(Layer, Part)>,
    /// How strongly they mean the caller.
    grades: Vec<Grade>,
}

/// Answers so far.
#[derive(Debug, Default)]
pub(super) struct Open {
    known: Mutex<HashMap<Likeness, Answer>>,
}

impl Open {
    /// The answer to one that depends: as to another that is alike, or made. All are about one resource, or about
    /// roles that only their trust policies tell apart.
    pub(super) fn settled(
        &self,
        account: &str,
        question: &Question<'_>,
        matched: &Matched,
        settle: impl FnOnce() -> Answer,
    ) -> Answer {
        let Some(likeness) = likeness(account, question, matched) else { return settle() };
        // A thread that panicked left nothing half done.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&likeness).cloned();
        found.unwrap_or_else(|| {
            let made = settle();
            known().insert(likeness, made.clone());
            made
        })
    }
}

/// `None` where what is open could be told apart by the caller or the role.
fn likeness(account: &str, question: &Question<'_>, matched: &Matched) -> Option<Likeness> {
    let (policies, request) = (&question.policies, &question.request);
    let part = |(at, effect, truth): (crate::evaluate::StatementRef, Effect, Truth)| {
        let policy = policies.layer(at.layer).nth(at.policy as usize)?;
        let statement = policy.statements().get(at.statement as usize)?;
        if truth == Truth::Unknown && is_personal(statement) {
            return None;
        }
        let is_trust = at.layer == Layer::Resource;
        let text = is_trust.then(|| text(policy)).flatten();
        let address = if text.is_some() { 0 } else { address(policy) };
        Some((at.layer, (address, text, at.statement, effect, truth)))
    };
    let grades = matched.grades().to_vec();
    let matched = matched.found().iter().copied().map(part).collect::<Option<Vec<_>>>()?;
    let of_role = request.resource.account.as_deref().unwrap_or_default();
    let (accounts, has_boundary) =
        ((account.to_owned(), of_role.to_owned()), policies.permissions_boundary.is_some());
    Some(Likeness { accounts, has_boundary, matched, grades })
}

fn text(policy: &Policy) -> Option<String> {
    let document = policy.document();
    let text = document.source().slice(document.span());
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a statement asks about what one caller has and another has not.
fn is_personal(statement: &Statement) -> bool {
    let of_caller = |key: &Key<'_>| {
        let key = key.to_lowercase();
        ["aws:principal", "aws:user"].iter().any(|start| key.starts_with(start))
    };
    let has_variables = || statement.resource_entries().iter().any(crate::account::what::has_variables);
    has_variables() || keys_of(statement).any(of_caller)
}
