//! Who asks, and of whose resource: what decides which layers count.

use crate::request::{Action, Context, Principal, Request, Resource, ResourceKind};

#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) principal: Principal<'static>,
    /// The account of the resource.
    pub(super) owner: Option<String>,
    pub(super) kind: ResourceKind,
    /// What follows from the principal for the keys of the request.
    pub(super) literals: Vec<u32>,
    /// Whether no policy asks who calls, so that the caller is made to fit the rest.
    pub(super) anybody: bool,
    /// Whether the caller stands for all of its kind that no policy names.
    pub(super) free: bool,
}

/// The account of made-up callers.
pub(super) const ACCOUNT: &str = "123456789012";

impl Scene {
    /// A user of the resource's own account, where no policy asks who calls.
    pub(super) fn anybody(kind: ResourceKind) -> Self {
        let arn = format!("arn:aws:iam::{ACCOUNT}:user/ana");
        let principal = Principal::named(&arn, "").map(Principal::into_owned);
        let nobody = Principal::new(crate::PrincipalType::Anonymous, "", None);
        let principal = principal.unwrap_or(nobody);
        Self {
            principal,
            owner: Some(ACCOUNT.to_owned()),
            kind,
            literals: Vec::new(),
            anybody: true,
            free: false,
        }
    }

    /// A request of the scene; action and resource are to be replaced.
    pub(super) fn request(&self) -> Request<'_> {
        let mut resource = Resource::new("*", self.owner.as_deref().map(Into::into));
        resource.kind = self.kind;
        Request {
            principal: self.principal.clone(),
            action: Action::any(),
            resource,
            context: Context::new(),
        }
    }
}
