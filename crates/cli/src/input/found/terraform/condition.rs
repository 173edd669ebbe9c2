//! The `condition` blocks of a statement as its condition: operator, key, values.

use hcl_edit::structure::Block;
use sayso::Span;
use sayso::json::{Member, Node, Value};

use super::document::{Made, key, unknown};
use super::dynamics;
use super::statement::{push, text_of};
use super::value::span_of;

pub(super) fn member(made: &mut Made<'_, '_>, statement: &Block) -> Option<Member<'static>> {
    if let Some(dynamic) = dynamics(&statement.body, "condition").next() {
        made.dynamic(dynamic, "dynamic conditions were not checked");
        let span = span_of(dynamic);
        return Some(Member { key: key("Condition", span), value: unknown(span) });
    }
    let mut operators: Vec<Member<'static>> = Vec::new();
    let mut place: Option<(Span, Span)> = None;
    for block in statement.body.get_blocks("condition") {
        let span = span_of(block);
        place = Some(place.map_or((span_of(&block.ident), span), |(first, whole)| (first, whole.to(span))));
        let own = |name| block.body.get_attribute(name);
        let (Some(test), Some(variable), Some(values)) = (own("test"), own("variable"), own("values")) else {
            continue;
        };
        let value = made.value(values);
        made.tell_unknown(values, &value);
        let operator = text_of(made, test);
        let clause = Member { key: text_of(made, variable), value };
        match operators.iter_mut().find(|earlier| earlier.key.value == operator.value) {
            Some(Member { value: Node { value: Value::Object(keys), .. }, .. }) => push(keys, clause),
            _ => {
                let value = Node { span, value: Value::Object(vec![clause]) };
                operators.push(Member { key: operator, value });
            }
        }
    }
    let (name, span) = place?;
    Some(Member { key: key("Condition", name), value: Node { span, value: Value::Object(operators) } })
}
