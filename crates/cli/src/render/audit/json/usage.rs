//! What is granted and when it was used.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::command::audit::usage::{Usage, Used};
use crate::input::last_accessed::ServiceAccess;

#[derive(Serialize)]
pub(super) struct JsonUsage<'r> {
    principal: &'r str,
    services: Vec<JsonService<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonService<'r> {
    service: &'r str,
    last_used: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unused_actions: Vec<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    used_actions: Vec<JsonAction<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonAction<'r> {
    action: &'r str,
    last_used: String,
}

/// By principal.
pub(super) fn of(usage: &Usage) -> Vec<JsonUsage<'_>> {
    usage.principals.iter().map(principal).collect()
}

fn principal(used: &Used) -> JsonUsage<'_> {
    JsonUsage { principal: &used.arn, services: used.services.iter().map(service).collect() }
}

fn service(access: &ServiceAccess) -> JsonService<'_> {
    let unused = access.actions.iter().filter(|action| action.used.is_none());
    let used = access
        .actions
        .iter()
        .filter_map(|action| Some(JsonAction { action: &action.name, last_used: text(action.used?) }));
    JsonService {
        service: &access.namespace,
        last_used: access.used.map(text),
        unused_actions: unused.map(|action| action.name.as_str()).collect(),
        used_actions: used.collect(),
    }
}

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
