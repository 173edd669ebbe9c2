//! Expressions as JSON nodes: what is written is known, what refers to something else is not.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::template::Element;
use sayso::json::{Member, Node, UNKNOWN, Value};
use sayso::{Span, Spanned};

use sayso::embedded::{Quoting, Text, align};

/// The place of anything that the parser made.
pub(super) fn span_of(parsed: &impl hcl_edit::Span) -> Span {
    parsed.span().map(|span| Span::new(span.start, span.end)).unwrap_or_default()
}

/// A value as a node; `source` is the file's text.
pub(super) fn node(expression: &Expression, source: &str) -> Node<'static> {
    let value = match expression {
        Expression::Parenthesis(inner) => return node(inner.inner(), source),
        Expression::Null(_) => Value::Null,
        Expression::Bool(value) => Value::Bool(*value.value()),
        Expression::Number(number) => Value::Number(number.value().to_string().into()),
        Expression::Array(items) => Value::Array(items.iter().map(|item| node(item, source)).collect()),
        Expression::Object(object) => {
            let member = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| Member {
                key: object_key(key, source),
                value: node(value.expr(), source),
            };
            Value::Object(object.iter().map(member).collect())
        }
        _ => match Template::of(expression, source) {
            Some(text) if text.has_holes() => Value::Unknown(text.as_str().to_owned().into()),
            Some(text) => Value::String(text.as_str().to_owned().into()),
            None => Value::Unknown(UNKNOWN.to_string().into()),
        },
    };
    Node { span: span_of(expression), value }
}

fn object_key(key: &ObjectKey, source: &str) -> Spanned<std::borrow::Cow<'static, str>> {
    let (value, span) = match key {
        ObjectKey::Ident(name) => (name.as_str().to_owned(), span_of(name)),
        ObjectKey::Expression(key) => {
            let text = Template::of(key, source).map(|text| text.as_str().to_owned());
            (text.unwrap_or_else(|| UNKNOWN.to_string()), span_of(key))
        }
    };
    Spanned { value: value.into(), span }
}

/// Strings, with interpolations or without.
pub(super) struct Template;

impl Template {
    /// The text of a string, with the place of each character; `None` for what is no string.
    pub(super) fn of(expression: &Expression, source: &str) -> Option<Text> {
        let mut text = Text::default();
        match expression {
            Expression::String(string) => {
                let span = string.span()?;
                let inside = source.get(span.start + 1..span.end.checked_sub(1)?)?;
                align(&mut text, string.as_str(), inside, span.start + 1, Quoting::Backslash);
            }
            Expression::StringTemplate(template) => {
                template.iter().for_each(|element| add(&mut text, element, source, Quoting::Backslash));
            }
            Expression::HeredocTemplate(heredoc) => {
                heredoc.template.iter().for_each(|element| add(&mut text, element, source, Quoting::Plain));
            }
            _ => return None,
        }
        Some(text)
    }
}

fn add(text: &mut Text, element: &Element, source: &str, quoting: Quoting) {
    let Some(span) = element.span() else { return };
    match element {
        Element::Literal(literal) => {
            let written = source.get(span.clone()).unwrap_or_default();
            align(text, literal.as_str(), written, span.start, quoting);
        }
        Element::Interpolation(_) | Element::Directive(_) => text.hole(span.start),
    }
}
