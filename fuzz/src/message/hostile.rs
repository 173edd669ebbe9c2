//! Requests and policies whose names nobody would choose.

use std::sync::Arc;

use sayso::{
    Action, AttachedPolicies, Context, Fact, Level, Limits, Policy, PolicyDocument, PolicyType, Principal,
    PrincipalType, Request, Resource, ResourceKind, Session, Source,
};

use crate::support::tape::Tape;
use crate::support::world::ACCOUNT;

const PIECES: [&str; 27] = [
    "a",
    "B",
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{9b}K",
    "\u{202e}",
    "é",
    "😀",
    "*",
    "?",
    "${aws:username}",
    "\"",
    "`",
    "\\",
    "/",
    ":",
    "  ",
    "|",
    "<",
    "\u{85}",
    "\u{2028}",
    "%0A",
    "long-long-long-",
];

const SERVICES: [&str; 9] = ["s3", "sns", "ec2", "iam", "sts", "kms", "lambda", "s3express", "codecommit"];

/// What is decided, and how many bytes its names and texts have.
pub(super) struct World {
    pub(super) policies: AttachedPolicies,
    pub(super) request: Request<'static>,
    pub(super) size: usize,
}

impl World {
    /// `None` where the names make no policy.
    pub(super) fn read(tape: &mut Tape<'_>) -> Option<Self> {
        let request = request(tape);
        let mut policies = AttachedPolicies::default();
        let mut size = request.resource.arn.len() + request.action.as_str().len();
        size += request.principal.arn.len() + request.principal.to_string().len();
        for (key, fact) in request.context.iter() {
            let values = if let Fact::Known(values) = fact { values.iter().map(str::len).sum() } else { 0 };
            size += key.as_str().len() + values;
        }
        for _ in 0..tape.pick(&[1, 1, 2, 0]) {
            let policy_type = slot(tape, request.resource.kind);
            let policy = policy(tape, policy_type, &request)?;
            size += policy.name().len() + policy.document().source().text().len();
            attach(&mut policies, policy);
        }
        Some(Self { policies, request, size })
    }
}

fn name(tape: &mut Tape<'_>) -> String {
    let count = tape.pick(&[1, 0, 2, 3, 4, 6]);
    (0..count).map(|_| tape.pick(&PIECES)).collect()
}

