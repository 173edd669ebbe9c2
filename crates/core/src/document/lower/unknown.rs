//! Values and keys known only on deployment: accepted anywhere, and recorded.

use super::Lowering;
use crate::document::unknown::is_unknown_key;
use crate::json::{Member, Node, Value};
use crate::source::Spanned;

impl Lowering<'_> {
    /// Records a value that is unknown, and hands back its text.
    pub(super) fn unknown<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        let Value::Unknown(text) = &node.value else { return None };
        self.unknown.spans.push(node.span);
        Some(text)
    }

    /// Records a key with an unknown part.
    pub(super) fn unknown_key(&mut self, key: &Spanned<impl AsRef<str>>) -> bool {
        let unknown = is_unknown_key(self.source, key);
        if unknown {
            self.unknown.spans.push(key.span);
        }
        unknown
    }

    /// Whether an object may have more keys than those written.
    pub(super) fn may_have_more(&self, members: &[Member<'_>]) -> bool {
        members.iter().any(|member| is_unknown_key(self.source, &member.key))
    }
}
