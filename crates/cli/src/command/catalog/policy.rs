//! `sayso catalog policy`.

use serde::Serialize;
use serde_json::Value;

use super::data::Data;
use super::{Format, did_you_mean};
use crate::input::Failure;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Policy {
    name: String,
    arn: String,
    version_id: String,
    create_date: String,
    update_date: String,
    document: Value,
}

pub(super) fn print(data: &Data<'_>, name: &str, format: Format) -> Result<(), Failure> {
    let Some(policy) = data.policies.find(name) else {
        let hint = did_you_mean(data.policies.suggest(name));
        let as_of = data.policies.data_date();
        return Err(Failure::Message(format!(
            "no AWS managed policy is named `{name}` in the data of {as_of}{hint}"
        )));
    };
    let json = policy.document_json();
    let answer = Policy {
        name: policy.name().to_owned(),
        arn: policy.arn(),
        version_id: policy.version_id().to_owned(),
        create_date: policy.create_date(),
        update_date: policy.update_date(),
        document: serde_json::from_str(&json).unwrap_or_default(),
    };
    format.print(&answer, |answer| {
        format!(
            "{}\n{} of {}, first published {}\n{json}",
            answer.arn, answer.version_id, answer.update_date, answer.create_date
        )
    });
    Ok(())
}
