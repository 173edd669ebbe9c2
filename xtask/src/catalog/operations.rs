//! API operations whose name is no action.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use super::fetch::Wheel;
use super::models::{self, Model, Operation};
use super::rust;
use super::services::Service;

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
    mapped: BTreeMap<(String, String), Vec<String>>,
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
        if let Some(mapped) = self.mapped(service, model, name) {
            return Some(mapped);
        }
        if operation.is_unsigned() {
            return Some(Vec::new());
        }
        self.named_in_text(service, prefix, operation).map(|action| vec![action])
    }

    fn mapped(&self, service: &str, model: &Model, operation: &str) -> Option<Vec<String>> {
        let id = models::letters(&model.metadata.service_id);
        let alias = ALIASES.iter().find(|(name, _)| *name == id).map_or(id.as_str(), |(_, alias)| alias);
        let has = |name: &str| self.mapped.keys().any(|(known, _)| known == name);
        let name = if has(alias) { alias.to_owned() } else { models::letters(service) };
        let actions = self.mapped.get(&(name, operation.to_ascii_lowercase()))?;
        let mut found: Vec<String> = Vec::new();
        for action in actions {
            let action = self.action(action)?;
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

/// The table of exceptions: under the service's prefix and under botocore's name for it.
pub(super) fn exceptions(botocore: &mut Wheel, known: &Known<'_>) -> Result<String> {
    let mut rows: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for (service, file) in models::files(botocore) {
        let model = models::read(botocore, &file)?;
        let prefix = known.prefix(&service, &model);
        let prefix = prefix.as_deref();
        for operation in model.operations.keys() {
            let Some(actions) = known.actions(&service, prefix, &model, operation) else { continue };
            let names: BTreeSet<&str> = prefix.into_iter().chain([service.as_str()]).collect();
            for name in names {
                let own = format!("{name}:{operation}");
                let plain = format!("{}:{operation}", prefix.unwrap_or_default());
                let is_plain = matches!(actions.as_slice(), [one] if one.eq_ignore_ascii_case(&plain));
                if known.action(&own).is_some() || is_plain {
                    continue;
                }
                let (_, row) = rows.entry(own.to_ascii_lowercase()).or_insert((own, Vec::new()));
                let new: Vec<_> = actions.iter().filter(|action| !row.contains(action)).cloned().collect();
                row.extend(new);
            }
        }
    }
    let line = |(name, actions): &(String, Vec<String>)| {
        [name].into_iter().chain(actions).map(String::as_str).collect::<Vec<_>>().join(" ") + "\n"
    };
    Ok(rows.values().map(line).collect())
}
