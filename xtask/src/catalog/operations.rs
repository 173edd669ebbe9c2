//! API operations whose name is no action.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use super::fetch::Wheel;
use super::models::{self, Mapped, Mapping, Model, Operation};
use super::rust;
use super::services::Service;
use super::templates::{Asked, Templates};

/// How iam-dataset calls services that botocore calls otherwise.
const ALIASES: [(&str, &str); 11] = [
    ("applicationdiscoveryservice", "discovery"),
    ("cognitoidentityprovider", "cognitoidentityserviceprovider"),
    ("costandusagereportservice", "cur"),
    ("databasemigrationservice", "dms"),
    ("elasticloadbalancing", "elb"),
    ("elasticloadbalancingv2", "elbv2"),
    ("elasticsearchservice", "es"),
    ("iotdataplane", "iotdata"),
    ("lexruntimeservice", "lexruntime"),
    ("sfn", "stepfunctions"),
    ("transcribe", "transcribeservice"),
];

/// What is known of operations, besides their names.
pub(super) struct Known<'a> {
    /// Actions by `service:action` in lower case.
    actions: BTreeMap<String, String>,
    /// iam-dataset's actions by service and operation.
    mapped: Mapped,
    /// Prefixes kept by hand; `-` for services without IAM.
    prefixes: BTreeMap<&'a str, &'a str>,
    exceptions: BTreeMap<(&'a str, &'a str), Vec<&'a str>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(
        services: &[Service],
        map: &mut Wheel,
        prefixes: &'a str,
        exceptions: &'a str,
    ) -> Result<Self> {
        let mut known = Self {
            actions: BTreeMap::new(),
            mapped: models::mapped(map)?,
            prefixes: BTreeMap::new(),
            exceptions: BTreeMap::new(),
        };
        for service in services {
            let names = service.actions.keys().map(|name| format!("{}:{name}", service.prefix));
            known.actions.extend(names.map(|name| (name.to_ascii_lowercase(), name)));
        }
        for row in rust::rows(prefixes) {
            let [service, prefix] = row.as_slice() else { bail!("{row:?} has not two fields") };
            known.prefixes.insert(service, prefix);
        }
        for row in rust::rows(exceptions) {
            let [service, operation, actions] = row.as_slice() else { bail!("{row:?} has not three fields") };
            let actions: Vec<&str> = actions.split(' ').filter(|action| *action != "-").collect();
            for action in &actions {
                known.action(action).with_context(|| format!("`{action}` of `{operation}` is no action"))?;
            }
            known.exceptions.insert((service, operation), actions);
        }
        Ok(known)
    }

    /// An action as the reference writes it.
    fn action(&self, action: &str) -> Option<String> {
        self.actions.get(&action.to_ascii_lowercase()).cloned()
    }

    fn has_service(&self, prefix: &str) -> bool {
        let start = format!("{prefix}:");
        self.actions.range(start.clone()..).next().is_some_and(|(name, _)| name.starts_with(&start))
    }

    /// The prefix of the actions of a service: of its names the one whose actions match most operations.
    fn prefix(&self, service: &str, model: &Model) -> Option<String> {
        if let Some(prefix) = self.prefixes.get(service).filter(|prefix| **prefix != "-") {
            return Some((*prefix).to_owned());
        }
        let about = &model.metadata;
        let names = [about.signing_name.as_deref(), about.endpoint_prefix.as_deref(), Some(service)];
        let names = names.into_iter().flatten().filter(|name| self.has_service(name));
        let count = |name: &str| {
            let known = |operation: &&String| self.action(&format!("{name}:{operation}")).is_some();
            model.operations.keys().filter(known).count()
        };
        // The first of those that match equally many.
        names.rev().max_by_key(|name| count(name)).map(str::to_owned)
    }

    /// The actions that an operation needs, unless nothing tells.
    fn actions(&self, service: &str, prefix: Option<&str>, model: &Model, name: &str) -> Option<Vec<String>> {
        let operation = model.operations.get(name)?;
        if let Some(actions) = self.exceptions.get(&(service, name)) {
            return actions.iter().map(|action| self.action(action)).collect();
        }
        if self.prefixes.get(service) == Some(&"-") || model.is_unsigned() {
            return Some(Vec::new());
        }
        let own = prefix.and_then(|prefix| self.action(&format!("{prefix}:{name}")));
        if prefix == Some("apigateway") && (service == "apigateway" || own.is_none()) {
            return self.action(&format!("apigateway:{}", operation.http.method)).map(|action| vec![action]);
        }
        if let Some(own) = own {
            return Some(vec![own]);
        }
        if let Some(mapped) = self.all_known(self.mapped(service, model, name)) {
            return Some(mapped);
        }
        if operation.is_unsigned() {
            return Some(Vec::new());
        }
        self.named_in_text(service, prefix, operation).map(|action| vec![action])
    }

    /// What iam-dataset says of an operation.
    pub(super) fn mapped(&self, service: &str, model: &Model, operation: &str) -> &[Mapping] {
        let id = models::letters(&model.metadata.service_id);
        let alias = ALIASES.iter().find(|(name, _)| *name == id).map_or(id.as_str(), |(_, alias)| alias);
        let has = |name: &str| self.mapped.keys().any(|(known, _)| known == name);
        let name = if has(alias) { alias.to_owned() } else { models::letters(service) };
        self.mapped.get(&(name, operation.to_ascii_lowercase())).map_or(&[], Vec::as_slice)
    }

    /// Its actions, if the reference has all of them.
    fn all_known(&self, mappings: &[Mapping]) -> Option<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        for mapping in mappings {
            let action = self.action(&mapping.action)?;
            if !found.contains(&action) {
                found.push(action);
            }
        }
        Some(found).filter(|found| !found.is_empty())
    }

    /// The first action of the service that the text on the operation names.
    fn named_in_text(&self, service: &str, prefix: Option<&str>, operation: &Operation) -> Option<String> {
        let names = models::names_in(&operation.documentation);
        names.into_iter().filter_map(|name| self.action(&name)).find(|action| {
            let of = action.split_once(':').map_or("", |(of, _)| of);
            Some(of) == prefix
                || (service == "s3control" && of.starts_with("s3"))
                || (service == "s3" && of == "s3express")
        })
    }
}

