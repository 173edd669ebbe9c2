//! Terraform's HCL: `aws_iam_policy_document` data sources, and policies in arguments of resources.

mod condition;
mod document;
pub(super) mod json;
pub(super) mod rules;
mod statement;
mod value;

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::{Block, Body};
use sayso::{Diagnostic, Span};

use super::finder::{Finder, Place};
use super::kind::Kind;
use rules::rules;
use value::{Template, span_of};

/// The data source that is a policy.
const DOCUMENT: &str = "aws_iam_policy_document";

/// Bytes of stack for the parser, which goes 64 levels deep and no deeper.
const STACK: usize = 16 << 20;

pub(super) fn find(finder: &mut Finder<'_>) -> Result<(), Diagnostic> {
    let body = parse(finder)?;
    let mut uses = BTreeMap::new();
    for block in body.blocks().filter(|block| block.has_ident("resource")) {
        resource(finder, block, &mut uses);
    }
    for block in body.blocks().filter(|block| block.has_ident("data")) {
        if let [kind, name] = block.labels.as_slice()
            && kind.as_str() == DOCUMENT
        {
            document::find(finder, block, name.as_str(), uses.get(name.as_str()).copied());
        }
    }
    Ok(())
}

fn parse(finder: &Finder<'_>) -> Result<Body, Diagnostic> {
    let text = finder.source.text();
    let fault = |at: usize, message: &str| {
        let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        Diagnostic::error("HCL_SYNTAX_ERROR", finder.source, Span::new(at, end), message)
    };
    if text.len() > finder.limits.bytes {
        let message =
            format!("the text has {} bytes, more than the limit of {}", text.len(), finder.limits.bytes);
        return Err(Diagnostic::error("TEXT_TOO_LARGE", finder.source, Span::default(), message));
    }
    let parsed = std::thread::scope(|scope| {
        let parser = std::thread::Builder::new().stack_size(STACK);
        let parser = parser.spawn_scoped(scope, || hcl_edit::parser::parse_body(text));
        parser.ok().and_then(|parser| parser.join().ok())
    });
    match parsed {
        Some(Ok(body)) => Ok(body),
        Some(Err(error)) => Err(fault(error.location().offset(), error.message())),
        None => Err(fault(0, "the text cannot be parsed")),
    }
}

fn resource(finder: &mut Finder<'_>, block: &Block, uses: &mut BTreeMap<String, Kind>) {
    let [resource_type, name] = block.labels.as_slice() else { return };
    let address = format!("{}.{}", resource_type.as_str(), name.as_str());
    for rule in rules(resource_type.as_str()) {
        // A type that is no literal is none that we know.
        let own =
            |name: &str| block.body.get_attribute(name).map(|own| own.value.as_str().unwrap_or_default());
        let Some(kind) = rule.kind(own) else {
            if own("type") == Some("") {
                let message = format!("{address}: a policy of a type known only on deployment, not checked");
                finder.not_static(span_of(block), message);
            }
            continue;
        };
        let label = format!("{address}, {}", kind.noun());
        let place = |pointer: String| Place { pointer, label: label.clone(), kind: Some(kind) };
        match rule.path.split_once("/*/") {
            None => {
                if let Some(attribute) = block.body.get_attribute(rule.path) {
                    let pointer = format!("{address}.{}", rule.path);
                    Argument { finder, uses, kind }.policy(&attribute.value, &place(pointer));
                }
            }
            Some((nested, argument)) => {
                for (number, inner) in block.body.get_blocks(nested).enumerate() {
                    if let Some(attribute) = inner.body.get_attribute(argument) {
                        let pointer = format!("{address}.{nested}[{number}].{argument}");
                        Argument { finder, uses, kind }.policy(&attribute.value, &place(pointer));
                    }
                }
                for dynamic in dynamics(&block.body, nested) {
                    let message = format!("{label}: dynamic, not checked");
                    finder.not_static(span_of(dynamic), message);
                }
            }
        }
    }
}

/// The `dynamic` blocks that make blocks of a name.
fn dynamics<'b>(body: &'b Body, name: &str) -> impl Iterator<Item = &'b Block> {
    body.get_blocks("dynamic")
        .filter(move |block| block.labels.first().is_some_and(|label| label.as_str() == name))
}

/// An argument that is a policy.
struct Argument<'f, 's, 'u> {
    finder: &'f mut Finder<'s>,
    /// What the data sources of the file are used for.
    uses: &'u mut BTreeMap<String, Kind>,
    kind: Kind,
}

impl Argument<'_, '_, '_> {
    fn policy(&mut self, value: &Expression, place: &Place) {
        match value {
            Expression::Null(_) => {}
            Expression::Parenthesis(inner) => self.policy(inner.inner(), place),
            // Both are possible.
            Expression::Conditional(choice) => {
                self.policy(&choice.true_expr, place);
                self.policy(&choice.false_expr, place);
            }
            Expression::String(_) | Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
                let text = Template::of(value, self.finder.source.text());
                if let Some(text) = text.filter(|text| !text.as_str().trim().is_empty()) {
                    self.finder.text(&text, span_of(value), place);
                }
            }
            Expression::FuncCall(call) if call.name.name.as_str() == "jsonencode" => {
                let Some(argument) = call.args.iter().next() else { return };
                let node = value::node(argument, self.finder.source.text());
                self.finder.policy(&node, place);
            }
            _ => match document_of(value) {
                // It is checked where it is written.
                Some(name) => drop(self.uses.entry(name).or_insert(self.kind)),
                None => {
                    let message = format!("{}: dynamic, not checked", place.label);
                    self.finder.not_static(span_of(value), message);
                }
            },
        }
    }
}

/// The name in `data.aws_iam_policy_document.NAME.json`.
fn document_of(value: &Expression) -> Option<String> {
    let Expression::Traversal(traversal) = value else { return None };
    if traversal.expr.as_variable()?.as_str() != "data" {
        return None;
    }
    let mut names = traversal.operators.iter().filter_map(|operator| match operator.value() {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    });
    (names.next()? == DOCUMENT).then(|| names.next().map(str::to_owned)).flatten()
}
