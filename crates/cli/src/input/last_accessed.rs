//! When principals used services last, as `aws iam get-service-last-accessed-details` prints it.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use sayso::json::{self, Node, Value};
use sayso::{Diagnostic, Limits, Source, Span};

use super::time;

const CODE: &str = "INVALID_LAST_ACCESSED";

/// What one document says of one principal.
#[derive(Debug)]
pub(crate) struct LastAccessed {
    pub(crate) source: Source,
    /// Of the document.
    pub(crate) span: Span,
    /// Its `Arn`; AWS writes none, so that it may be the name of the file that says it.
    pub(crate) arn: Option<String>,
    pub(crate) services: Vec<ServiceAccess>,
}

/// A service that the principal's policies allow.
#[derive(Debug)]
pub(crate) struct ServiceAccess {
    /// Its prefix in actions, in lower case.
    pub(crate) namespace: String,
    /// `None` for never within the tracking period.
    pub(crate) used: Option<DateTime<Utc>>,
    /// Actions, where the job was of `ACTION_LEVEL` and the service tracks them.
    pub(crate) actions: Vec<ActionAccess>,
}

/// An action of a service.
#[derive(Debug)]
pub(crate) struct ActionAccess {
    pub(crate) name: String,
    pub(crate) used: Option<DateTime<Utc>>,
}

/// Reads one document or a list of them; the rest where something is wrong with a part. Of a text that breaks off,
/// the services before the fault are read.
pub(crate) fn read(source: &Source) -> (Vec<LastAccessed>, Vec<Diagnostic>) {
    let limits = Limits { bytes: source.text().len(), ..Limits::default() };
    let fault = match json::parse(source, &limits) {
        Ok(node) => return documents(source, &node),
        Err(fault) => fault,
    };
    let kept = json::beginning(source, fault.span, 2);
    let node = kept.as_ref().and_then(|kept| Some((kept, json::parse(kept, &limits).ok()?)));
    let (found, mut faults) = node.map(|(kept, node)| documents(kept, &node)).unwrap_or_default();
    if found.is_empty() {
        // That nothing is left is due to the fault.
        faults.clear();
    }
    faults.insert(0, fault);
    (found, faults)
}

fn documents(source: &Source, node: &Node<'_>) -> (Vec<LastAccessed>, Vec<Diagnostic>) {
    let mut reader = Reader { source, faults: Vec::new() };
    let found = match &node.value {
        Value::Array(list) => list.iter().filter_map(|it| reader.document(it)).collect(),
        _ => reader.document(node).into_iter().collect(),
    };
    (found, reader.faults)
}

/// How an ARN may be written in the name of a file: whatever is no letter or digit as `_`.
pub(crate) fn in_file_name(arn: &str) -> String {
    arn.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }).collect()
}

struct Reader<'s> {
    source: &'s Source,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn document(&mut self, node: &Node<'_>) -> Option<LastAccessed> {
        let Some(services) = get(node, "ServicesLastAccessed") else {
            self.fault(
                node,
                "there is no `ServicesLastAccessed`: this is no report of services last accessed",
            );
            return None;
        };
        let Value::Array(list) = &services.value else {
            self.fault(services, "`ServicesLastAccessed` is no array");
            return None;
        };
        if get(node, "JobStatus").and_then(text).is_some_and(|status| status != "COMPLETED") {
            self.fault(node, "the job was not completed, so that services may be missing");
        }
        if get(node, "IsTruncated").is_some_and(|value| value.value == Value::Bool(true)) {
            self.fault(node, "the report goes on in a page that is not here (`IsTruncated`)");
        }
        Some(LastAccessed {
            source: self.source.clone(),
            span: node.span,
            arn: get(node, "Arn").and_then(text).map(str::to_owned),
            services: list.iter().filter_map(|service| self.service(service)).collect(),
        })
    }

    fn service(&mut self, node: &Node<'_>) -> Option<ServiceAccess> {
        let Some(namespace) = get(node, "ServiceNamespace").and_then(text) else {
            self.fault(node, "the service has no `ServiceNamespace`");
            return None;
        };
        let actions = match get(node, "TrackedActionsLastAccessed") {
            Some(Node { value: Value::Array(list), .. }) => {
                list.iter().filter_map(|action| self.action(action)).collect()
            }
            _ => Vec::new(),
        };
        let used = self.time(node, "LastAuthenticated");
        Some(ServiceAccess { namespace: namespace.to_ascii_lowercase(), used, actions })
    }

    fn action(&mut self, node: &Node<'_>) -> Option<ActionAccess> {
        let Some(name) = get(node, "ActionName").and_then(text) else {
            self.fault(node, "the action has no `ActionName`");
            return None;
        };
        Some(ActionAccess { name: name.to_owned(), used: self.time(node, "LastAccessedTime") })
    }

    fn time(&mut self, node: &Node<'_>, key: &str) -> Option<DateTime<Utc>> {
        let value = get(node, key)?;
        let found = match &value.value {
            Value::String(text) | Value::Number(text) => time::parse(text),
            Value::Null => return None,
            _ => None,
        };
        if found.is_none() {
            self.fault(value, &format!("`{key}` is no time"));
        }
        found
    }

    fn fault(&mut self, node: &Node<'_>, message: &str) {
        // Where it begins: it may be the whole text.
        let place = Span::at(node.span.start as usize);
        self.faults.push(Diagnostic::error(CODE, self.source, place, message));
    }
}

fn get<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    match &node.value {
        Value::Object(members) => members.iter().find(|it| it.key.value == key).map(|it| &it.value),
        _ => None,
    }
}

fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    if let Value::String(text) = &node.value { Some(text) } else { None }
}
