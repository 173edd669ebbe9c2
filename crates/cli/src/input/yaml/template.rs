//! What templates and manifests have besides YAML's core schema.

use sayso::json::{Member, Node, Value};
use sayso::{Source, Span, Spanned};

/// The key of the function that a tag is short for: `Fn::Sub` of `!Sub`.
pub(super) fn function(tag: &str) -> Option<String> {
    let name = tag.strip_prefix('!').filter(|name| !name.is_empty() && !name.starts_with('!'))?;
    Some(if matches!(name, "Ref" | "Condition") { name.to_owned() } else { format!("Fn::{name}") })
}

/// The object that a tagged value is short for; `whole` begins at the tag, if the parser says where that is.
pub(super) fn call<'a>(source: &Source, function: String, whole: Span, argument: Node<'a>) -> Node<'a> {
    let written = source.slice(whole);
    let tag = written.find('!').filter(|at| written.get(..*at).is_some_and(|before| !before.contains('\n')));
    let start = tag.map_or(whole.range().start, |at| whole.range().start + at);
    let length = source.text().get(start..).and_then(|rest| rest.find(char::is_whitespace)).unwrap_or(0);
    let key = Spanned { value: function.into(), span: Span::new(start, start + length) };
    let span = Span::at(start).to(argument.span);
    Node { span, value: Value::Object(vec![Member { key, value: argument }]) }
}

/// The members of a mapping with those that `<<` adds: what is written itself counts first.
pub(super) fn merged(members: Vec<Member<'_>>) -> Vec<Member<'_>> {
    if !members.iter().any(|member| member.key.value == "<<") {
        return members;
    }
    let (sources, mut merged): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|member| member.key.value == "<<");
    for Member { key, value } in sources {
        let sources = match value.value {
            Value::Array(items) => items,
            single => vec![Node { span: value.span, value: single }],
        };
        for source in sources {
            match source.value {
                Value::Object(members) => add(&mut merged, members),
                // Not for merging: an ordinary key.
                value => merged.push(Member { key: key.clone(), value: Node { span: source.span, value } }),
            }
        }
    }
    merged
}

fn add<'a>(merged: &mut Vec<Member<'a>>, more: Vec<Member<'a>>) {
    let known: std::collections::BTreeSet<String> =
        merged.iter().map(|member| member.key.value.to_string()).collect();
    merged.extend(more.into_iter().filter(|member| !known.contains(&*member.key.value)));
}
