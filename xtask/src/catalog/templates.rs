//! For which resources an operation needs its actions: ARN patterns of the reference, their variables replaced by
//! parameters of the request.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use super::models::{Mapping, Model, letters};
use super::operations::Need;
use super::parameters::{Parameters, variables};
use super::services::{Action, Service};
use super::{dataset, rust};

/// An operation whose resources are asked for.
pub(super) struct Asked<'a> {
    pub(super) service: &'a str,
    pub(super) name: &'a str,
    pub(super) model: &'a Model,
    pub(super) mappings: &'a [Mapping],
}

/// What templates are made of.
pub(super) struct Templates<'a> {
    services: BTreeMap<&'a str, &'a Service>,
    /// Kept by hand, by service, operation and action.
    by_hand: BTreeMap<[&'a str; 3], Vec<(&'a str, &'a str)>>,
}

/// Types with their templates.
type Resources = Vec<(String, Vec<String>)>;

impl<'a> Templates<'a> {
    pub(super) fn new(services: &'a [Service], by_hand: &'a str) -> Result<Self> {
        let mut templates = Self {
            services: services.iter().map(|service| (service.prefix.as_str(), service)).collect(),
            by_hand: BTreeMap::new(),
        };
        for row in rust::rows(by_hand) {
            let [service, operation, action, kind, template] = row.as_slice() else {
                bail!("{row:?} has not five fields")
            };
            let rows = templates.by_hand.entry([service, operation, action]).or_default();
            rows.push((kind, template));
        }
        Ok(templates)
    }

    /// What an operation with these actions needs, `iam:PassRole` for the roles it is given included.
    pub(super) fn needs(&self, asked: &Asked<'_>, actions: Vec<String>) -> Vec<Need> {
        let parameters = Parameters::of(asked.model, asked.name);
        let need = |action: String| {
            let resources = self.resources(asked, &action, &parameters);
            Need { action, resources, passed: false }
        };
        let mut needs: Vec<Need> = actions.into_iter().map(need).collect();
        needs.extend(self.passed_role(asked, &needs, &parameters));
        needs
    }

    fn resources(&self, asked: &Asked<'_>, action: &str, parameters: &Parameters) -> Resources {
        for key in
            [[asked.service, asked.name, action], [asked.service, asked.name, "*"], [asked.service, "*", "*"]]
        {
            if let Some(rows) = self.by_hand.get(&key) {
                return rows.iter().map(|(kind, it)| ((*kind).to_owned(), vec![(*it).to_owned()])).collect();
            }
        }
        let Some((service, entry)) = self.action(action) else { return Vec::new() };
        if service.prefix == "apigateway" && action != format!("apigateway:{}", asked.name) {
            return vec![("path".to_owned(), vec![request_path(asked)])];
        }
        let mappings = asked.mappings.iter().filter(|mapping| mapping.action.eq_ignore_ascii_case(action));
        let mappings: Vec<&Mapping> = mappings.collect();
        let mut resources = Resources::new();
        for resource in &entry.resources {
            // Buckets are named; access points are when a bucket's name is the ARN of one.
            if asked.service == "s3" && resource.name.starts_with("accesspoint") {
                continue;
            }
            let patterns = service.types.get(&resource.name).map_or(&[][..], |kind| &kind.arns);
            let made = of_type(&resource.name, patterns, parameters, &mappings);
            let bound = made
                .iter()
                .any(|template| variables(template).iter().any(super::parameters::Variable::is_parameter));
            if resource.required || entry.resources.len() == 1 || bound {
                resources.push((resource.name.clone(), made));
            }
        }
        resources
    }

    fn action(&self, action: &str) -> Option<(&'a Service, &'a Action)> {
        let (prefix, name) = action.split_once(':')?;
        let service = self.services.get(prefix)?;
        Some((service, service.actions.get(name)?))
    }

