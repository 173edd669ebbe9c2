//! Which part of a policy the cursor is in.

use super::outline::{Cursor, Id, Outline, Shape};
use super::token::Token;

/// A part of a policy that is written in one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A name of an element of the document.
    DocumentElement,
    /// A name of an element of a statement.
    StatementElement,
    Version,
    Effect,
    /// An entry of `Action` or `NotAction`.
    Action,
    /// An entry of `Resource` or `NotResource`.
    Resource,
    /// `Principal` or `NotPrincipal` without a map.
    Principal,
    /// `AWS`, `Service` and so on.
    PrincipalKind,
    /// An entry under one of those.
    PrincipalEntry(&'t str),
    /// A name of a condition operator.
    Operator,
    /// A condition key under an operator.
    Key {
        operator: &'t str,
    },
    /// A value that a condition key is compared with.
    Value {
        operator: &'t str,
        key: &'t str,
    },
}

/// A text that a person writes, with the cursor in it.
#[derive(Debug)]
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    pub(super) outline: Outline,
    pub(super) cursor: Cursor,
    pub(super) part: Part<'t>,
    /// The statement.
    pub(super) statement: Option<Id>,
}

impl<'t> Place<'t> {
    /// None where no policy is.
    pub(super) fn find(text: &'t str, offset: usize) -> Option<Self> {
        let outline = Outline::read(text, offset);
        let cursor = outline.cursor?;
        let (part, statement) = Finder { text, outline: &outline }.part(cursor)?;
        Some(Self { text, outline, cursor, part, statement })
    }

    /// The keys of the object around the cursor but the one that it is in.
    pub(super) fn siblings(&self) -> impl Iterator<Item = &'t str> {
        self.keys(self.cursor.holder)
    }

    /// The keys of an object but the one that the cursor is in.
    pub(super) fn keys(&self, object: Id) -> impl Iterator<Item = &'t str> {
        let entries = self.outline.entries.iter().filter(move |entry| entry.parent == object);
        let own = self.cursor.token.filter(|_| self.cursor.at_key);
        entries
            .filter_map(|entry| entry.key)
            .filter(move |key| Some(*key) != own)
            .map(|key| self.text.get(key.content().range()).unwrap_or_default())
    }

    /// The entries of an element of the statement, one or a list, but the one that the cursor is in.
    pub(super) fn list(&self, element: &str) -> Vec<&'t str> {
        let Some(statement) = self.statement else { return Vec::new() };
        let text = |token: Token| self.text.get(token.content().range());
        let is_own = |id: Id| {
            let above = self.outline.above(id);
            above.is_some_and(|(parent, key)| parent == statement && key.and_then(text) == Some(element))
        };
        let own = self.cursor.token.map(Token::content);
        let entries = self.outline.entries.iter().enumerate();
        let scalars = entries.filter(|(_, entry)| entry.shape == Shape::Scalar && Some(entry.span) != own);
        let within = scalars.filter(|(id, entry)| is_own(*id) || is_own(entry.parent));
        within.filter_map(|(_, entry)| self.text.get(entry.span.range())).collect()
    }

    /// The keys of the object whose own key the cursor is in.
    pub(super) fn keys_under(&self) -> Vec<&'t str> {
        let own = self.cursor.token.filter(|_| self.cursor.at_key);
        let mut entries = self.outline.entries.iter();
        let object = own.and_then(|own| entries.position(|entry| entry.key == Some(own)));
        object.map(|object| self.keys(object).collect()).unwrap_or_default()
    }

    /// Whether a colon follows what the cursor is in.
    pub(super) fn has_colon(&self) -> bool {
        let end = self.cursor.token.map(|token| token.span.end as usize);
        let after = end.and_then(|end| self.text.get(end..)).unwrap_or_default();
        after.trim_start().starts_with(':')
    }

    /// What the cursor's text says.
    pub(super) fn written(&self) -> &'t str {
        let token = self.cursor.token.map(Token::content);
        token.and_then(|span| self.text.get(span.range())).unwrap_or_default()
    }
}

