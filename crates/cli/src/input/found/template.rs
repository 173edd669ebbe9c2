//! CloudFormation and SAM templates, in JSON and YAML.

mod rules;

use sayso::json::{Node, Value};

use super::finder::{Finder, Place};
use super::intrinsic;
use super::kind::Kind;
use super::reach::{Reached, escaped, get, reach, text};
use rules::{RULES, Rule};

/// Whether a document is a template: it has resources with types such as `AWS::IAM::Role`.
pub(super) fn is_one(node: &Node<'_>) -> bool {
    let Some(Value::Object(resources)) = get(node, "Resources").map(|resources| &resources.value) else {
        return false;
    };
    let is_type = |name: &str| name.contains("::");
    resources.iter().any(|resource| get(&resource.value, "Type").and_then(text).is_some_and(is_type))
}

pub(super) fn find(finder: &mut Finder<'_>, node: &Node<'_>) {
    let Some(Value::Object(resources)) = get(node, "Resources").map(|resources| &resources.value) else {
        return;
    };
    for resource in resources {
        let name = &*resource.key.value;
        if name.starts_with("Fn::") {
            finder.not_static(resource.key.span, format!("the resources of `{name}` were not checked"));
            continue;
        }
        let Some(resource_type) = get(&resource.value, "Type").and_then(text) else { continue };
        let Some(properties) = get(&resource.value, "Properties") else { continue };
        let holder = format!("{resource_type} `{name}`");
        let pointer = format!("/Resources/{}/Properties", escaped(name));
        for rule in RULES.iter().filter(|rule| rule.resource == resource_type) {
            let Some(kind) = rule.kind(properties) else {
                if let Some(dynamic) = get(properties, "Type").filter(|own| intrinsic::call(own).is_some()) {
                    let message =
                        format!("{holder}: a policy of a type known only on deployment, not checked");
                    finder.not_static(dynamic.span, message);
                }
                continue;
            };
            for reached in reach(properties, rule.path) {
                property(finder, &reached, rule, &place(&holder, &pointer, &reached, kind));
            }
        }
    }
}

fn place(holder: &str, pointer: &str, reached: &Reached<'_, '_>, kind: Kind) -> Place {
    let name = reached.name.as_ref().filter(|name| name.parse::<u32>().is_err());
    let name = name.map(|name| format!(" `{name}`")).unwrap_or_default();
    let label = format!("{holder}, {}{name}", kind.noun());
    Place { pointer: format!("{pointer}{}", reached.pointer), label, kind: Some(kind) }
}

fn property(finder: &mut Finder<'_>, reached: &Reached<'_, '_>, rule: &Rule, place: &Place) {
    let node = reached.node;
    if reached.blocked {
        finder.not_static(node.span, format!("{}: known only on deployment, not checked", place.label));
        return;
    }
    if rule.statements_only {
        return statement(finder, node, place);
    }
    // SAM's lists hold names and templates of its own besides documents.
    if rule.resource.starts_with("AWS::Serverless::") && rule.path.starts_with("Policies") {
        let is_document = get(node, "Statement").is_some();
        let is_dynamic = intrinsic::call(node).is_some_and(|(name, _)| name == "Fn::Transform");
        if !is_document && !is_dynamic {
            return;
        }
    }
    match intrinsic::call(node) {
        Some(("Fn::Sub", argument)) => substituted(finder, node, argument, place),
        _ => finder.policy(&intrinsic::resolve(node), place),
    }
}

/// JSON in a text with variables in it.
fn substituted(finder: &mut Finder<'_>, node: &Node<'_>, argument: &Node<'_>, place: &Place) {
    let template = match &argument.value {
        Value::Array(parts) => parts.first(),
        _ => Some(argument),
    };
    let text = template
        .filter(|template| text(template).is_some())
        .and_then(|template| Some(finder.written(&intrinsic::substituted(argument)?, template.span)));
    match text.filter(|text| text.as_str().trim_start().starts_with('{')) {
        Some(text) => finder.text(&text, node.span, place),
        None => finder.policy(&intrinsic::resolve(node), place),
    }
}

/// A property that is one statement of a policy.
fn statement(finder: &mut Finder<'_>, node: &Node<'_>, place: &Place) {
    use sayso::json::Member;
    use sayso::{Span, Spanned};
    let statement = intrinsic::resolve(node);
    if let Value::Unknown(_) = statement.value {
        return finder.policy(&statement, place);
    }
    let key = Spanned { value: "Statement".into(), span: Span::at(node.span.range().start) };
    let value = Value::Object(vec![Member { key, value: statement }]);
    finder.policy(&Node { span: node.span, value }, place);
}
