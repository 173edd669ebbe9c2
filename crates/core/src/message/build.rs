//! From a decision to its message.

use super::{AccessDenied, DenialContext, ErrorCode, Reason, ResourceForm, Subject};
use crate::attached::Layer;
use crate::evaluate::{Decision, LayerEffect, Obstacle};
use crate::explain::Explanation;
use crate::request::{Key, PrincipalType, Request, ResourceKind, Value};

impl AccessDenied {
    /// The refusal that AWS would give; `None` where the request is not denied.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, message::AccessDenied};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:DeleteRole",
    ///     "resource": "arn:aws:iam::123456789012:role/App",
    ///     "policies": {"identity": {"Statement": {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}}}
    /// }"#.parse().unwrap();
    /// let denied = AccessDenied::of(&Explanation::new(&case.policies, &case.request)).unwrap();
    /// assert_eq!(
    ///     denied.to_string(),
    ///     "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:DeleteRole on \
    ///      resource: role App with an explicit deny in an identity-based policy"
    /// );
    /// ```
    pub fn of(explanation: &Explanation<'_>) -> Option<Self> {
        let fault = match explanation.decision() {
            Decision::Allowed | Decision::Depends => return None,
            Decision::ExplicitDeny => first(explanation, LayerEffect::ExplicitDeny),
            Decision::ImplicitDeny => silent(explanation),
        };
        let request = explanation.request();
        let standing = Standing::of(request);
        let subject = (!is_opaque(request, standing, fault)).then(|| subject(request));
        // Of a caller that it does not name AWS says no more than the action.
        let told = fault.filter(|_| subject.as_ref().is_some_and(|subject| subject.principal.is_some()));
        let context = told.map(|layer| context(explanation, layer, standing));
        Some(Self {
            code: ErrorCode::of_service(&request.action.service()),
            operation: None,
            subject,
            context: context.unwrap_or(DenialContext::Unsaid),
            encoded: None,
            details: None,
        })
    }
}

/// How the caller stands to the owner of the resource, which decides how much it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    SameAccount,
    SameOrganization,
    /// Another account, of which the request does not tell the organization.
    OtherAccount,
    /// Of another organization, or of no account at all.
    Outside,
}

impl Standing {
    fn of(request: &Request) -> Self {
        let single = |name| match request.value(&Key::new(name)) {
            Value::Present(values) => values.single(),
            Value::Absent | Value::Unknown => None,
        };
        let organizations = (single("aws:PrincipalOrgID"), single("aws:ResourceOrgID"));
        match (&request.principal.account, organizations) {
            (None, _) => Self::Outside,
            (own, _) if *own == request.resource.account => Self::SameAccount,
            (_, (Some(own), Some(theirs))) if own == theirs => Self::SameOrganization,
            (_, (Some(_), Some(_))) => Self::Outside,
            _ => Self::OtherAccount,
        }
    }
}

/// The first layer of an effect, in the order in which AWS looks for the one to name (E07, M06).
fn first(explanation: &Explanation<'_>, effect: LayerEffect) -> Option<Layer> {
    explanation.trace().layers().iter().find(|layer| layer.effect == effect).map(|layer| layer.layer)
}

/// The layer that ought to allow. What no policy can make possible comes before every policy: there is
/// no layer to name. A KMS operation that does not cross accounts is the key's.
fn silent(explanation: &Explanation<'_>) -> Option<Layer> {
    let mut layer = first(explanation, LayerEffect::ImplicitDeny);
    for obstacle in explanation.trace().obstacles() {
        match obstacle {
            Obstacle::SessionToken | Obstacle::Partitions | Obstacle::PassRole => return None,
            Obstacle::KmsAcrossAccounts => {
                layer = Some(layer.map_or(Layer::Resource, |layer| layer.min(Layer::Resource)));
            }
            // The layer of session policies is silent in its place.
            Obstacle::NoSessionPolicy => {}
        }
    }
    layer.or(Some(Layer::Resource))
}

/// Whether S3 says `Access Denied` and nothing else.
fn is_opaque(request: &Request, standing: Standing, fault: Option<Layer>) -> bool {
    match request.action.service().as_str() {
        "s3express" => true,
        "s3" => {
            let behind_endpoint = fault == Some(Layer::VpcEndpoint) && standing != Standing::SameAccount;
            standing == Standing::Outside || behind_endpoint
        }
        _ => false,
    }
}

fn subject(request: &Request) -> Subject {
    let action = match request.action.service().as_str() {
        // The one service known to spell its prefix in its own way.
        "sns" => format!("SNS:{}", request.action.as_str().split_once(':').map_or("", |(_, name)| name)),
        _ => request.action.as_str().to_owned(),
    };
    match request.principal.kind {
        PrincipalType::Federated { .. } => Subject { principal: None, action, resource: None },
        _ => Subject {
            principal: Some(request.principal.to_string()),
            action,
            resource: ResourceForm::of(request),
        },
    }
}

fn context(explanation: &Explanation<'_>, layer: Layer, standing: Standing) -> DenialContext {
    let request = explanation.request();
    let denies = explanation.decision() == Decision::ExplicitDeny;
    let arn = || {
        let near = matches!(standing, Standing::SameAccount | Standing::SameOrganization);
        let deciding = explanation.deciding().first().and_then(|statement| explanation.policy(statement.at));
        deciding.filter(|_| near).and_then(|policy| policy.arn().map(str::to_owned))
    };
    let with_arn = || if denies { Reason::Denies(arn()) } else { Reason::Silent };
    // AWS never tells the ARN of what is attached to the resource's side or the network.
    let without = || if denies { Reason::Denies(None) } else { Reason::Silent };
    match layer {
        Layer::ResourceControl(_) => DenialContext::ResourceControl { policy: arn() },
        Layer::ServiceControl(_) => DenialContext::ServiceControl(with_arn()),
        Layer::VpcEndpoint => DenialContext::VpcEndpoint(without()),
        Layer::Identity => DenialContext::Identity(with_arn()),
        Layer::PermissionsBoundary => DenialContext::PermissionsBoundary(with_arn()),
        Layer::Session => DenialContext::Session(with_arn()),
        Layer::Resource => match request.resource.kind {
            ResourceKind::RoleTrust if request.action.is_of("sts") => DenialContext::RoleTrust(without()),
            ResourceKind::KmsKey if request.principal.is_iam() && standing != Standing::SameAccount => {
                DenialContext::KmsKeyOfOtherAccount
            }
            _ => DenialContext::Resource(without()),
        },
    }
}
