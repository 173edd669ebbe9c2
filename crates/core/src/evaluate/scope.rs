//! Which layers have a say in a request, and what the kind of caller and resource implies.

use std::sync::LazyLock;

use super::trace::Obstacle;
use crate::attached::{AttachedPolicies, Layer, Level};
use crate::request::{Action, Key, PrincipalType, Request, ResourceKind, Session, Value};
use crate::truth::Truth;

/// The facts that decide which policies count and how they combine (4.2 to 4.10).
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts about one request")]
pub(crate) struct Scope {
    pub(super) caller: CallerKind,
    pub(super) same_account: bool,
    /// The resource's own policy must allow or delegate, even within the account (E80, E90).
    pub(super) strict: bool,
    /// What no policy can make possible (4.2, E81).
    pub(super) obstacle: Option<Obstacle>,
    pub(super) boundary: bool,
    pub(super) session: bool,
    vpc_endpoint: bool,
    resource: bool,
    resource_given: bool,
    identity: bool,
    service_control: u32,
    resource_control: u32,
}

static MFA_PRESENT: LazyLock<Key> = LazyLock::new(|| Key::new("aws:MultiFactorAuthPresent"));

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallerKind {
    Anonymous,
    /// A service, or a caller known only to an identity provider.
    External,
    Root,
    FederatedUser,
    /// A user or a role's session.
    Identity,
}

impl Scope {
    pub(crate) fn of(policies: &AttachedPolicies, request: &Request) -> Self {
        let principal = &request.principal;
        let attachable = principal.has_identity_policies();
        let same_account = principal.account.is_some() && principal.account == request.resource.account;
        Self {
            caller: caller_kind(&principal.kind),
            same_account,
            strict: is_strict(request),
            obstacle: obstacle(request, same_account),
            identity: attachable,
            boundary: attachable && policies.permissions_boundary.is_some(),
            // A root user has a session policy only in an AssumeRoot session, which it caps (E23).
            session: principal.is_iam() && !policies.session.is_empty(),
            vpc_endpoint: policies.vpc_endpoint.is_some(),
            resource: !is_pass_role(request),
            resource_given: !policies.resource.is_empty(),
            service_control: levels(&policies.service_control, || binds_service_control(request)),
            resource_control: levels(&policies.resource_control, || binds_resource_control(request)),
        }
    }

    pub(crate) fn in_force(&self, layer: Layer) -> bool {
        match layer {
            Layer::ResourceControl(at) => at < self.resource_control,
            Layer::ServiceControl(at) => at < self.service_control,
            Layer::VpcEndpoint => self.vpc_endpoint,
            Layer::Resource => self.resource,
            Layer::Identity => self.identity,
            Layer::PermissionsBoundary => self.boundary,
            Layer::Session => self.session,
        }
    }

    /// The layers in force, in the order of [`Layer`].
    pub(crate) fn layers(&self) -> impl Iterator<Item = Layer> {
        const FIXED: [Layer; 5] = [
            Layer::VpcEndpoint,
            Layer::Resource,
            Layer::Identity,
            Layer::PermissionsBoundary,
            Layer::Session,
        ];
        let resource_control = self.resource_control_levels().map(Layer::ResourceControl);
        let service_control = self.service_control_levels().map(Layer::ServiceControl);
        let fixed = FIXED.into_iter().filter(|layer| self.in_force(*layer));
        resource_control.chain(service_control).chain(fixed)
    }

    pub(crate) fn service_control_levels(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.service_control
    }

    pub(super) fn resource_control_levels(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.resource_control
    }

    pub(crate) fn has_boundary(&self) -> bool {
        self.boundary
    }

    pub(super) fn has_vpc_endpoint(&self) -> bool {
        self.vpc_endpoint
    }

    pub(super) fn has_resource_policy(&self) -> bool {
        self.resource_given
    }

    pub(super) fn has_identity(&self) -> bool {
        self.identity
    }

    /// E22: what credentials of `GetSessionToken` can't do, whatever the policies say.
    pub(super) fn credentials_allow(request: &Request) -> Truth {
        let PrincipalType::User { session: Session::GetSessionToken, .. } = request.principal.kind else {
            return Truth::Yes;
        };
        let (service, name) = request.action.parts();
        match service {
            _ if service.eq_ignore_ascii_case("iam") => match request.value(&MFA_PRESENT) {
                Value::Present(values) => {
                    values.single().is_some_and(|value| value.eq_ignore_ascii_case("true")).into()
                }
                Value::Absent => Truth::No,
                Value::Unknown => Truth::Unknown,
            },
            // The last three are no calls but permissions checked while a role is assumed (E93, E94).
            _ if service.eq_ignore_ascii_case("sts") => {
                ["AssumeRole", "GetCallerIdentity", "TagSession", "SetSourceIdentity", "SetContext"]
                    .iter()
                    .any(|allowed| allowed.eq_ignore_ascii_case(name))
                    .into()
            }
            _ => Truth::Yes,
        }
    }
}

