//! Statements and their lists of strings.

use super::names::Elements;
use super::{Lowering, names};
use crate::diagnostic::quote;
use crate::document::faults::opening;
use crate::document::{Effect, ListElement, StatementNode};
use crate::json::{Member, Node, UNKNOWN, Value};
use crate::source::{Span, Spanned};

pub(super) const STATEMENT: Elements = Elements {
    holder: "statement",
    own: &[
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ],
    elsewhere: &["Version", "Id", "Statement"],
    where_else: "the policy document",
};

impl Lowering<'_> {
    pub(super) fn statement(&mut self, span: Span, members: &[Member<'_>]) -> StatementNode {
        self.refuse_repeats(members, |key| STATEMENT.own.contains(&key), "keep one of them");
        let mut statement = StatementNode {
            span,
            sid: None,
            effect: None,
            principal: None,
            action: None,
            resource: None,
            condition: None,
            open: false,
        };
        self.open = self.may_have_more(members);
        let mut has_effect = false;
        for member in members {
            if let Some((name, exact)) = self.element(&member.key, &STATEMENT) {
                has_effect |= name == "Effect";
                self.statement_element(name, exact, member, &mut statement);
            }
        }
        statement.open = self.open;
        if self.may_have_more(members) {
            return statement;
        }
        let opening = opening(self.source, span);
        if !has_effect {
            let help = "write `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`";
            self.refuse("MISSING_EFFECT", opening, "the statement has no `Effect`", help);
        }
        if statement.action.is_none() {
            let help = "write `\"Action\": [ … ]`";
            self.refuse("MISSING_ACTION", opening, "the statement has no `Action` or `NotAction`", help);
        }
        statement
    }

    /// Lowers one element into its place; of two, the first stays there.
    fn statement_element(
        &mut self,
        name: &'static str,
        exact: bool,
        member: &Member<'_>,
        statement: &mut StatementNode,
    ) {
        let (key, node) = (member.key.span, &member.value);
        let negated = name.starts_with("Not");
        let pair = |this: &mut Self, earlier: Option<bool>| {
            if exact && earlier.is_some_and(|earlier| earlier != negated) {
                this.refuse_pair(name, key);
            }
        };
        match name {
            "Sid" => {
                let sid = self.string("`Sid`", node);
                statement.sid = statement.sid.take().or(sid);
            }
            "Effect" => {
                let effect = self.effect(node);
                statement.effect = statement.effect.take().or(effect);
            }
            "Principal" | "NotPrincipal" => {
                pair(self, statement.principal.as_ref().map(|earlier| earlier.negated));
                let principal = self.principal(name, key, node);
                statement.principal = statement.principal.take().or(Some(principal));
            }
            "Action" | "NotAction" => {
                pair(self, statement.action.as_ref().map(|earlier| earlier.negated));
                let action = self.list(name, key, node);
                statement.action = statement.action.take().or(Some(action));
            }
            "Resource" | "NotResource" => {
                pair(self, statement.resource.as_ref().map(|earlier| earlier.negated));
                let resource = self.list(name, key, node);
                statement.resource = statement.resource.take().or(Some(resource));
            }
            _ => {
                let condition = self.condition(key, node);
                statement.condition = statement.condition.take().or(Some(condition));
            }
        }
    }

    fn refuse_pair(&mut self, name: &str, key: Span) {
        let other = name.strip_prefix("Not").map_or_else(|| format!("Not{name}"), str::to_owned);
        let message = format!("a statement must not have both `{other}` and `{name}`");
        let help = "keep one of them, or write two statements";
        self.refuse("UNSUPPORTED_ELEMENT_COMBINATION", key, message, help);
    }

    fn effect(&mut self, node: &Node<'_>) -> Option<Spanned<Effect>> {
        if self.unknown(node).is_some() {
            self.open = true;
            return None;
        }
        let (found, meant) = match &node.value {
            Value::String(text) => {
                let effects = [Effect::Allow, Effect::Deny];
                if let Some(value) = effects.into_iter().find(|effect| effect.as_str() == text) {
                    return Some(Spanned { value, span: node.span });
                }
                let meant = names::closest(text, effects.map(Effect::as_str));
                let meant = effects.into_iter().find(|effect| Some(effect.as_str()) == meant);
                (quote(text), meant)
            }
            other => (other.kind().into(), None),
        };
        let message = format!("`Effect` must be `Allow` or `Deny`, found {found}");
        let help = meant.map(|meant| format!("write `\"{}\"`", meant.as_str())).unwrap_or_default();
        self.refuse("INVALID_EFFECT", node.span, message, help);
        meant.map(|value| Spanned { value, span: node.span })
    }

    fn list(&mut self, name: &'static str, key: Span, node: &Node<'_>) -> ListElement {
        let mut entries = Vec::new();
        self.strings(&format!("`{name}`"), node, |entry| entries.push(entry));
        ListElement { negated: name.starts_with("Not"), key, span: node.span, entries }
    }

    /// The strings of a list, or the one string that stands for it (G05). A value that is unknown as a whole
    /// may be either, and has no entries; one with known parts is a string.
    pub(super) fn strings(&mut self, what: &str, node: &Node<'_>, mut push: impl FnMut(Spanned<String>)) {
        match &node.value {
            Value::String(text) => push(Spanned { value: text.clone().into_owned(), span: node.span }),
            Value::Unknown(text) => {
                self.unknown.spans.push(node.span);
                if !is_whole(text) {
                    push(Spanned { value: text.clone().into_owned(), span: node.span });
                }
            }
            Value::Array(items) => {
                for item in items {
                    match &item.value {
                        Value::String(text) => {
                            push(Spanned { value: text.clone().into_owned(), span: item.span });
                        }
                        Value::Unknown(text) => {
                            self.unknown.spans.push(item.span);
                            push(Spanned { value: text.clone().into_owned(), span: item.span });
                        }
                        _ => self.mismatch(&format!("an entry of {what}"), "a string", item, ""),
                    }
                }
            }
            _ => self.mismatch(what, "a string or a list of strings", node, ""),
        }
    }
}

/// Whether nothing of an unknown text is known.
fn is_whole(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some(UNKNOWN) && characters.next().is_none()
}
