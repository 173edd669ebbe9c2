//! `Principal` and `NotPrincipal`.

use super::{Lowering, names};
use crate::diagnostic::quote;
use crate::document::{PrincipalElement, PrincipalEntry, PrincipalKind};
use crate::json::{Member, Node, Value};
use crate::source::{Span, Spanned};

const KINDS: [(&str, PrincipalKind); 4] = [
    ("AWS", PrincipalKind::Aws),
    ("Service", PrincipalKind::Service),
    ("Federated", PrincipalKind::Federated),
    ("CanonicalUser", PrincipalKind::CanonicalUser),
];

impl Lowering<'_> {
    pub(super) fn principal(&mut self, name: &str, key: Span, node: &Node<'_>) -> PrincipalElement {
        let mut principal = PrincipalElement {
            negated: name.starts_with("Not"),
            key,
            span: node.span,
            entries: Vec::new(),
            bare: false,
            empty: Vec::new(),
        };
        match &node.value {
            Value::Unknown(_) => self.unknown.spans.push(node.span),
            Value::String(text) if text == "*" => {
                let value = Spanned { value: "*".into(), span: node.span };
                principal.entries.push(PrincipalEntry { kind: PrincipalKind::Aws, value });
                principal.bare = true;
            }
            Value::String(text) => {
                let message = format!("`{name}` must be `\"*\"` or an object, found {}", quote(text));
                let help = format!("write `{{\"{}\": \"…\"}}`", kind_of(text));
                self.refuse("INVALID_PRINCIPAL_FORMAT", node.span, message, help);
            }
            Value::Object(members) => self.principal_map(members, &mut principal),
            _ => {
                let help = "write `{\"AWS\": [ … ]}`";
                self.mismatch(&format!("`{name}`"), "`\"*\"` or an object", node, help);
            }
        }
        principal
    }

    fn principal_map(&mut self, members: &[Member<'_>], principal: &mut PrincipalElement) {
        let known = |key: &str| KINDS.iter().any(|(name, _)| *name == key);
        self.refuse_repeats(members, known, "write one key with a list of values");
        for member in members {
            // An alias may have its place elsewhere: the statement has to say that something is missing.
            self.open |= matches!(member.value.value, Value::Unknown(_));
            if let Some((name, kind)) = self.principal_kind(member) {
                if matches!(&member.value.value, Value::Array(items) if items.is_empty()) {
                    principal.empty.push(member.value.span);
                }
                self.strings(&format!("`{name}`"), &member.value, |value| {
                    principal.entries.push(PrincipalEntry { kind, value });
                });
            }
        }
    }

    fn principal_kind(&mut self, member: &Member<'_>) -> Option<(&'static str, PrincipalKind)> {
        let name = member.key.value.as_ref();
        if let Some(known) = KINDS.into_iter().find(|(known, _)| *known == name) {
            return Some(known);
        }
        let meant = names::closest(name, KINDS.map(|(known, _)| known));
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if name == "*" => "for everybody write `\"*\"` without braces".into(),
            None => "the types are `AWS`, `Service`, `Federated` and `CanonicalUser`".into(),
        };
        if self.unknown_key(&member.key) {
            return None;
        }
        let message = format!("{} is no type of principal", quote(name));
        self.refuse("INVALID_PRINCIPAL_KEY", member.key.span, message, help);
        KINDS.into_iter().find(|(known, _)| Some(*known) == meant)
    }
}

/// The map key that a value seems to want.
fn kind_of(value: &str) -> &'static str {
    if value.contains("-provider/") {
        "Federated"
    } else if value.ends_with(".amazonaws.com") || value.ends_with(".amazonaws.com.cn") {
        "Service"
    } else {
        "AWS"
    }
}
