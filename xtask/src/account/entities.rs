//! Users, groups and roles with what is attached to them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::policies::{self, Managed};
use super::random::Random;
use super::time::{before, iso};
use super::{statements, trust, words};

/// A user or role, for what it did.
pub(super) struct Entity {
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) is_user: bool,
    pub(super) created_days_ago: usize,
    /// What its policies are about, each once.
    pub(super) services: Vec<&'static str>,
}

/// Makes the entities of an account.
pub(super) struct Maker<'a> {
    pub(super) account: &'a str,
    pub(super) policies: &'a [Managed],
    /// How often each policy is attached, by ARN.
    pub(super) attached: BTreeMap<String, usize>,
    groups: Vec<(String, Vec<&'static str>)>,
    /// The ARNs of users and roles made so far.
    made: Vec<String>,
}

/// What is attached, as the dump has it.
struct Attached {
    managed: Vec<Value>,
    inline: Vec<Value>,
    services: BTreeSet<&'static str>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(account: &'a str, policies: &'a [Managed]) -> Self {
        Self { account, policies, attached: BTreeMap::new(), groups: Vec::new(), made: Vec::new() }
    }

    pub(super) fn group(&mut self, number: usize, random: &mut Random) -> Value {
        let name = format!(
            "{}-{}",
            words::team(random),
            random.pick(&["developers", "admins", "readers", "leads"], "leads")
        );
        let name = if self.groups.iter().any(|(known, _)| *known == name) {
            format!("{name}-{number}")
        } else {
            name
        };
        let attached = self.attach(1 + random.below(4), 8, random);
        self.groups.push((name.clone(), attached.services.into_iter().collect()));
        json!({"Path": "/", "GroupName": name, "GroupId": words::id("AGPA", random),
            "Arn": format!("arn:aws:iam::{}:group/{name}", self.account), "CreateDate": iso(before(900, random)),
            "GroupPolicyList": attached.inline, "AttachedManagedPolicies": attached.managed})
    }

    pub(super) fn user(&mut self, number: usize, random: &mut Random) -> (Value, Entity) {
        let name = words::person(number);
        let mut attached = self.attach(random.zipf(3), 6, random);
        let mut memberships = BTreeSet::new();
        for _ in 0..random.below(3) {
            // The last one made is left without users.
            if let Some((group, services)) = self.groups.get(random.zipf(self.groups.len().saturating_sub(1)))
            {
                memberships.insert(group.clone());
                attached.services.extend(services);
            }
        }
        if random.chance(10) {
            let document = json!({"Version": "2012-10-17", "Statement": [statements::without_mfa()]});
            attached.inline.push(json!({"PolicyName": "require-mfa", "PolicyDocument": document}));
        }
        let days = 1 + random.below(1_500);
        let arn = format!("arn:aws:iam::{}:user/{name}", self.account);
        let mut detail = json!({"Path": "/", "UserName": name, "UserId": words::id("AIDA", random), "Arn": arn,
            "CreateDate": iso(before(days, random)), "UserPolicyList": attached.inline, "GroupList": memberships,
            "AttachedManagedPolicies": attached.managed, "Tags": tags(random)});
        self.boundary(&mut detail, 12, random);
        let services = attached.services.into_iter().collect();
        self.made.push(arn.clone());
        (detail, Entity { name, arn, is_user: true, created_days_ago: days, services })
    }

    pub(super) fn role(&mut self, number: usize, random: &mut Random) -> (Value, Entity) {
        let (policy, service) = trust::policy(self.account, &self.made, random);
        let name = format!("{}-{}-{service}-{number}", words::app(random), words::stage(random));
        let attached = self.attach(1 + random.zipf(4), 4, random);
        let days = 1 + random.below(1_500);
        let arn = format!("arn:aws:iam::{}:role/{name}", self.account);
        let used = if random.chance(80) {
            json!({"LastUsedDate": iso(before(random.zipf(400), random)), "Region": "eu-west-1"})
        } else {
            json!({})
        };
        let profiles = if service == "ec2" { vec![self.profile(&name, &arn, random)] } else { Vec::new() };
        let mut detail = json!({"Path": "/", "RoleName": name, "RoleId": words::id("AROA", random), "Arn": arn,
            "CreateDate": iso(before(days, random)), "AssumeRolePolicyDocument": policy,
            "InstanceProfileList": profiles, "RolePolicyList": attached.inline, "RoleLastUsed": used,
            "AttachedManagedPolicies": attached.managed, "Tags": tags(random)});
        self.boundary(&mut detail, 15, random);
        let services = attached.services.into_iter().collect();
        self.made.push(arn.clone());
        (detail, Entity { name, arn, is_user: false, created_days_ago: days, services })
    }

    fn profile(&self, name: &str, arn: &str, random: &mut Random) -> Value {
        json!({"Path": "/", "InstanceProfileName": name, "InstanceProfileId": words::id("AIPA", random),
            "Arn": format!("arn:aws:iam::{}:instance-profile/{name}", self.account), "CreateDate": iso(before(200, random)),
            "Roles": [{"Path": "/", "RoleName": name, "Arn": arn}]})
    }

    fn boundary(&mut self, detail: &mut Value, percent: usize, random: &mut Random) {
        if let (true, Some(policy), Some(members)) =
            (random.chance(percent), self.policies.last(), detail.as_object_mut())
        {
            let boundary = json!({"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": policy.arn});
            members.insert("PermissionsBoundary".into(), boundary);
        }
    }

    /// Attaches some managed policies, shared ones more often, and sometimes an inline one.
    fn attach(&mut self, count: usize, risky: usize, random: &mut Random) -> Attached {
        let mut attached = Attached { managed: Vec::new(), inline: Vec::new(), services: BTreeSet::new() };
        let mut seen = BTreeSet::new();
        for _ in 0..count {
            let own = self.policies.get(random.zipf(self.policies.len()));
            let policy = own.filter(|_| random.chance(60)).cloned().unwrap_or_else(|| policies::aws(random));
            if seen.insert(policy.arn.clone()) {
                *self.attached.entry(policy.arn.clone()).or_default() += 1;
                attached.managed.push(policy.attachment());
                attached.services.extend(policy.services);
            }
        }
        if random.chance(35) {
            let (document, services) = policies::document(self.account, risky, random);
            let name = format!("{}-inline", words::app(random));
            attached.inline.push(json!({"PolicyName": name, "PolicyDocument": document}));
            attached.services.extend(services);
        }
        attached
    }
}

fn tags(random: &mut Random) -> Value {
    let mut tags = vec![json!({"Key": "team", "Value": words::team(random)})];
    if random.chance(50) {
        tags.push(json!({"Key": "stage", "Value": words::stage(random)}));
    }
    json!(tags)
}
