//! Decisions that depend on unknown facts, settled once where they come from the same statements.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::evidence::Matched;
use crate::account::{Question, keys_of};
use crate::attached::Layer;
use crate::document::{Effect, Version};
use crate::evaluate::{Decision, StatementRef};
use crate::policy::{Grade, Statement};
use crate::request::Key;
use crate::truth::Truth;

/// A decision and the sets of keys that it depends on.
type Answer = (Decision, Vec<Vec<Key<'static>>>);
/// How a statement matches, and its text where that is open: of one that matches no more counts.
type Part = (Layer, Effect, Grade, Option<(Option<Version>, String)>);

/// All that an answer comes from.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Likeness {
    accounts: (String, String),
    /// A boundary that does not match is seen nowhere else.
    has_boundary: bool,
    matched: Vec<Part>,
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
        make: impl FnOnce() -> Answer,
    ) -> Answer {
        let Some(likeness) = likeness(account, question, matched) else { return make() };
        // A thread that panicked left nothing half done.
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lock().get(&likeness).cloned();
        found.unwrap_or_else(|| {
            let answer = make();
            lock().insert(likeness, answer.clone());
            answer
        })
    }
}

/// `None` where what is open could be told apart by the caller or the role.
fn likeness(account: &str, question: &Question<'_>, matched: &Matched) -> Option<Likeness> {
    let (policies, request) = (&question.policies, &question.request);
    let part = |((at, effect, truth), grade): (&(StatementRef, Effect, Truth), &Grade)| {
        if *truth == Truth::Yes {
            return Some((at.layer, *effect, *grade, None));
        }
        let policy = policies.layer(at.layer).nth(at.policy as usize)?;
        let statement = policy.statements().get(at.statement as usize)?;
        let document = policy.document();
        let text = document.source().slice(document.statements().get(at.statement as usize)?.span);
        let version = document.version().map(|version| version.value);
        let is_alike = !is_personal(statement) && !text.is_empty();
        is_alike.then(|| (at.layer, *effect, *grade, Some((version, text.to_owned()))))
    };
    let both = matched.found().iter().zip(matched.grades());
    let mut matched = both.map(part).collect::<Option<Vec<Part>>>()?;
    matched.sort_unstable();
    matched.dedup();
    let of_role = request.resource.account.as_deref().unwrap_or_default();
    let (accounts, has_boundary) =
        ((account.to_owned(), of_role.to_owned()), policies.permissions_boundary.is_some());
    Some(Likeness { accounts, has_boundary, matched })
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
