//! Where in a policy a place is: a JSON pointer, and the statement's Sid.
//!
//! It is found by the document's elements, which every format that holds policies has.

use std::fmt::Write as _;

use sayso::document::{ConditionElement, ListElement, StatementNode};
use sayso::{PolicyDocument, Span, Spanned};

/// The pointer within the document of the innermost element that holds `span`, and the statement it is in.
pub(super) fn of(document: &PolicyDocument, span: Span) -> (String, Option<&StatementNode>) {
    let statements = document.statements();
    let at = statements.partition_point(|statement| statement.span.start <= span.start);
    let statement = at.checked_sub(1).and_then(|at| Some((at, statements.get(at)?)));
    match statement.filter(|(_, statement)| holds(statement.span, span)) {
        Some((at, statement)) => {
            let mut pointer = "/Statement".to_owned();
            if statements.len() > 1 || !is_bare(document, statement) {
                let _ = write!(pointer, "/{at}");
            }
            in_statement(document, statement, span, &mut pointer);
            (pointer, Some(statement))
        }
        None => {
            let is_version = document.version().is_some_and(|version| holds(version.span, span));
            let is_id = document.id().is_some_and(|id| holds(id.span, span));
            let pointer = if is_version {
                "/Version"
            } else if is_id {
                "/Id"
            } else {
                ""
            };
            (pointer.to_owned(), None)
        }
    }
}

/// Whether the only statement stands where a list could.
fn is_bare(document: &PolicyDocument, statement: &StatementNode) -> bool {
    let before = document.source().text().get(..statement.span.start as usize).unwrap_or_default();
    before.trim_end().ends_with([':', '='])
}

fn in_statement(document: &PolicyDocument, statement: &StatementNode, span: Span, pointer: &mut String) {
    let lists =
        [(&statement.action, "Action", "NotAction"), (&statement.resource, "Resource", "NotResource")];
    for (list, plain, negated) in lists {
        if let Some(list) = list.as_ref().filter(|list| holds(list.key.to(list.span), span)) {
            pointer.push('/');
            pointer.push_str(if list.negated { negated } else { plain });
            in_list(list, span, pointer);
            return;
        }
    }
    if statement.sid.as_ref().is_some_and(|sid| holds(sid.span, span)) {
        pointer.push_str("/Sid");
    } else if statement.effect.as_ref().is_some_and(|effect| holds(effect.span, span)) {
        pointer.push_str("/Effect");
    } else if let Some(principal) = &statement.principal
        && holds(principal.key.to(principal.span), span)
    {
        pointer.push_str(if principal.negated { "/NotPrincipal" } else { "/Principal" });
    } else if let Some(condition) = &statement.condition
        && holds(condition.key.to(condition.span), span)
    {
        pointer.push_str("/Condition");
        in_condition(document, condition, span, pointer);
    }
}

fn in_list(list: &ListElement, span: Span, pointer: &mut String) {
    let is_bare = matches!(list.entries.as_slice(), [only] if only.span == list.span);
    if !is_bare && let Some(at) = entry_at(&list.entries, span) {
        let _ = write!(pointer, "/{at}");
    }
}

fn in_condition(document: &PolicyDocument, condition: &ConditionElement, span: Span, pointer: &mut String) {
    let clauses = &condition.clauses;
    let at = clauses.partition_point(|clause| clause.key.span.start <= span.start);
    let within = at.checked_sub(1).and_then(|at| clauses.get(at));
    if let Some(clause) = within.filter(|clause| holds(clause.key.span.to(clause.span), span)) {
        for name in [written(document, clause.operator.span), clause.key.value.clone()] {
            let _ = write!(pointer, "/{}", escaped(&name));
        }
        let is_bare = matches!(clause.values.as_slice(), [only] if only.span == clause.span);
        if !is_bare && let Some(at) = entry_at(&clause.values, span) {
            let _ = write!(pointer, "/{at}");
        }
    } else if let Some(clause) = clauses.iter().take(at + 1).rev().find(|it| holds(it.operator.span, span)) {
        let _ = write!(pointer, "/{}", escaped(&written(document, clause.operator.span)));
    }
}

/// A name as the text has it, without its quotes.
fn written(document: &PolicyDocument, span: Span) -> String {
    document.source().slice(span).trim_matches(['"', '\'']).to_owned()
}

fn entry_at(entries: &[Spanned<String>], span: Span) -> Option<usize> {
    let at = entries.partition_point(|entry| entry.span.start <= span.start).checked_sub(1)?;
    entries.get(at).filter(|entry| holds(entry.span, span)).map(|_| at)
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A member's name as a pointer has it (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use sayso::{Limits, Source};

    use super::*;

    #[test]
    fn pointers_lead_to_the_element() {
        let text = r#"{"Version": "2012-10-17", "Statement": [
            {"Sid": "One", "Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"], "Resource": "star"},
            {"NotAction": "iam:*", "Principal": {"AWS": "arn"}, "Condition":
                {"StringEquals": {"aws:RequestTag/a": ["x", "y"], "b": "z"}, "Bool": {"c": true}}}]}"#;
        let document = PolicyDocument::parse(&Source::new("p.json", text), &Limits::default());
        for (needle, expected) in [
            ("\"2012-10-17\"", "/Version"),
            ("{\"Version", ""),
            ("{\"Sid", "/Statement/0"),
            ("\"One\"", "/Statement/0/Sid"),
            ("\"Allow\"", "/Statement/0/Effect"),
            ("\"Action\"", "/Statement/0/Action"),
            ("\"s3:Put*\"", "/Statement/0/Action/1"),
            ("\"star\"", "/Statement/0/Resource"),
            ("\"iam:*\"", "/Statement/1/NotAction"),
            ("\"arn\"", "/Statement/1/Principal"),
            ("\"Bool\"", "/Statement/1/Condition/Bool"),
            ("\"aws:RequestTag/a\"", "/Statement/1/Condition/StringEquals/aws:RequestTag~1a"),
            ("\"y\"", "/Statement/1/Condition/StringEquals/aws:RequestTag~1a/1"),
            ("\"z\"", "/Statement/1/Condition/StringEquals/b"),
        ] {
            let start = text.find(needle).unwrap();
            let length = if needle.starts_with('{') { 1 } else { needle.len() };
            assert_eq!(of(&document, Span::new(start, start + length)).0, expected, "{needle}");
        }
        let bare = r#"{"Statement": {"Effect": "Maybe", "Action": "s3:*"}}"#;
        let document = PolicyDocument::parse(&Source::new("p.json", bare), &Limits::default());
        let at = bare.find("\"s3:*\"").unwrap();
        assert_eq!(of(&document, Span::new(at, at + 6)).0, "/Statement/Action");
    }
}
