//! `sayso catalog arn`.

use sayso_catalog::ResourceType;
use serde::Serialize;

use super::data::Data;
use super::{Format, list};
use crate::input::Failure;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Type {
    service: String,
    #[serde(rename = "resourceType")]
    name: String,
    arn_patterns: Vec<String>,
    actions: Vec<String>,
}

pub(super) fn print(data: &Data<'_>, arn: &str, format: Format) -> Result<(), Failure> {
    if arn.splitn(6, ':').count() < 6 || !arn.starts_with("arn:") {
        let message =
            format!("`{arn}` is no ARN: it has six fields, arn:partition:service:region:account:resource");
        return Err(Failure::Message(message));
    }
    let types: Vec<Type> = data.reference().resource_types_of(arn).iter().map(Type::of).collect();
    if types.is_empty() {
        let as_of = data.reference().data_date();
        return Err(Failure::Message(format!("`{arn}` is of no resource type in the data of {as_of}")));
    }
    format.print(&types, |types| types.iter().map(Type::text).collect::<Vec<_>>().concat());
    Ok(())
}

impl Type {
    fn of(resource_type: &ResourceType<'_>) -> Self {
        let service = resource_type.service();
        let takes = service.actions().filter(|action| {
            action.resource_types().any(|it| it.resource_type.name() == resource_type.name())
        });
        Self {
            service: service.prefix().to_owned(),
            name: resource_type.name().to_owned(),
            arn_patterns: resource_type.arn_patterns().map(str::to_owned).collect(),
            actions: takes.map(|action| action.to_string()).collect(),
        }
    }

    fn text(&self) -> String {
        let title = format!("{} of {}\n", self.name, self.service);
        title + &list("form", &self.arn_patterns) + &list("actions", &self.actions)
    }
}
