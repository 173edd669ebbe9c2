//! A document of AWS's access troubleshooter: what `GetRequestAuthorizationDetails` of `iam-toolbox` gives.

use serde_json::Value;

use super::{Denial, Field, Form, Matched, infer};
use crate::message::{DenialContext, Reason};
use crate::policy_type::PolicyType;
use crate::request::{Fact, Values};

/// Whether a document is one.
pub(super) fn is_one(document: &Value) -> bool {
    document.get("evaluations").is_some_and(Value::is_array) || document.get("evaluatedEffect").is_some()
}

/// The denials among its evaluations; a single evaluation is one, too.
pub(super) fn read(document: &Value, line: u32) -> Vec<Denial> {
    let around = document.get("requestContext");
    match document.get("evaluations").and_then(Value::as_array) {
        Some(all) => all.iter().filter_map(|one| evaluation(one, around, line)).collect(),
        None => evaluation(document, around, line).into_iter().collect(),
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn evaluation(one: &Value, around: Option<&Value>, line: u32) -> Option<Denial> {
    let effect = text(one, "evaluatedEffect")?;
    let is_explicit = match effect.as_str() {
        "EXPLICIT_DENY" => true,
        "IMPLICIT_DENY" => false,
        _ => return None,
    };
    let mut denial = Denial::new(Form::Details, line);
    denial.is_explicit = Some(is_explicit);
    denial.action = Field::stated(text(one, "action"));
    denial.resource = Field::stated(text(one, "resource"));
    let contexts = [around, one.get("context")];
    for (key, value) in contexts.into_iter().flatten().filter_map(Value::as_object).flatten() {
        if key.contains(':') && denial.context.len() < crate::Context::MOST_KEYS {
            denial.context.insert(key.clone(), Fact::Known(Values::from(values(value))));
        }
    }
    denial.principal = principal(one, around);
    let checks = one.get("checks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for check in checks {
        denial.statements.extend(statements(check));
    }
    let at_fault = checks.iter().find(|check| text(check, "evaluatedEffect").as_ref() == Some(&effect));
    if let Some(context) = at_fault.and_then(|check| context(check, is_explicit)) {
        denial.reason = context;
    }
    infer::resource_account(&mut denial);
    Some(denial)
}

/// The caller: by its own name, else by what conditions see of it.
fn principal(one: &Value, around: Option<&Value>) -> Field {
    const OWN: [&str; 4] = ["principalArn", "principal", "callerArn", "userArn"];
    let own = around.and_then(|around| OWN.iter().find_map(|name| text(around, name)));
    let derived = || {
        let context = one.get("context")?.get("aws:PrincipalArn")?;
        let arn = values(context).into_iter().next()?;
        Some(Field::inferred(arn, "`aws:PrincipalArn`"))
    };
    Field::stated(own).or(|| derived().unwrap_or(Field::Unknown))
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

fn statements(check: &Value) -> Vec<Matched> {
    let policies = check.get("matchedPolicies").and_then(Value::as_array).into_iter().flatten();
    policies
        .flat_map(|policy| {
            let uri = text(policy, "uri");
            let all = policy.get("matchedStatements").and_then(Value::as_array).into_iter().flatten();
            all.map(move |statement| Matched {
                sid: text(statement, "sid").unwrap_or_default(),
                denies: text(statement, "evaluatedEffect").as_deref() == Some("DENY"),
                policy: uri.clone(),
            })
        })
        .collect()
}

/// The layer of a check, with the policy that denies.
fn context(check: &Value, is_explicit: bool) -> Option<DenialContext> {
    let types = check.get("relevantPolicyTypes").and_then(Value::as_array);
    let says = |name: &str| types.is_some_and(|types| types.iter().any(|it| it.as_str() == Some(name)));
    let policy_type = match text(check, "checkType")?.as_str() {
        "RESOURCE_CONTROL_POLICY" => PolicyType::ResourceControl,
        "SERVICE_CONTROL_POLICY" => PolicyType::ServiceControl,
        "VPC_ENDPOINT" => PolicyType::VpcEndpoint,
        "RESOURCE" => PolicyType::Resource,
        "PRINCIPAL" if !says("IDENTITY_BASED_POLICY") && says("RESOURCE_BASED_POLICY") => {
            PolicyType::Resource
        }
        "PRINCIPAL" => PolicyType::Identity,
        "PERMISSIONS_BOUNDARY" => PolicyType::PermissionsBoundary,
        "SESSION" => PolicyType::Session,
        _ => return None,
    };
    let denying = statements(check).into_iter().find(|statement| statement.denies);
    let arn = denying.and_then(|statement| statement.policy).filter(|uri| uri.starts_with("arn:"));
    Some(DenialContext::of(policy_type, if is_explicit { Reason::Denies(arn) } else { Reason::Silent }))
}