struct Finder<'t, 'o> {
    text: &'t str,
    outline: &'o Outline,
}

impl<'t> Finder<'t, '_> {
    fn part(&self, cursor: Cursor) -> Option<(Part<'t>, Option<Id>)> {
        let (object, key) = if self.outline.shape(cursor.holder) == Shape::Object {
            // Between a key and its colon.
            if !cursor.at_key && cursor.key.is_none() {
                return None;
            }
            (cursor.holder, cursor.key)
        } else {
            self.member_with(cursor.holder)?
        };
        let key = key.map(|key| self.slice(key)).filter(|_| !cursor.at_key);
        if self.is_statement(object) {
            let part = match key {
                None => Part::StatementElement,
                Some("Effect") => Part::Effect,
                Some("Action" | "NotAction") => Part::Action,
                Some("Resource" | "NotResource") => Part::Resource,
                Some("Principal" | "NotPrincipal") => Part::Principal,
                _ => return None,
            };
            return Some((part, Some(object)));
        }
        let (above, name) = self.named(object).unzip();
        match (above, name) {
            (Some(above), Some("Principal" | "NotPrincipal")) if self.is_statement(above) => {
                Some((key.map_or(Part::PrincipalKind, Part::PrincipalEntry), Some(above)))
            }
            (Some(above), Some("Condition")) if self.is_statement(above) => {
                key.is_none().then_some((Part::Operator, Some(above)))
            }
            (Some(above), Some(operator)) if self.is_condition(above) => {
                let part = key.map_or(Part::Key { operator }, |key| Part::Value { operator, key });
                Some((part, self.named(above).map(|(statement, _)| statement)))
            }
            _ if self.is_document(object, cursor) => match key {
                None => Some((Part::DocumentElement, None)),
                Some("Version") => Some((Part::Version, None)),
                Some(_) => None,
            },
            _ => None,
        }
    }

    fn slice(&self, token: Token) -> &'t str {
        self.text.get(token.content().range()).unwrap_or_default()
    }

    /// The object in which an array, perhaps in others, is a value, and its key.
    fn member_with(&self, array: Id) -> Option<(Id, Option<Token>)> {
        let mut id = array;
        loop {
            let (above, key) = self.outline.above(id)?;
            if self.outline.shape(above) == Shape::Object {
                return key.map(|key| (above, Some(key)));
            }
            id = above;
        }
    }

    /// The object in which an object is a value, or an entry of one, and the name of that.
    fn named(&self, object: Id) -> Option<(Id, &'t str)> {
        self.member_with(object).and_then(|(above, key)| Some((above, self.slice(key?))))
    }

    fn is_statement(&self, object: Id) -> bool {
        self.named(object).is_some_and(|(_, name)| name == "Statement")
    }

    fn is_condition(&self, object: Id) -> bool {
        self.named(object).is_some_and(|(above, name)| name == "Condition" && self.is_statement(above))
    }

    /// Whether an object is a policy: it has a `Statement`, is under a name such as `PolicyDocument`, or is all there
    /// is, and nothing in it says otherwise.
    fn is_document(&self, object: Id, cursor: Cursor) -> bool {
        let is_wrapped = self.named(object).is_some_and(|(_, name)| name.ends_with("PolicyDocument"));
        let keys = self.outline.entries.iter().filter(|entry| entry.parent == object);
        let others = keys.filter_map(|entry| entry.key).filter(|key| Some(*key) != cursor.token);
        let names: Vec<&str> = others.map(|key| self.slice(key)).collect();
        let is_alone = self.member_with(object).is_none();
        is_wrapped
            || names.contains(&"Statement")
            || is_alone && names.iter().all(|name| matches!(*name, "Version" | "Id"))
    }
}

#[cfg(test)]
mod tests;
