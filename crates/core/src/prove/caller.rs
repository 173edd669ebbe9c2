//! Callers that policies tell apart: those they name, and of every other kind one that they do not.
//!
//! Entries of principals are whole names (P17), so that these are all there are; what follows from a caller for the
//! keys of its requests is asked of them, too.

use std::collections::BTreeSet;

use super::language::{Glob, Step};
use super::literal::Body;
use super::scene::{ACCOUNT, Scene};
use super::side::Side;
use super::space::Space;
use super::theory::word_of;
use crate::arn::{Arn, is_account_id};
use crate::document::PrincipalKind;
use crate::request::{Key, Principal, PrincipalType, ResourceKind, Session};

/// Callers beyond which a question is not looked into.
const MOST_SCENES: usize = 4_000;

/// Accounts that are tried where one is wanted that no policy names.
const ACCOUNTS: [&str; 3] = ["111122223333", "444455556666", ACCOUNT];

/// Partitions that are tried where perhaps one is wanted that no policy names.
const PARTITIONS: [&str; 3] = ["aws", "aws-cn", "aws-us-gov"];

/// The names in policies.
#[derive(Debug, Default)]
struct Named {
    partitions: BTreeSet<String>,
    accounts: BTreeSet<String>,
    arns: BTreeSet<String>,
    ids: BTreeSet<String>,
    services: BTreeSet<String>,
    providers: BTreeSet<String>,
    canonical: BTreeSet<String>,
}

/// A caller, and what its ARN may be where that is not its own alone.
struct Caller {
    principal: Principal<'static>,
    /// Where the name is free: the pattern of `aws:PrincipalArn`.
    free: Option<String>,
}

/// Every caller with its own resources and with those of another account. `None` where there are too many.
pub(super) fn scenes(sides: [&Side; 2], kind: ResourceKind, space: &mut Space) -> Option<Vec<Scene>> {
    let named = Named::of(sides);
    let mut scenes = Vec::new();
    for caller in named.callers() {
        let literals = named.literals(&caller, space);
        let own = caller.principal.account.as_deref().map(str::to_owned);
        let other =
            ACCOUNTS.iter().find(|other| own.as_deref() != Some(**other)).map(|other| (*other).to_owned());
        let owners = if own.is_some() { vec![own, other] } else { vec![other] };
        for owner in owners {
            scenes.push(Scene {
                principal: caller.principal.clone(),
                owner,
                kind,
                literals: literals.clone(),
                anybody: false,
                free: caller.free.is_some(),
            });
        }
        if scenes.len() > MOST_SCENES {
            return None;
        }
    }
    Some(scenes)
}

impl Named {
    fn of(sides: [&Side; 2]) -> Self {
        let mut named = Self::default();
        named.partitions.insert("aws".to_owned());
        let policies = sides.iter().flat_map(|side| side.lowered()).map(|lowered| &lowered.policy);
        for statement in policies.flat_map(|policy| policy.document().statements()) {
            for entry in statement.principal.iter().flat_map(|principal| &principal.entries) {
                let text = entry.value.value.clone();
                match entry.kind {
                    PrincipalKind::Aws => named.aws(text),
                    PrincipalKind::Service => _ = named.services.insert(text),
                    PrincipalKind::Federated => _ = named.providers.insert(text),
                    PrincipalKind::CanonicalUser => _ = named.canonical.insert(text),
                }
            }
            // Conditions on accounts are conditions on callers.
            for clause in statement.condition.iter().flat_map(|condition| &condition.clauses) {
                for value in &clause.values {
                    let runs = value.value.split(|letter: char| !letter.is_ascii_digit());
                    named.accounts.extend(runs.filter(|run| is_account_id(run)).map(str::to_owned));
                    named.partition(&value.value);
                }
            }
            let resources = statement.resource.iter().flat_map(|resource| &resource.entries);
            resources.for_each(|entry| named.partition(&entry.value));
        }
        // Accounts that are named by their numbers may be of any partition, and others, too.
        let other = PARTITIONS.iter().find(|own| !named.partitions.contains(**own));
        named.partitions.extend(other.map(|own| (*own).to_owned()));
        named
    }

    /// The partitions that an ARN, perhaps with wildcards, may be of.
    fn partition(&mut self, text: &str) {
        let Some(own) = text.strip_prefix("arn:").and_then(|rest| rest.split(':').next()) else { return };
        if own.contains(['*', '?', '$']) {
            self.partitions.extend(PARTITIONS.map(str::to_owned));
        } else if !own.is_empty() {
            self.partitions.insert(own.to_owned());
        }
    }

    fn aws(&mut self, text: String) {
        if is_account_id(&text) {
            self.accounts.insert(text);
            return;
        }
        match Arn::of(&text) {
            Some(arn) if arn.scheme() == "arn" => {
                self.partitions.insert(arn.partition().to_owned());
                self.accounts.insert(arn.account().to_owned());
                if arn.resource() != "root" {
                    self.arns.insert(text);
                }
            }
            _ if text == "*" => {}
            _ => _ = self.ids.insert(text),
        }
    }

