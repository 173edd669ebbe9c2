//! What could be written at a place.

mod action;
mod condition;
mod element;
mod list;
mod principal;
mod resource;

use sayso_catalog::{ServiceAction, ServiceReference};

use super::place::{Part, Place};
use super::token::{Kind, Token};
use super::{CompletionKind, Completions};
use crate::document::Effect;
use crate::policy_type::PolicyType;
use crate::source::Span;
use list::List;

pub(super) use action::offer as offer_actions;
pub(super) use list::List as Offers;

/// Actions of a statement that are looked at.
const MOST_ACTIONS: usize = 1_000;

/// Entries of `Action` that are looked at.
const MOST_ENTRIES: usize = 200;

/// What is asked: where, and of what.
pub(super) struct Question<'q, 't, 'a> {
    pub(super) place: &'q Place<'t>,
    pub(super) policy_type: Option<PolicyType>,
    pub(super) reference: ServiceReference<'a>,
}

impl<'a> Question<'_, '_, 'a> {
    /// The actions that the statement is about, where they are few enough to tell anything.
    fn actions(&self) -> Vec<ServiceAction<'a>> {
        let entries = self.place.list("Action");
        let known = entries.into_iter().take(MOST_ENTRIES).filter(|entry| entry.contains(':'));
        let mut actions = Vec::new();
        for entry in known {
            let room = MOST_ACTIONS - actions.len();
            actions.extend(self.reference.actions_matching(entry).take(room));
        }
        actions
    }
}

pub(super) fn complete(
    text: &str,
    offset: usize,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Completions {
    let Some(place) = Place::find(text, offset) else {
        return Completions::none(text, offset);
    };
    let (replace, typed) = written(&place, offset);
    let quoted = place.cursor.token.is_none_or(|token| token.kind == Kind::Word);
    let mut list = List::new(typed, if quoted { "\"" } else { "" });
    let question = Question { place: &place, policy_type, reference: *reference };
    fill(&question, &mut list);
    Completions { replace, items: list.finish() }
}

fn fill(question: &Question<'_, '_, '_>, list: &mut List<'_>) {
    match question.place.part {
        Part::DocumentElement => element::of_document(question, list),
        Part::StatementElement => element::of_statement(question, list),
        Part::Version => {
            list.offer("2012-10-17", "variables work", CompletionKind::Value);
            list.offer("2008-10-17", "without policy variables", CompletionKind::Value);
        }
        Part::Effect => {
            for effect in [Effect::Allow, Effect::Deny] {
                list.offer(effect.as_str(), "", CompletionKind::Value);
            }
        }
        Part::Action => {
            let negated = question.place.list("NotAction");
            let entries = [question.place.list("Action"), negated].concat();
            action::offer(&question.reference, &entries, list);
        }
        Part::Resource => resource::offer(question, list),
        Part::Principal => list.offer("*", "everybody", CompletionKind::Principal),
        Part::PrincipalKind => principal::kinds(question, list),
        Part::PrincipalEntry(kind) => principal::entries(kind, list),
        Part::Operator => condition::operators(question, list),
        Part::Key { operator } => condition::keys(question, operator, list),
        Part::Value { operator, key } => condition::values(question, operator, key, list),
    }
}

/// What an item replaces, and the part of it before the cursor. A name is replaced with its quotes and gets its colon;
/// a value may have more to come, so that the quotes stay as they are.
fn written<'t>(place: &Place<'t>, offset: usize) -> (Span, &'t str) {
    let Some(token) = place.cursor.token else { return (Span::at(offset), "") };
    let content = token.content();
    let typed = place.text.get(content.start as usize..offset).unwrap_or_default();
    let replace = if place.cursor.at_key { token.span } else { value(place.text, token, offset) };
    (replace, typed)
}

/// The value around the cursor: without what follows in the same line if a quote is missing somewhere.
fn value(text: &str, token: Token, offset: usize) -> Span {
    let content = token.content();
    let after = text.get(offset..content.end as usize).unwrap_or_default();
    let is_open = token.kind == Kind::OpenText;
    let ends = |character: char| {
        character.is_whitespace() || character == ',' || is_open && matches!(character, ']' | '}')
    };
    let length = after.find(ends).unwrap_or(after.len());
    Span::new(content.start as usize, offset + length)
}
