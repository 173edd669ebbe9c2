//! Policy documents in other JSON: objects, strings of JSON, URL-encoded strings, with the places of the file.

use crate::document::PolicyDocument;
use crate::embedded::Text;
use crate::json::{Limits, Node, Value};
use crate::source::Source;

pub(super) fn document(source: &Source, node: &Node<'_>, limits: &Limits) -> PolicyDocument {
    let Value::String(written) = &node.value else {
        return PolicyDocument::from_node(source, node, limits);
    };
    let text = Text::of_json_string(source, node.span, written);
    let text = if text.is_url_encoded() { text.url_decoded() } else { text };
    text.parsed(source, limits, |parsed| match parsed {
        Ok(node) => PolicyDocument::from_node(source, node, limits),
        Err(fault) => PolicyDocument::unreadable(fault),
    })
}