fn request(tape: &mut Tape<'_>) -> Request<'static> {
    let service = tape.pick(&SERVICES);
    let action = Action::new(format!("{service}:{}", name(tape)))
        .or_else(|_| Action::new(format!("{service}:Get{}", tape.pick(&["Object", "User", "é"]))));
    let arn = match tape.below(5) {
        0 => format!("arn:aws:{service}:::{}", name(tape)),
        1 => format!("arn:aws:iam::{ACCOUNT}:user/{}", name(tape)),
        2 => name(tape),
        3 => format!("arn:aws:kms:eu-west-1:{ACCOUNT}:key/{}", name(tape)),
        _ => "*".to_owned(),
    };
    let account = tape.pick(&[ACCOUNT, ACCOUNT, "444455556666"]);
    let mut resource = Resource::new(arn, Some(account.into()));
    resource.kind = tape.pick(&[ResourceKind::Other, ResourceKind::KmsKey, ResourceKind::RoleTrust]);
    let principal = principal(tape);
    let mut context = Context::new();
    for _ in 0..tape.pick(&[0, 1, 2]) {
        let key = if tape.chance(40) { "aws:PrincipalOrgID".to_owned() } else { name(tape) };
        let fact = if tape.chance(15) { Fact::Unknown } else { Fact::Known(name(tape).into()) };
        context.insert(key, fact);
    }
    Request { principal, action: action.expect("a legal action"), resource, context }
}

fn principal(tape: &mut Tape<'_>) -> Principal<'static> {
    let own = name(tape);
    let iam = |kind, arn: String| Principal::new(kind, arn, Some(ACCOUNT.into()));
    match tape.below(8) {
        0 | 1 => {
            let kind = PrincipalType::User { id: None, session: Session::Plain };
            iam(kind, format!("arn:aws:iam::{ACCOUNT}:user/{own}"))
        }
        2 => {
            let role_arn = format!("arn:aws:iam::{ACCOUNT}:role/{own}").into();
            let kind = PrincipalType::RoleSession { role_arn, role_id: None, service_linked: false };
            iam(kind, format!("arn:aws:sts::{ACCOUNT}:assumed-role/{own}/{}", name(tape)))
        }
        3 => {
            let user_arn = format!("arn:aws:iam::{ACCOUNT}:user/{own}").into();
            iam(PrincipalType::FederatedUser { user_arn }, own)
        }
        4 => iam(PrincipalType::Root, format!("arn:aws:iam::{ACCOUNT}:root")),
        5 => Principal::new(PrincipalType::Service { name: own.into() }, "", None),
        6 => Principal::new(PrincipalType::Federated { provider: own.into() }, "", None),
        _ => Principal::new(PrincipalType::Anonymous, "", None),
    }
}

fn slot(tape: &mut Tape<'_>, kind: ResourceKind) -> PolicyType {
    use PolicyType::{Identity, PermissionsBoundary, ResourceControl, ServiceControl, Session, VpcEndpoint};
    let own = kind.policy_type();
    tape.pick(&[
        Identity,
        own,
        PermissionsBoundary,
        Session,
        ServiceControl,
        ResourceControl,
        VpcEndpoint,
        own,
    ])
}

fn policy(tape: &mut Tape<'_>, policy_type: PolicyType, request: &Request) -> Option<Arc<Policy>> {
    let source = if tape.chance(50) { name(tape) } else { "p.json".to_owned() };
    let separator = tape.pick(&["\n  ", ""]);
    let mut text = format!(r#"{{"Version": "2012-10-17",{separator} "Statement": ["#);
    for at in 0..tape.pick(&[1, 1, 2, 0]) {
        text.push_str(if at > 0 { "," } else { "" });
        statement(tape, policy_type, request, separator, &mut text);
    }
    text.push_str("]}");
    let document = PolicyDocument::parse(&Source::new(source, text), &Limits::default());
    let policy = Policy::compile(Arc::new(document), policy_type).ok()?;
    Some(Arc::new(match tape.below(4) {
        0 => policy.with_arn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        1 => policy.named(format!("arn:aws:iam::{ACCOUNT}:policy/{}", name(tape))),
        _ => policy,
    }))
}

fn statement(
    tape: &mut Tape<'_>,
    policy_type: PolicyType,
    request: &Request,
    separator: &str,
    text: &mut String,
) {
    use PolicyType::{KmsKey, Resource, ResourceControl, RoleTrust, VpcEndpoint};
    let mut element = |name: &str, value: &str| {
        text.push_str(if name == "Effect" { "{" } else { ", " });
        text.extend([separator, "\"", name, "\": ", value]);
    };
    let denies = tape.chance(35) || policy_type == ResourceControl;
    element("Effect", if denies { "\"Deny\"" } else { "\"Allow\"" });
    if tape.chance(40) {
        element("Sid", &quoted(&name(tape)));
    }
    if matches!(policy_type, Resource | KmsKey | RoleTrust | VpcEndpoint | ResourceControl) {
        let named = tape.chance(50) && policy_type != ResourceControl;
        let principal =
            if named { format!("{{\"AWS\": {}}}", quoted(&name(tape))) } else { "\"*\"".to_owned() };
        element("Principal", &principal);
    }
    let action = quoted(&action(tape, policy_type, request.action.as_str()));
    if tape.chance(15) {
        element("Action", &format!("[{action}, {}]", quoted(&name(tape))));
    } else {
        element("Action", &action);
    }
    if policy_type != RoleTrust {
        let resource = if tape.chance(50) { name(tape) } else { "*".to_owned() };
        let kind = if tape.chance(15) { "NotResource" } else { "Resource" };
        element(kind, &format!("[{}]", quoted(&resource)));
    }
    if tape.chance(40) {
        let operator = tape.pick(&OPERATORS);
        let key = if tape.chance(50) { "aws:PrincipalOrgID".to_owned() } else { name(tape) };
        let value = quoted(&name(tape));
        element("Condition", &format!("{{\"{operator}\": {{{}: [{value}]}}}}", quoted(&key)));
    }
    text.push('}');
}

const OPERATORS: [&str; 5] =
    ["StringEquals", "StringNotLike", "ForAnyValue:StringLike", "NumericLessThan", "Null"];

fn action(tape: &mut Tape<'_>, policy_type: PolicyType, asked: &str) -> String {
    let choice = tape.below(4);
    match choice {
        _ if policy_type == PolicyType::ResourceControl => "s3:*".to_owned(),
        0 => "*".to_owned(),
        1 => asked.to_owned(),
        2 => "s3:*".to_owned(),
        _ => format!("{asked}*"),
    }
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

fn attach(policies: &mut AttachedPolicies, policy: Arc<Policy>) {
    let level = |policy| Level { name: "root".to_owned(), policies: vec![policy] };
    match policy.policy_type() {
        PolicyType::Identity => policies.identity.push(policy.into()),
        PolicyType::Resource | PolicyType::RoleTrust | PolicyType::KmsKey => policies.resource.push(policy),
        PolicyType::PermissionsBoundary => policies.permissions_boundary = Some(policy),
        PolicyType::Session => policies.session.push(policy),
        PolicyType::ServiceControl => policies.service_control.push(level(policy)),
        PolicyType::ResourceControl => policies.resource_control.push(level(policy)),
        PolicyType::VpcEndpoint => policies.vpc_endpoint = Some(policy),
    }
}
