//! All that is in force for one principal, as the workbench takes it.

use std::collections::BTreeMap;

use sayso::account::{Entity, EntityKind, Question};
use sayso::report::GapReport;
use sayso::{Action, Fact, Policy, Principal};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Account, said, text};

/// What a principal is asked about that is only looked at: everybody may do that, on nothing.
const NOTHING: &str = "sts:GetCallerIdentity";
/// A level of the organization without any SCP allows nothing.
const NO_STATEMENTS: &str = r#"{"Version": "2012-10-17", "Statement": []}"#;

/// A user or role, what is in force for it, and what is known of its request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Layers {
    arn: String,
    groups: Vec<String>,
    tags: BTreeMap<String, String>,
    instance_profiles: Vec<String>,
    created: Option<String>,
    last_used: Option<String>,
    /// Where its entry is.
    place: String,
    missing: Vec<String>,
    /// As a case names it.
    principal: Value,
    resource: String,
    /// Who owns the resource, where its ARN does not say.
    resource_account: Option<String>,
    resource_is_management: bool,
    known: BTreeMap<String, Vec<String>>,
    /// Keys that the policies ask about, and that the files say nothing about.
    unknown: Vec<String>,
    policies: Vec<LayerPolicy>,
    trust: Option<LayerPolicy>,
    gaps: Vec<GapReport>,
}

#[derive(Debug, Serialize)]
struct LayerPolicy {
    /// As the workbench calls it.
    layer: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// Of a policy that others may hold, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<String>,
    text: String,
    place: String,
}

impl LayerPolicy {
    fn new(layer: &'static str, policy: &Policy) -> Self {
        let document = policy.document();
        Self {
            layer,
            name: policy.name().to_owned(),
            group: None,
            level: None,
            arn: policy.arn().map(str::to_owned),
            text: text::of(document),
            place: document.source().place(document.span()),
        }
    }
}

impl Account {
    /// What is in force when somebody does something; without an action, what is in force whatever it is.
    pub(crate) fn layers(&self, principal: &str, action: &str, resource: &str) -> Result<Layers, String> {
        let opened = self.opened()?;
        let entity = opened.entity(principal)?;
        let asked = said(action).unwrap_or(NOTHING);
        let action = Action::new(asked).map_err(|error| error.to_string())?;
        let resource = said(resource).unwrap_or("*");
        let question = opened.inventory.ask(entity, "session", &action, resource, opened.given);
        let gaps = opened.inventory.gaps(entity, &question, question.decide());
        let known = question.request.context.iter().filter_map(|(key, fact)| match fact {
            Fact::Known(values) => {
                Some((key.as_str().to_owned(), values.iter().map(str::to_owned).collect()))
            }
            Fact::Absent | Fact::Unknown => None,
        });
        let mut known: BTreeMap<String, Vec<String>> = known.collect();
        if let Some(id) = &question.request.principal.user_id {
            known.insert("aws:userid".to_owned(), vec![id.to_string()]);
        }
        let owner = &question.request.resource;
        Ok(Layers {
            arn: entity.arn.clone(),
            groups: entity.groups.iter().map(ToString::to_string).collect(),
            tags: entity.tags.clone(),
            instance_profiles: entity.instance_profiles.clone(),
            created: entity.created.clone(),
            last_used: entity.last_used.clone(),
            place: entity.place.to_string(),
            missing: entity.missing.iter().map(ToString::to_string).collect(),
            principal: caller(entity, &question),
            resource: owner.arn.to_string(),
            resource_account: owner.account.as_deref().map(str::to_owned),
            resource_is_management: owner.account_is_management,
            known,
            unknown: question.unknown_keys(),
            policies: in_force(&question),
            trust: entity.trust.as_deref().map(|policy| LayerPolicy::new("resource", policy)),
            gaps: gaps.iter().map(GapReport::new).collect(),
        })
    }
}

/// Its name, which says all but that its account is the management account, and ids that policies may name.
fn caller(entity: &Entity, question: &Question<'_>) -> Value {
    let principal: &Principal<'_> = &question.request.principal;
    let named_by_id = entity.id.as_deref().filter(|id| {
        question.policies.resource.iter().any(|policy| policy.document().source().text().contains(*id))
    });
    if !principal.account_is_management && named_by_id.is_none() {
        return json!(entity.arn);
    }
    let management = principal.account_is_management;
    match entity.kind {
        EntityKind::User => {
            json!({"type": "user", "arn": entity.arn, "id": entity.id, "accountIsManagement": management})
        }
        EntityKind::Role => json!({
            "type": "role-session", "arn": principal.arn, "roleArn": entity.arn, "roleId": entity.id,
            "accountIsManagement": management,
        }),
    }
}

fn in_force(question: &Question<'_>) -> Vec<LayerPolicy> {
    let policies = &question.policies;
    let mut all = Vec::new();
    for (layer, levels) in [("rcp", &policies.resource_control), ("scp", &policies.service_control)] {
        let mut names: Vec<String> = Vec::new();
        for level in levels {
            let name = free(&names, &level.name);
            if level.policies.is_empty() && layer == "scp" {
                let (text, place) = (NO_STATEMENTS.to_owned(), String::new());
                all.push(LayerPolicy {
                    layer,
                    name: format!("{name} without SCPs"),
                    group: None,
                    level: Some(name.clone()),
                    arn: None,
                    text,
                    place,
                });
            }
            let own = level
                .policies
                .iter()
                .map(|policy| LayerPolicy { level: Some(name.clone()), ..LayerPolicy::new(layer, policy) });
            all.extend(own);
            names.push(name);
        }
    }
    all.extend(policies.resource.iter().map(|policy| {
        let policy = LayerPolicy::new("resource", policy);
        // Named by the resource; a file is called by its last part.
        let name = policy.name.rsplit([':', '/']).next().unwrap_or_default().to_owned();
        LayerPolicy { name, ..policy }
    }));
    all.extend(policies.identity.iter().map(|held| LayerPolicy {
        group: held.group.as_deref().map(str::to_owned),
        ..LayerPolicy::new("identity", &held.policy)
    }));
    all.extend(policies.permissions_boundary.iter().map(|policy| LayerPolicy::new("boundary", policy)));
    all
}

/// Levels are told apart by their names.
fn free(names: &[String], wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut count = 2;
    while names.contains(&name) {
        name = format!("{wanted} ({count})");
        count += 1;
    }
    name
}
