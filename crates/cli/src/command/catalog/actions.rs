//! `sayso catalog actions`.

use sayso::no_action;
use sayso_catalog::{AccessLevel, ActionResource, ConditionKey, ServiceAction, level_override};
use serde::Serialize;

use super::data::Data;
use super::{Format, list};
use crate::input::Failure;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    #[serde(rename = "action")]
    name: String,
    level: &'static str,
    levels: Vec<&'static str>,
    /// What others say of the level, where they disagree with AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    level_in_effect: Option<&'static str>,
    resource_types: Vec<Resource>,
    condition_keys: Vec<String>,
    dependent_actions: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    name: String,
    required: bool,
    arn_patterns: Vec<String>,
    condition_keys: Vec<String>,
}

pub(super) fn print(data: &Data<'_>, patterns: &[String], format: Format) -> Result<(), Failure> {
    let mut actions: Vec<Action> = Vec::new();
    for pattern in patterns {
        let before = actions.len();
        actions.extend(data.reference().actions_matching(pattern).map(|action| Action::of(&action)));
        if actions.len() == before {
            return Err(Failure::Message(no_action(pattern, &data.reference())));
        }
    }
    let one = actions.len() == 1;
    format.print(&actions, |actions| match actions.as_slice() {
        [action] if one => action.details(),
        actions => table(actions),
    });
    Ok(())
}

impl Action {
    fn of(action: &ServiceAction<'_>) -> Self {
        let in_effect = level_override(&action.to_string()).filter(|level| *level != action.level());
        Self {
            name: action.to_string(),
            level: action.level().as_str(),
            levels: action.levels().map(AccessLevel::as_str).collect(),
            level_in_effect: in_effect.map(AccessLevel::as_str),
            resource_types: action.resource_types().map(|it| Resource::of(&it)).collect(),
            condition_keys: names(action.condition_keys()),
            dependent_actions: action.dependent_actions().map(str::to_owned).collect(),
        }
    }

    fn details(&self) -> String {
        let mut text = format!("{}\n", self.name);
        let level = match self.level_in_effect {
            Some(in_effect) => format!("{} (in effect: {in_effect})", self.level),
            None => self.level.to_owned(),
        };
        text += &list("access level", &[level]);
        if self.resource_types.is_empty() {
            text += &list("resource types", &["none: only Resource \"*\" allows it".to_owned()]);
        }
        for resource in &self.resource_types {
            text += &list("resource type", &[resource.title()]);
            for pattern in &resource.arn_patterns {
                text += &list("", std::slice::from_ref(pattern));
            }
            if !resource.condition_keys.is_empty() {
                text += &list("  with keys", &resource.condition_keys);
            }
        }
        text += &list("condition keys", &self.condition_keys);
        text + &list("dependent actions", &self.dependent_actions)
    }
}

impl Resource {
    fn of(resource: &ActionResource<'_>) -> Self {
        Self {
            name: resource.resource_type.name().to_owned(),
            required: resource.required,
            arn_patterns: resource.resource_type.arn_patterns().map(str::to_owned).collect(),
            condition_keys: names(resource.condition_keys()),
        }
    }

    fn title(&self) -> String {
        format!("{}{}", self.name, if self.required { " (required)" } else { "" })
    }
}

fn names<'a>(keys: impl Iterator<Item = ConditionKey<'a>>) -> Vec<String> {
    keys.map(|key| key.name().to_owned()).collect()
}

/// A line each: action, level, resource types.
fn table(actions: &[Action]) -> String {
    let width = actions.iter().map(|action| action.name.len()).max().unwrap_or(0);
    let level = actions.iter().map(|action| action.level.len()).max().unwrap_or(0);
    let line = |action: &Action| {
        let types: Vec<&str> = action.resource_types.iter().map(|it| it.name.as_str()).collect();
        let types = if types.is_empty() { "*".to_owned() } else { types.join(", ") };
        format!("{:width$}  {:level$}  {types}\n", action.name, action.level)
    };
    actions.iter().map(line).collect::<Vec<_>>().concat()
}
