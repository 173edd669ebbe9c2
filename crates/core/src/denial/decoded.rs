//! What `sts:DecodeAuthorizationMessage` gives.

use serde_json::Value;

use super::{Denial, Field, Form, Matched, infer};
use crate::request::{Fact, Values};

/// Keys of AWS's own that no policy can ask about, and what they tell.
const INTERNAL: [&str; 7] =
    ["aws:Resource", "aws:Account", "aws:Region", "aws:Service", "aws:Type", "aws:ARN", "ec2:InstanceID"];

/// Whether a document is a decoded message.
pub(super) fn is_one(document: &Value) -> bool {
    document.get("context").is_some_and(Value::is_object)
        && (document.get("explicitDeny").is_some() || document.get("matchedStatements").is_some())
        && document.get("allowed").is_some()
}

/// The denial; `None` of a message that says that the call was allowed.
pub(super) fn read(document: &Value, line: u32) -> Option<Denial> {
    if document.get("allowed") == Some(&Value::Bool(true)) {
        return None;
    }
    let mut denial = Denial::new(Form::Decoded, line);
    denial.is_explicit = document.get("explicitDeny").and_then(Value::as_bool);
    denial.statements = items(document.get("matchedStatements")).map(matched).collect();
    let context = document.get("context")?;
    let text = |pointer: &str| context.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    denial.principal = Field::stated(text("/principal/arn"));
    let mut service = None;
    for condition in items(context.get("conditions")) {
        let Some(key) = condition.get("key").and_then(Value::as_str) else { continue };
        let values: Vec<String> = items(condition.get("values")).filter_map(value).collect();
        match INTERNAL.iter().find(|own| own.eq_ignore_ascii_case(key)) {
            Some(&"aws:Service") => service = values.into_iter().next(),
            Some(&"aws:Account") => {
                let account = values.into_iter().next();
                let from = "`aws:Account`, a key of AWS's own";
                denial.resource_account = account.map_or(Field::Unknown, |it| Field::inferred(it, from));
            }
            Some(&"aws:Region") => state(&mut denial, "aws:RequestedRegion", values),
            Some(_) => {}
            None => state(&mut denial, key, values),
        }
    }
    denial.action = match (text("/action"), service) {
        (Some(action), _) if action.contains(':') => Field::Stated(action),
        (Some(name), Some(service)) => {
            let action = format!("{}:{name}", service.trim_end_matches(".amazonaws.com"));
            Field::inferred(action, "the name of the action and `aws:Service`")
        }
        (Some(name), None) => text("/resource").and_then(|arn| of_arn(&arn, &name)).unwrap_or(Field::Unknown),
        (None, _) => Field::Unknown,
    };
    denial.resource = Field::stated(text("/resource"));
    infer::resource_account(&mut denial);
    Some(denial)
}

fn of_arn(arn: &str, name: &str) -> Option<Field> {
    let service = crate::arn::Arn::of(arn)?.service();
    Some(Field::inferred(format!("{service}:{name}"), "the name of the action and the resource's ARN"))
}

/// What stands at a key, at most as many as a context has.
fn state(denial: &mut Denial, key: &str, values: Vec<String>) {
    if denial.context.len() < crate::Context::MOST_KEYS {
        denial.context.insert(key.to_owned(), Fact::Known(Values::from(values)));
    }
}

fn items(list: Option<&Value>) -> impl Iterator<Item = &Value> {
    list.and_then(|list| list.get("items")).and_then(Value::as_array).into_iter().flatten()
}

fn value(item: &Value) -> Option<String> {
    match item.get("value")? {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn matched(statement: &Value) -> Matched {
    let text = |name: &str| statement.get(name).and_then(Value::as_str).unwrap_or_default();
    Matched {
        sid: text("statementId").to_owned(),
        denies: text("effect").eq_ignore_ascii_case("deny"),
        policy: None,
    }
}
