//! Cases from their JSON.

use sayso::case::UnreadableCase;
use sayso::json::{Node, Value};
use sayso::{Case, Diagnostic, Limits, ResourceKind, Source, Span, json, read_cases};

use crate::fault::{CASE, sentence};
use crate::shelf::Shelf;

/// The name of a list's own text.
const LIST: &str = "list";

pub(crate) fn cases(shelf: &Shelf, text: &str) -> Result<Vec<Result<Case, UnreadableCase>>, Vec<Diagnostic>> {
    let (source, limits) = (Source::new(CASE, text), Limits::default());
    let node = json::parse(&source, &limits).map_err(|diagnostic| vec![diagnostic])?;
    Ok(read_cases(&source, &node, &limits, shelf))
}

/// A list of texts.
pub(crate) fn texts(list: &str) -> Result<Vec<String>, String> {
    let source = Source::new(LIST, list);
    let node = json::parse(&source, &Limits::default()).map_err(|diagnostic| sentence(&[diagnostic]))?;
    let Value::Array(items) = node.value else { return Err(format!("a list is {}", node.value.kind())) };
    let text = |item: Node<'_>| match item.value {
        Value::String(text) => Ok(text.into_owned()),
        other => Err(format!("a list holds {}, not a string", other.kind())),
    };
    items.into_iter().map(text).collect()
}

/// A case with another resource, of a kind.
pub(crate) fn with_resource(case: &str, kind: ResourceKind) -> Option<String> {
    let source = Source::new(CASE, case);
    let node = json::parse(&source, &Limits::default()).ok()?;
    let Value::Object(members) = &node.value else { return None };
    let resource = match kind {
        ResourceKind::Other => r#""*""#,
        ResourceKind::KmsKey => r#"{"arn": "*", "kind": "kms-key"}"#,
        ResourceKind::RoleTrust => r#"{"arn": "*", "kind": "iam-role-trust"}"#,
    };
    let text = |span: Span| case.get(span.start as usize..span.end as usize);
    let others = members.iter().filter(|member| member.key.value != "resource");
    let others =
        others.map(|member| Some(format!("{}: {}, ", text(member.key.span)?, text(member.value.span)?)));
    Some(format!("{{{}\"resource\": {resource}}}", others.collect::<Option<String>>()?))
}

/// The one case of a text.
pub(crate) fn case(shelf: &Shelf, text: &str) -> Result<Case, Vec<Diagnostic>> {
    let mut cases = cases(shelf, text)?;
    match (cases.pop(), cases.is_empty()) {
        (Some(case), true) => case.map_err(|unreadable| unreadable.diagnostics),
        _ => {
            let source = Source::new(CASE, text);
            let message = "expected one case, found none or several";
            Err(vec![Diagnostic::error("INVALID_CASE", &source, sayso::Span::at(0), message)])
        }
    }
}