    /// Operations that are given roles need `iam:PassRole` for them.
    fn passed_role(&self, asked: &Asked<'_>, needs: &[Need], parameters: &Parameters) -> Option<Need> {
        const NO_MAKERS: [&str; 11] = [
            "Delete",
            "Get",
            "List",
            "Describe",
            "Stop",
            "Terminate",
            "Cancel",
            "Untag",
            "Disassociate",
            "Remove",
            "Batch",
        ];
        if NO_MAKERS.iter().any(|verb| asked.name.starts_with(verb))
            || needs.iter().any(|need| need.action == "iam:PassRole")
        {
            return None;
        }
        let mapped = asked.mappings.iter().filter(|mapping| mapping.action == "iam:PassRole");
        let mut roles: BTreeSet<String> = mapped
            .filter_map(|mapping| dataset::templates(&mapping.arn_override.as_ref()?.template))
            .flatten()
            .filter(|template| template != "*")
            .collect();
        let depends = needs.iter().filter_map(|need| self.action(&need.action)).any(|(_, action)| {
            action.dependents.iter().any(|dependent| dependent.eq_ignore_ascii_case("iam:PassRole"))
        });
        if roles.is_empty() && depends {
            roles.extend(parameters.roles());
        }
        let roles: Vec<String> = roles.into_iter().collect();
        (!roles.is_empty()).then(|| Need {
            action: "iam:PassRole".to_owned(),
            resources: vec![("role".to_owned(), roles)],
            passed: true,
        })
    }
}

/// API Gateway's resources are the paths of its requests.
fn request_path(asked: &Asked<'_>) -> String {
    let Some(operation) = asked.model.operations.get(asked.name) else { return "*".to_owned() };
    let uri = operation.http.request_uri.split('?').next().unwrap_or_default();
    let mut path = uri.strip_prefix("/v2").unwrap_or(uri).replace("+}", "}");
    for (name, member) in asked.model.input(operation).into_iter().flatten() {
        if let (Some("uri"), Some(location)) = (member.location.as_deref(), &member.location_name) {
            path = path.replace(&format!("{{{location}}}"), &format!("{{{name}}}"));
        }
    }
    format!("arn:${{Partition}}:apigateway:${{Region}}::{path}")
}

/// The templates of one resource type: by iam-dataset, by a parameter that takes its ARN, or by parameters that
/// fill the variables of its ARN.
fn of_type(kind: &str, patterns: &[String], parameters: &Parameters, mappings: &[&Mapping]) -> Vec<String> {
    let whole = mappings.iter().find_map(|mapping| mapping.resourcearn_mappings.get(kind));
    if let Some(templates) = whole.and_then(|template| dataset::templates(template)) {
        return templates;
    }
    let filled: Vec<(String, bool)> =
        patterns.iter().map(|pattern| fill(pattern, kind, parameters, mappings)).collect();
    match parameters.arn_of(&letters(kind)) {
        Some(path) if filled.iter().any(|(_, complete)| !complete) => vec![format!("{{{path}}}")],
        _ => filled.into_iter().map(|(template, _)| template).collect(),
    }
}

/// A pattern with parameters for its variables, `*` for those that none fills, and whether all are.
fn fill(pattern: &str, kind: &str, parameters: &Parameters, mappings: &[&Mapping]) -> (String, bool) {
    let mut template = pattern.to_owned();
    let mut complete = true;
    let own = variables(pattern);
    let alone = own.iter().filter(|it| it.is_of_resource()).count() == 1;
    for variable in own.iter().filter(|it| it.is_of_resource()) {
        let mapped = mappings.iter().find_map(|mapping| mapping.resource_mappings.get(variable.name()));
        let mapped = mapped.and_then(|filled| dataset::parameter(&filled.template));
        let found = mapped.or_else(|| {
            parameters.of_variable(variable.name(), kind, alone).map(|path| format!("{{{path}}}"))
        });
        complete &= found.is_some();
        let hole = format!("${{{}}}", variable.name());
        // One parameter fills one place: a second variable it would fit is something else.
        let found = found.filter(|found| !template.replace(&hole, "").contains(found.as_str()));
        template = template.replace(&hole, found.as_deref().unwrap_or("*"));
    }
    (paths_with_slashes(&template), complete)
}

/// A path begins and ends with a slash: `user/{Path}{UserName}` as `user{Path}{UserName}`.
fn paths_with_slashes(template: &str) -> String {
    let Some(end) = template.to_ascii_lowercase().find("path}{") else { return template.to_owned() };
    let (before, after) = template.split_at_checked(end).unwrap_or((template, ""));
    match before.rsplit_once("/{") {
        Some((start, name)) if !name.contains(['{', '}']) => format!("{start}{{{name}{after}"),
        _ => template.to_owned(),
    }
}