/// How many levels are in force; most requests have none, and need not be looked at.
fn levels(levels: &[Level], in_force: impl Fn() -> bool) -> u32 {
    if levels.is_empty() || !in_force() { 0 } else { levels.len().try_into().unwrap_or(u32::MAX) }
}

fn caller_kind(kind: &PrincipalType) -> CallerKind {
    match kind {
        PrincipalType::Anonymous => CallerKind::Anonymous,
        PrincipalType::Service { .. } | PrincipalType::Federated { .. } => CallerKind::External,
        PrincipalType::Root => CallerKind::Root,
        PrincipalType::FederatedUser { .. } => CallerKind::FederatedUser,
        PrincipalType::User { .. } | PrincipalType::RoleSession { .. } => CallerKind::Identity,
    }
}

fn is_strict(request: &Request) -> bool {
    match request.resource.kind {
        ResourceKind::KmsKey => true,
        ResourceKind::RoleTrust => request.action.is_of("sts"),
        ResourceKind::Other => false,
    }
}

/// E95: passing a role is decided by identity policies; the trust policy is asked later, by the service.
fn is_pass_role(request: &Request) -> bool {
    const HASH: u64 = Action::hash_of("iam:PassRole");
    request.action.hash() == HASH && request.action.is("iam:PassRole")
}

fn is_service_linked(request: &Request) -> bool {
    matches!(request.principal.kind, PrincipalType::RoleSession { service_linked: true, .. })
}

/// E51: users, roles and root of member accounts.
fn binds_service_control(request: &Request) -> bool {
    request.principal.is_iam() && !request.principal.account_is_management && !is_service_linked(request)
}

/// E61, E62, E65: every caller of a resource whose service takes part.
fn binds_resource_control(request: &Request) -> bool {
    let resource = &request.resource;
    !resource.account_is_management
        && !resource.aws_managed_key
        && !is_service_linked(request)
        && !request.action.is("kms:RetireGrant")
        && sayso_catalog::enforces_rcps(request.action.parts().0)
}

fn obstacle(request: &Request, same_account: bool) -> Option<Obstacle> {
    if crosses_partitions(request) {
        return Some(Obstacle::Partitions);
    }
    if is_pass_role(request) && !(same_account && request.principal.is_iam()) {
        return Some(Obstacle::PassRole);
    }
    (!same_account && is_local_kms_operation(request)).then_some(Obstacle::KmsAcrossAccounts)
}

/// 4.2: partitions cannot trust each other.
fn crosses_partitions(request: &Request) -> bool {
    const MOST: &str = "arn:aws:";
    let (own, theirs) = (&*request.principal.arn, &*request.resource.arn);
    if own.starts_with(MOST) && theirs.starts_with(MOST) {
        return false;
    }
    let theirs = request.resource.partition();
    matches!((request.principal.partition(), theirs), (Some(own), Some(theirs)) if own != theirs)
}

/// E81: the operations on a key that work across accounts.
pub(crate) const ACROSS_ACCOUNTS: [&str; 21] = [
    "creategrant",
    "decrypt",
    "derivesharedsecret",
    "describekey",
    "encrypt",
    "generatedatakey",
    "generatedatakeypair",
    "generatedatakeypairwithoutplaintext",
    "generatedatakeywithoutplaintext",
    "generatemac",
    "getkeyrotationstatus",
    "getpublickey",
    "listgrants",
    "reencryptfrom",
    "reencryptto",
    "retiregrant",
    "revokegrant",
    "sign",
    "verify",
    "verifymac",
    "reencrypt",
];

/// E81: the operations on a key that a principal of another account can't use, whatever is granted.
fn is_local_kms_operation(request: &Request) -> bool {
    request.resource.kind == ResourceKind::KmsKey
        && request.principal.is_iam()
        && request.action.is_of("kms")
        && !ACROSS_ACCOUNTS.iter().any(|name| name.eq_ignore_ascii_case(request.action.parts().1))
}
