//! Policy documents of every type, each within its grammar (semantics 1.3).

use std::borrow::Cow;

use sayso::condition::BaseOperator;
use sayso::{PolicyType, PrincipalType, Request};
use serde_json::{Map, Value, json};

use super::tape::Tape;
use super::vocabulary::{
    ACCOUNTS, ACTIONS, CANONICAL_ID, COMPLETE_RESOURCES, ENFORCING, FAMILIES, OIDC, RESOURCES, ROLES, SAML,
    SERVICES, SETS, TRUST_ACTIONS, USERS, role_arn, user_arn,
};

/// The numbers of one statement: its own, and those of each clause.
pub(crate) type StatementNumbers = ([u16; 24], Vec<[u16; 12]>);

/// What the statements of a scenario differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focus {
    /// Everything.
    Statements,
    /// Principals and layers: actions, resources and conditions stand in nobody's way.
    Layers,
}

/// A document for `request` to meet.
pub(crate) fn document(
    numbers: &[u16],
    statements: &[StatementNumbers],
    policy_type: PolicyType,
    request: &Request,
    focus: Focus,
) -> Value {
    use PolicyType::{Identity, PermissionsBoundary, ResourceControl, ServiceControl, Session};
    let mut tape = Tape::new(numbers);
    if policy_type == ResourceControl && tape.chance(10) {
        return json!({"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}});
    }
    let mut document = Map::new();
    let organization = matches!(policy_type, ServiceControl | ResourceControl);
    match tape.below(10) {
        0..=6 => _ = document.insert("Version".into(), "2012-10-17".into()),
        _ if organization => _ = document.insert("Version".into(), "2012-10-17".into()),
        7 | 8 => _ = document.insert("Version".into(), "2008-10-17".into()),
        _ => {}
    }
    let forbids_id = organization || matches!(policy_type, Identity | PermissionsBoundary | Session);
    if !forbids_id && tape.chance(20) {
        document.insert("Id".into(), "an id".into());
    }
    let mut statements: Vec<Value> = (0..)
        .zip(statements)
        .map(|(at, numbers)| Writer { policy_type, request, focus }.statement(at, numbers))
        .collect();
    // Policies that cap usually let most things through.
    let caps =
        matches!(policy_type, PermissionsBoundary | ServiceControl | Session | PolicyType::VpcEndpoint);
    if caps && tape.chance(60) {
        let mut open = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
        if policy_type == PolicyType::VpcEndpoint {
            open["Principal"] = "*".into();
        }
        statements.push(open);
    }
    let bare = statements.len() == 1 && tape.chance(30);
    let statement = if bare { statements.remove(0) } else { Value::from(statements) };
    document.insert("Statement".into(), statement);
    Value::Object(document)
}

struct Writer<'a> {
    policy_type: PolicyType,
    request: &'a Request<'a>,
    focus: Focus,
}

impl Writer<'_> {
    fn statement(&self, at: usize, (own, clauses): &StatementNumbers) -> Value {
        let mut tape = Tape::new(own);
        let mut statement = Map::new();
        let layers = self.focus == Focus::Layers;
        let denies =
            tape.chance(if layers { 5 } else { 15 }) || self.policy_type == PolicyType::ResourceControl;
        statement.insert("Effect".into(), if denies { "Deny" } else { "Allow" }.into());
        if tape.chance(20) {
            statement.insert("Sid".into(), format!("S{at}").into());
        }
        let provider = self.principal(&mut tape, denies, &mut statement);
        if layers {
            let service = self.request.action.service();
            let action = match self.policy_type {
                PolicyType::RoleTrust => "sts:*".to_owned(),
                PolicyType::ResourceControl if ENFORCING.contains(&service.as_str()) => {
                    format!("{service}:*")
                }
                PolicyType::ResourceControl => "s3:*".to_owned(),
                _ => "*".to_owned(),
            };
            statement.insert("Action".into(), action.into());
            if self.policy_type != PolicyType::RoleTrust {
                statement.insert("Resource".into(), "*".into());
            }
            return Value::Object(statement);
        }
        self.action(&mut tape, provider, &mut statement);
        if self.policy_type != PolicyType::RoleTrust {
            self.resource(&mut tape, &mut statement);
        }
        let mut condition = Map::new();
        for clause in clauses {
            add_clause(&mut Tape::new(clause), &mut condition);
        }
        if !condition.is_empty() || tape.chance(5) {
            statement.insert("Condition".into(), condition.into());
        }
        Value::Object(statement)
    }

    /// Adds `Principal` or `NotPrincipal`; the action that a named provider demands in a trust policy.
    fn principal(
        &self,
        tape: &mut Tape<'_>,
        denies: bool,
        statement: &mut Map<String, Value>,
    ) -> Option<&'static str> {
        use PolicyType::{
            Identity, PermissionsBoundary, ResourceControl, RoleTrust, ServiceControl, Session,
        };
        match self.policy_type {
            Identity | PermissionsBoundary | ServiceControl | Session => return None,
            ResourceControl => {
                statement.insert("Principal".into(), "*".into());
                return None;
            }
            _ => {}
        }
        let negated = denies && self.policy_type != RoleTrust && tape.chance(50);
        let name = if negated { "NotPrincipal" } else { "Principal" };
        if !negated && tape.chance(25) {
            let everybody = tape.pick(&[json!("*"), json!({"AWS": "*"})]);
            statement.insert(name.into(), everybody);
            return None;
        }
        let mut map = Map::new();
        // A chain of exempt identities needs several entries.
        let aws = if negated { &[1, 2, 3][..] } else { &[1, 1, 1, 0, 2] };
        let entries = self.aws_entries(tape.chance(25));
        let named = tape.several(aws, &entries);
        map.insert("AWS".into(), list(tape, named));
        if tape.chance(25) || matches!(self.request.principal.kind, PrincipalType::Service { .. }) {
            let services = tape.several(&[1, 0, 2], &SERVICES);
            map.insert("Service".into(), list(tape, services));
        }
        if tape.chance(10) {
            map.insert("CanonicalUser".into(), CANONICAL_ID.into());
        }
        if tape.chance(4) {
            map.clear();
        }
        let is_federated = matches!(self.request.principal.kind, PrincipalType::Federated { .. });
        let provider = (tape.chance(10) || is_federated).then(|| tape.pick(&[SAML, OIDC[0], OIDC[1]]));
        if let Some(provider) = provider {
            map.insert("Federated".into(), provider.into());
        }
        statement.insert(name.into(), map.into());
        provider.map(|provider| {
            if provider == SAML { "sts:AssumeRoleWithSAML" } else { "sts:AssumeRoleWithWebIdentity" }
        })
    }

    /// Entries that name the caller, or an identity above it; or anybody.
    fn aws_entries(&self, anybody: bool) -> Vec<Cow<'_, str>> {
        let principal = &self.request.principal;
        let mut entries: Vec<Cow<str>> = Vec::new();
        if let (Some(account), false) = (&principal.account, anybody) {
            entries.push((*principal.arn).into());
            match &principal.kind {
                PrincipalType::RoleSession { role_arn, .. } => {
                    entries.extend([&**role_arn, &**role_arn, "AROAQ"].map(Cow::from));
                }
                PrincipalType::FederatedUser { user_arn } => {
                    entries.extend([&**user_arn, &**user_arn].map(Cow::from));
                }
                _ => entries.push("AIDAQ".into()),
            }
            entries.extend([(**account).into(), format!("arn:aws:iam::{account}:root").into()]);
        } else {
            entries.extend(ACCOUNTS.map(Cow::from));
            entries.extend(USERS.map(|user| user_arn(ACCOUNTS[0], user).into()));
            entries.extend(ROLES.map(|role| role_arn(ACCOUNTS[0], role).into()));
            entries.extend(
                ["*", "arn:aws-cn:iam::111122223333:root", "arn:aws:iam::111122223333:user/*"].map(Cow::from),
            );
        }
        entries
    }

    fn action(
        &self,
        tape: &mut Tape<'_>,
        provider: Option<&'static str>,
        statement: &mut Map<String, Value>,
    ) {
        let asked = self.request.action.as_str();
        let (service, name) = asked.split_once(':').unwrap();
        let mut entries: Vec<ActionEntry> =
            if tape.chance(75) { ActionEntry::NEAR.to_vec() } else { ACTIONS.map(ActionEntry::Is).to_vec() };
        let mut may_negate = true;
        match self.policy_type {
            PolicyType::ResourceControl => {
                may_negate = false;
                let enforces = ENFORCING.contains(&service);
                entries.retain(|entry| enforces && entry.write(asked).starts_with(&format!("{service}:")));
                entries.extend(ENFORCING.map(ActionEntry::AllOf));
            }
            PolicyType::RoleTrust => {
                // Split into single entries a statement must still name its provider's own action.
                entries = match provider {
                    Some(action) => vec![action, "sts:*", "sts:TagSession"],
                    None => TRUST_ACTIONS.to_vec(),
                }
                .into_iter()
                .map(ActionEntry::Is)
                .collect();
                if provider.is_none() && name.contains("Role") && service == "sts" {
                    entries.push(ActionEntry::Asked);
                }
            }
            _ => {}
        }
        let negated = may_negate && tape.chance(12);
        let entries = tape.several(&[1, 1, 2, 2, 3, 1, 1, 0], &entries);
        let entries: Vec<String> = entries.into_iter().map(|entry| entry.write(asked)).collect();
        let name = if negated { "NotAction" } else { "Action" };
        statement.insert(name.into(), list(tape, entries));
    }

    fn resource(&self, tape: &mut Tape<'_>, statement: &mut Map<String, Value>) {
        let asked = &*self.request.resource.arn;
        let session = self.policy_type == PolicyType::Session;
        let known = if session { &RESOURCES[..COMPLETE_RESOURCES] } else { &RESOURCES[..] };
        let mut entries: Vec<Cow<str>> = if tape.chance(65) {
            let start = &asked[..asked.len() * 3 / 4];
            let replaced = asked.replace(['r', 'i'], "?");
            vec!["*".into(), asked.into(), format!("{start}*").into(), replaced.into()]
        } else {
            known.iter().map(|&entry| entry.into()).collect()
        };
        if session {
            entries.retain(|entry| entry == "*" || entry.split(':').count() >= 6);
        }
        let negated = tape.chance(12);
        let entries = tape.several(&[1, 1, 1, 2, 3, 1, 2, 0], &entries);
        let name = if negated { "NotResource" } else { "Resource" };
        statement.insert(name.into(), list(tape, entries));
    }
}