    /// A text that begins so and is not among these.
    fn fresh(start: &str, taken: &BTreeSet<String>) -> String {
        let mut text = start.to_owned();
        while taken.iter().any(|own| own.contains(&text)) {
            text.push('x');
        }
        text
    }

    fn other_account(&self) -> String {
        let given = ACCOUNTS.iter().map(|own| (*own).to_owned());
        let mut all = given.chain((0_u64..).map(|number| format!("{number:012}")));
        all.find(|own| !self.accounts.contains(own)).unwrap_or_default()
    }

    fn callers(&self) -> Vec<Caller> {
        let mut callers = Vec::new();
        let known = |principal| Caller { principal, free: None };
        callers.push(known(Principal::new(PrincipalType::Anonymous, "", None)));
        let other = Self::fresh("other.amazonaws.com", &self.services);
        for name in self.services.iter().chain([&other]) {
            let principal = Principal::new(PrincipalType::Service { name: name.clone().into() }, "", None);
            let free = (*name == other).then(|| "?*".to_owned());
            callers.push(Caller { principal, free });
        }
        let other = Self::fresh("other.example.com", &self.providers);
        for provider in self.providers.iter().chain([&other]) {
            let kind = PrincipalType::Federated { provider: provider.clone().into() };
            callers.push(known(Principal::new(kind, "", None)));
        }
        let others = [self.other_account()];
        for partition in &self.partitions {
            for account in &self.accounts {
                self.of_account(partition, account, Some(account), &mut callers);
            }
            for account in &others {
                self.of_account(partition, account, None, &mut callers);
            }
        }
        let canonical: Vec<Caller> =
            self.canonical.iter().flat_map(|id| with_canonical(&callers, id)).collect();
        callers.extend(canonical);
        callers
    }

    /// The callers of an account; `named` is it where policies name it.
    fn of_account(&self, partition: &str, account: &str, named: Option<&String>, callers: &mut Vec<Caller>) {
        let names: BTreeSet<String> = self.arns.iter().cloned().collect();
        let name = Self::fresh("ana", &names);
        let iam = |resource: String| format!("arn:{partition}:iam::{account}:{resource}");
        let sts = |resource: String| format!("arn:{partition}:sts::{account}:{resource}");
        let free = |service: &str, kind: &str| {
            let account = named.map_or("????????????", String::as_str);
            Some(format!("arn:{partition}:{service}::{account}:{kind}/?*"))
        };
        let mut add = |kind, arn: String, free: Option<String>| {
            callers
                .push(Caller { principal: Principal::new(kind, arn, Some(account.to_owned().into())), free });
        };
        let root = named.is_none().then(|| format!("arn:{partition}:iam::????????????:root"));
        add(PrincipalType::Root, iam("root".to_owned()), root);
        let is_own =
            |arn: &&String| arn.starts_with(&iam(String::new())) || arn.starts_with(&sts(String::new()));
        let own: Vec<&String> = self.arns.iter().filter(is_own).collect();
        let of =
            |kind: &'static str| own.iter().filter(move |arn| arn.contains(kind)).map(|arn| (*arn).clone());
        let users: Vec<(String, Option<String>)> = of(":user/")
            .map(|arn| (arn, None))
            .chain([(iam(format!("user/{name}")), free("iam", "user"))])
            .collect();
        let roles: Vec<(String, Option<String>)> = of(":role/")
            .map(|arn| (arn, None))
            .chain([(iam(format!("role/{name}")), free("iam", "role"))])
            .collect();
        let ids: Vec<Option<String>> = self.ids.iter().cloned().map(Some).chain([None]).collect();
        for (arn, free) in &users {
            for id in &ids {
                let id = id.clone().map(Into::into);
                add(PrincipalType::User { id, session: Session::Plain }, arn.clone(), free.clone());
            }
        }
        for (role, free) in &roles {
            let last = role.rsplit('/').next().unwrap_or_default();
            let start = sts(format!("assumed-role/{last}/"));
            let sessions = of(":assumed-role/").filter(|arn| arn.starts_with(&start));
            for arn in sessions.chain([format!("{start}{name}")]) {
                for id in &ids {
                    add(session(role, id.clone()), arn.clone(), free.clone());
                }
            }
        }
        // Sessions of roles that nobody names, whose name they share but perhaps not the path.
        for arn in of(":assumed-role/") {
            let Some(role) = arn.split('/').nth(1) else { continue };
            let free = named.map(|account| format!("arn:{partition}:iam::{account}:role/*{role}"));
            for id in &ids {
                add(session(&iam(format!("role/{role}")), id.clone()), arn.clone(), free.clone());
            }
        }
        let federated: Vec<(String, bool)> = of(":federated-user/")
            .map(|arn| (arn, false))
            .chain([(sts(format!("federated-user/{name}")), true)])
            .collect();
        for (arn, is_free) in federated {
            for (user, _) in &users {
                let kind = PrincipalType::FederatedUser { user_arn: user.clone().into() };
                add(kind, arn.clone(), free("sts", "federated-user").filter(|_| is_free));
            }
        }
    }