/// An operation and what it needs.
pub(super) struct Needed {
    /// botocore's name for it.
    pub(super) service: String,
    pub(super) prefix: Option<String>,
    pub(super) name: String,
    pub(super) needs: Vec<Need>,
}

/// An action, and for each resource type the templates of what it is asked for.
pub(super) struct Need {
    pub(super) action: String,
    pub(super) resources: Vec<(String, Vec<String>)>,
    /// Whether it is `iam:PassRole` for a role that the request names, not what the operation's name stands for.
    pub(super) passed: bool,
}

/// All operations whose actions something tells, with templates of their resources.
pub(super) fn needed(
    botocore: &mut Wheel,
    known: &Known<'_>,
    templates: &Templates<'_>,
) -> Result<Vec<Needed>> {
    let mut operations = Vec::new();
    for (service, file) in models::files(botocore) {
        let model = models::read(botocore, &file)?;
        let prefix = known.prefix(&service, &model);
        for name in model.operations.keys() {
            let Some(actions) = known.actions(&service, prefix.as_deref(), &model, name) else { continue };
            let mappings = known.mapped(&service, &model, name);
            let asked = Asked { service: &service, name, model: &model, mappings };
            let needs = templates.needs(&asked, actions);
            let (service, name) = (service.clone(), name.clone());
            operations.push(Needed { service, prefix: prefix.clone(), name, needs });
        }
    }
    Ok(operations)
}

/// The table of exceptions: under the service's prefix and under botocore's name for it.
pub(super) fn exceptions(operations: &[Needed], known: &Known<'_>) -> String {
    let mut rows: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for Needed { service, prefix, name: operation, needs } in operations {
        let actions: Vec<&String> =
            needs.iter().filter(|need| !need.passed).map(|need| &need.action).collect();
        let prefix = prefix.as_deref();
        let names: BTreeSet<&str> = prefix.into_iter().chain([service.as_str()]).collect();
        for name in names {
            let own = format!("{name}:{operation}");
            let plain = format!("{}:{operation}", prefix.unwrap_or_default());
            let is_plain = matches!(actions.as_slice(), [one] if one.eq_ignore_ascii_case(&plain));
            if known.action(&own).is_some() || is_plain {
                continue;
            }
            let (_, row) = rows.entry(own.to_ascii_lowercase()).or_insert((own, Vec::new()));
            let new: Vec<_> =
                actions.iter().filter(|action| !row.contains(action)).copied().cloned().collect();
            row.extend(new);
        }
    }
    let line = |(name, actions): &(String, Vec<String>)| {
        [name].into_iter().chain(actions).map(String::as_str).collect::<Vec<_>>().join(" ") + "\n"
    };
    rows.values().map(line).collect()
}
