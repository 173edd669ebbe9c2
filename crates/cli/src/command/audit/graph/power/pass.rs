//! Passing a role to a service, and using what has one.

use rayon::prelude::*;
use sayso::account::{Entity, EntityKind};
use sayso::{Action, AttachedPolicies, Context, Decision, NoTrace, Principal, Request, Resource, evaluate};

use super::super::edge::{Edge, Target};
use super::super::question::{Asked, Asker};
use super::{ByService, Power};

/// The services that each role trusts, its trust policy evaluated.
pub(in super::super) struct Trusts(ByService);

/// What is used, by the service in its actions, and the services that have the roles.
const HOLDERS: [(&str, &[&str]); 13] = [
    ("apprunner", &["tasks.apprunner.amazonaws.com"]),
    ("batch", &["ecs-tasks.amazonaws.com"]),
    ("bedrock-agentcore", &["bedrock-agentcore.amazonaws.com"]),
    ("cloudformation", &["cloudformation.amazonaws.com"]),
    ("codebuild", &["codebuild.amazonaws.com"]),
    ("codedeploy", &["ec2.amazonaws.com"]),
    ("ec2", &["ec2.amazonaws.com"]),
    ("ec2-instance-connect", &["ec2.amazonaws.com"]),
    ("ecs", &["ecs-tasks.amazonaws.com"]),
    ("glue", &["glue.amazonaws.com"]),
    ("lambda", &["lambda.amazonaws.com"]),
    ("sagemaker", &["sagemaker.amazonaws.com"]),
    ("ssm", &["ec2.amazonaws.com"]),
];

impl Trusts {
    pub(in super::super) fn of(asker: &Asker<'_>) -> Self {
        let entities = asker.inventory.all_entities();
        let trusted: Vec<(usize, Vec<&'static str>)> =
            entities.par_iter().enumerate().map(|(number, it)| (number, services(asker, it))).collect();
        let mut by_service = ByService::new();
        for (number, services) in trusted {
            for service in services {
                by_service.entry(service).or_default().push(number);
            }
        }
        Self(by_service)
    }

    fn has(&self, service: &str, number: usize) -> bool {
        self.0.get(service).is_some_and(|roles| roles.binary_search(&number).is_ok())
    }
}

/// The services among those that AWS has that may assume the role.
fn services(asker: &Asker<'_>, role: &Entity) -> Vec<&'static str> {
    let Some(trust) = role.trust.as_ref().filter(|_| role.kind == EntityKind::Role) else {
        return Vec::new();
    };
    let Ok(action) = Action::new("sts:AssumeRole") else { return Vec::new() };
    let policies = AttachedPolicies { resource: vec![trust.clone()], ..AttachedPolicies::default() };
    let may = |service: &&'static str| {
        let Ok(principal) = Principal::named(service, "") else { return false };
        let resource: Resource<'_> = asker.inventory.resource(&role.arn, &action, &principal);
        let mut context = Context::new();
        context.set_unlisted_unknown(true);
        let request = Request { principal, action: action.clone(), resource, context };
        matches!(evaluate(&policies, &request, &mut NoTrace), Decision::Allowed | Decision::Depends)
    };
    let entries =
        trust.document().statements().iter().flat_map(|it| &it.principal).flat_map(|it| &it.entries);
    let named: Vec<&str> = entries.map(|entry| entry.value.value.as_str()).collect();
    let known = sayso_catalog::service_principals();
    let is_named = |service: &&'static str| named.iter().any(|name| name == service || *name == "*");
    known.filter(is_named).filter(may).collect()
}

impl Power<'_> {
    /// An edge into a role that is passed to something new.
    pub(super) fn pass(
        &self,
        asker: &Asker<'_>,
        trusts: &Trusts,
        target: &Entity,
        number: usize,
    ) -> Option<Edge> {
        if target.account != self.entity.account {
            return None;
        }
        let mut open = None;
        for way in &self.passing {
            for service in way.passed_to.iter().filter(|service| trusts.has(service, number)) {
                let Some(passing) = asker.ask(&self.entity, "iam:PassRole", &target.arn, Some(service))
                else {
                    continue;
                };
                let mut requests = vec![passing];
                requests.extend(way.steps.iter().filter(|step| step.action != "iam:PassRole").map(|step| {
                    Asked {
                        action: step.action.to_owned(),
                        resource: step.request.resource.arn.to_string(),
                        passed_to: None,
                        keys: open_keys(step),
                        circumstances: Vec::new(),
                    }
                }));
                let what = way.gives.split_once("passing it to ").map_or("something new", |(_, what)| what);
                let how = format!("passes {} to {what}", target.short());
                let edge = Edge::new(Target::Entity(number), how, requests);
                if edge.is_certain() {
                    return Some(edge);
                }
                open = open.or(Some(edge));
            }
        }
        open
    }

    /// An edge into a role that something has which the entity can use, if there is such a thing.
    pub(super) fn existing(&self, trusts: &Trusts, target: &Entity, number: usize) -> Option<Edge> {
        if target.account != self.entity.account {
            return None;
        }
        self.existing.iter().find_map(|way| {
            let first = way.steps.first()?;
            let (prefix, _) = first.action.split_once(':')?;
            let (_, services) = HOLDERS.iter().find(|(name, _)| *name == prefix)?;
            let is_held = services.iter().any(|service| trusts.has(service, number));
            let on_instance = services.contains(&"ec2.amazonaws.com");
            if !is_held || on_instance && target.instance_profiles.is_empty() {
                return None;
            }
            let requests = way.steps.iter().map(|step| Asked {
                action: step.action.to_owned(),
                resource: step.request.resource.arn.to_string(),
                passed_to: None,
                keys: open_keys(step),
                circumstances: Vec::new(),
            });
            let what = way.gives.split_once(" of ").map_or(way.gives, |(_, what)| what);
            let how = format!("uses {what} that has {}", target.short());
            Some(Edge::new(Target::Entity(number), how, requests.collect()).possible())
        })
    }
}

/// What a step depends on, circumstances left out.
fn open_keys(step: &sayso::risk::Step) -> Vec<String> {
    let keys = step.keys.iter().filter(|key| !sayso::risk::is_circumstance(key));
    keys.map(|key| key.as_str().to_owned()).collect()
}