    /// What follows from the caller for the keys that policies ask about.
    fn literals(&self, caller: &Caller, space: &mut Space) -> Vec<u32> {
        let principal = &caller.principal;
        let mut literals = Vec::new();
        for name in [
            "aws:PrincipalArn",
            "aws:PrincipalAccount",
            "aws:PrincipalType",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalServiceName",
            "aws:username",
        ] {
            let Some(key) = space.known_key(&Key::new(name)) else { continue };
            let Some(own) = principal.derived_value(name).map(str::to_owned) else {
                literals.push(space.on_key(key, true, Body::Never));
                continue;
            };
            let account_is_free = caller.free.as_ref().is_some_and(|free| free.contains("????????????"));
            let globs = match (name, &caller.free) {
                ("aws:PrincipalArn", Some(free)) => vec![glob(free)],
                ("aws:PrincipalAccount", Some(_)) if account_is_free => vec![glob("????????????")],
                ("aws:username" | "aws:PrincipalServiceName", Some(_)) => vec![glob("?*")],
                _ => vec![glob_of_text(&own)],
            };
            let within = space.text(globs);
            literals.push(space.on_key(key, false, Body::Single(within)));
            let others = match (name, &caller.free) {
                ("aws:PrincipalArn", Some(_)) => &self.arns,
                ("aws:PrincipalServiceName", Some(_)) => &self.services,
                ("aws:PrincipalAccount", Some(_)) if account_is_free => &self.accounts,
                _ => continue,
            };
            let without = space.text(others.iter().map(|own| glob_of_text(own)).collect());
            literals.push(space.on_key(key, false, Body::Single(without.not())));
        }
        literals
    }
}

fn session(role_arn: &str, role_id: Option<String>) -> PrincipalType<'static> {
    PrincipalType::RoleSession {
        role_arn: role_arn.to_owned().into(),
        role_id: role_id.map(Into::into),
        service_linked: false,
    }
}

fn with_canonical(callers: &[Caller], id: &str) -> Vec<Caller> {
    let iam = callers.iter().filter(|caller| caller.principal.is_iam());
    let with = |caller: &Caller| {
        let mut principal = caller.principal.clone();
        principal.canonical_user_id = Some(id.to_owned().into());
        Caller { principal, free: caller.free.clone() }
    };
    iam.map(with).collect()
}

fn glob(pattern: &str) -> Glob {
    let step = |letter: char| match letter {
        '*' => Step::Star,
        '?' => Step::One,
        letter => Step::Char(letter.into()),
    };
    pattern.chars().map(step).collect()
}

fn glob_of_text(text: &str) -> Glob {
    word_of(text).into_iter().map(Step::Char).collect()
}

/// What a request says of its caller's keys.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated<'a> {
    pub(super) arn: Option<&'a str>,
    pub(super) account: Option<&'a str>,
    pub(super) username: Option<&'a str>,
    pub(super) service: Option<&'a str>,
}

/// The caller of a scene, with the name and account that a request states where these are free.
pub(super) fn named(scene: &Scene, stated: Stated<'_>) -> Option<Principal<'static>> {
    let mut principal = scene.principal.clone();
    if !scene.free {
        return Some(principal);
    }
    if let PrincipalType::Service { name } = &mut principal.kind {
        if let Some(stated) = stated.service {
            *name = stated.to_owned().into();
        }
        return Some(principal);
    }
    let is_session = matches!(principal.kind, PrincipalType::RoleSession { .. });
    let known = if is_session { principal.principal_arn() } else { Some(&*principal.arn) };
    let arn = stated.arn.or(known)?.to_owned();
    let fields = Arn::of(&arn)?;
    let own = principal.account.as_deref().unwrap_or_default();
    let given = stated.account.or(stated.arn.map(|_| fields.account())).filter(|own| is_account_id(own));
    let account = given.unwrap_or(own).to_owned();
    let resource = match (stated.username, &principal.kind) {
        (Some(name), PrincipalType::User { .. }) => {
            format!("{}/{name}", fields.resource().rsplit_once('/')?.0)
        }
        _ => fields.resource().to_owned(),
    };
    let start = format!("arn:{}:{}::{account}", fields.partition(), fields.service());
    let whole = format!("{start}:{resource}");
    if let PrincipalType::RoleSession { role_arn, .. } = &mut principal.kind {
        let name = resource.rsplit('/').next()?;
        let session = principal.arn.rsplit('/').next()?.to_owned();
        principal.arn =
            format!("arn:{}:sts::{account}:assumed-role/{name}/{session}", fields.partition()).into();
        *role_arn = whole.into();
    } else {
        principal.arn = whole.into();
    }
    if let PrincipalType::FederatedUser { user_arn } = &mut principal.kind {
        let user = Arn::of(user_arn)?.resource().to_owned();
        *user_arn = format!("arn:{}:iam::{account}:{user}", fields.partition()).into();
    }
    principal.account = Some(account.into());
    Some(principal)
}