/// An entry of `Action`, relative to the action asked for.
#[derive(Debug, Clone, Copy)]
enum ActionEntry {
    Is(&'static str),
    AllOf(&'static str),
    Asked,
    Service,
    Start,
    Shouted,
    Around,
}

impl ActionEntry {
    const NEAR: [Self; 6] =
        [Self::Is("*"), Self::Asked, Self::Service, Self::Start, Self::Shouted, Self::Around];

    fn write(self, asked: &str) -> String {
        let (service, name) = asked.split_once(':').unwrap();
        let half = name.get(..4).unwrap_or(name);
        match self {
            Self::Is(entry) => entry.to_owned(),
            Self::Asked => asked.to_owned(),
            Self::AllOf(service) => format!("{service}:*"),
            Self::Service => format!("{service}:*"),
            Self::Start => format!("{service}:{half}*"),
            Self::Shouted => format!("{service}:?{}", &name[1..]).to_uppercase(),
            Self::Around => format!("{}*:{half}*", &service[..1]),
        }
    }
}

/// Adds an operator on a key with its values, unless the operator has that key already (G07).
fn add_clause(tape: &mut Tape<'_>, condition: &mut Map<String, Value>) {
    let mut family = &FAMILIES[tape.below(FAMILIES.len())];
    let mut base = tape.pick(family.operators);
    let key = tape.pick(family.keys);
    let mut values: Cow<[&str]> = Cow::Owned([family.values, family.values, family.patterns].concat());
    if tape.chance(10) {
        base = BaseOperator::Null;
        values = Cow::Borrowed(&["true", "false", "True", "?"]);
    } else if tape.chance(15) {
        // Values and operator of another type than the key's.
        family = &FAMILIES[tape.below(FAMILIES.len())];
        base = tape.pick(family.operators);
    }
    let set = tape.pick(&SETS);
    let if_exists = base != BaseOperator::Null && tape.chance(30);
    let operator = sayso::ConditionOperator { set, base, if_exists }.to_string();
    let key = if tape.chance(15) { key.to_uppercase() } else { key.to_owned() };
    let values = tape.several(&[1, 1, 2, 3, 1, 2, 0], &values);
    let values: Vec<Value> = values.into_iter().map(|value| scalar(tape, value)).collect();
    let keys = condition.entry(operator).or_insert_with(|| json!({})).as_object_mut().unwrap();
    if !keys.keys().any(|other| other.eq_ignore_ascii_case(&key)) {
        keys.insert(key, list(tape, values));
    }
}

/// A number or boolean may stand without quotes (G13).
fn scalar(tape: &mut Tape<'_>, text: &str) -> Value {
    let bare = tape.chance(30);
    let value = if bare { serde_json::from_str(text).ok() } else { None };
    value.filter(|value: &Value| !value.is_null()).unwrap_or_else(|| text.into())
}

/// One entry may stand without brackets (G05).
fn list<T: Into<Value>>(tape: &mut Tape<'_>, mut entries: Vec<T>) -> Value {
    if entries.len() == 1 && tape.chance(50) {
        return entries.remove(0).into();
    }
    Value::Array(entries.into_iter().map(Into::into).collect())
}
