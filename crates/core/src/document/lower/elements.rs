//! The elements of the document itself.

use super::names::Elements;
use super::statement::STATEMENT;
use super::{Lowering, WRAPPERS};
use crate::diagnostic::quote;
use crate::document::faults::opening;
use crate::document::{PolicyDocument, StatementNode, Version};
use crate::json::{Member, Node, Value};
use crate::source::{Span, Spanned};

const DOCUMENT: Elements = Elements {
    holder: "policy document",
    own: &["Version", "Id", "Statement"],
    elsewhere: STATEMENT.own,
    where_else: "a statement",
};

impl Lowering<'_> {
    pub(super) fn document(&mut self, node: &Node<'_>, document: &mut PolicyDocument) {
        if self.unknown(node).is_some() {
            self.unknown.statements = true;
            self.unknown.version = true;
            return;
        }
        let Value::Object(members) = &node.value else {
            return self.mismatch(
                "a policy",
                "an object",
                node,
                "write `{\"Version\": …, \"Statement\": [ … ]}`",
            );
        };
        self.refuse_repeats(members, |key| DOCUMENT.own.contains(&key), "keep one of them");
        let mut has_statement = false;
        for member in members {
            match self.element(&member.key, &DOCUMENT) {
                Some(("Version", _)) => {
                    let version = self.version(&member.value);
                    document.version = document.version.take().or(version);
                }
                Some(("Id", _)) => {
                    let id = self.string("`Id`", &member.value);
                    document.id = document.id.take().or(id);
                }
                Some(_) => {
                    has_statement = true;
                    self.statements(&member.value, &mut document.statements);
                }
                None => {}
            }
        }
        if self.may_have_more(members) {
            self.unknown.statements = true;
            self.unknown.version |= document.version.is_none();
        } else if !has_statement {
            self.missing_statement(node.span, members);
        }
    }

    fn missing_statement(&mut self, span: Span, members: &[Member<'_>]) {
        let has = |name: &str| members.iter().any(|member| member.key.value == name);
        if WRAPPERS.into_iter().any(has) {
            return;
        }
        let help = if has("Effect") {
            "put the statement into `\"Statement\": [ … ]`"
        } else {
            "write `\"Statement\": [ … ]`"
        };
        let span = opening(self.source, span);
        self.refuse("MISSING_STATEMENT", span, "the policy has no `Statement`", help);
    }

    fn version(&mut self, node: &Node<'_>) -> Option<Spanned<Version>> {
        if self.unknown(node).is_some() {
            self.unknown.version = true;
            return None;
        }
        let spanned = |value| Some(Spanned { value, span: node.span });
        let found = match &node.value {
            Value::String(text) => match text.as_ref() {
                "2012-10-17" => return spanned(Version::V2012),
                "2008-10-17" => return spanned(Version::V2008),
                text => quote(text),
            },
            other => other.kind().into(),
        };
        let message = format!("`Version` must be `2012-10-17` or `2008-10-17`, found {found}");
        let help = if found.starts_with("`v") {
            "write `\"2012-10-17\"`: this is the version of the policy language, not of the policy"
        } else {
            "write `\"2012-10-17\"`"
        };
        self.refuse("INVALID_VERSION", node.span, message, help);
        None
    }

    fn statements(&mut self, node: &Node<'_>, statements: &mut Vec<StatementNode>) {
        if self.unknown(node).is_some() {
            self.unknown.statements = true;
            return;
        }
        let items = match &node.value {
            Value::Array(items) => items.as_slice(),
            Value::Object(_) => std::slice::from_ref(node),
            _ => return self.mismatch("`Statement`", "an object or a list of objects", node, ""),
        };
        statements.reserve_exact(items.len().min(self.limits.statements));
        for item in items {
            if statements.len() >= self.limits.statements {
                let message = format!("more than {} statements", self.limits.statements);
                let span = opening(self.source, item.span);
                return self.refuse("TOO_MANY_STATEMENTS", span, message, "split the policy");
            }
            match &item.value {
                Value::Object(members) => statements.push(self.statement(item.span, members)),
                Value::Unknown(_) => {
                    self.unknown.spans.push(item.span);
                    self.unknown.statements = true;
                }
                _ => self.mismatch("a statement", "an object", item, ""),
            }
        }
    }
}
