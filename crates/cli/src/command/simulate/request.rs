//! Who asks for what, from flags.

use std::borrow::Cow;

use clap::Args;
use sayso::{Action, Context, Principal, PrincipalType, Request, Resource, ResourceKind, Session};

use crate::input::Failure;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(next_help_heading = "Request")]
pub(crate) struct RequestFlags {
    /// The caller: ARN of a user, role, session, federated user, root or identity provider; a
    /// service such as ec2.amazonaws.com; or anonymous. A role's ARN means a session of it
    #[arg(long, value_name = "PRINCIPAL", required_unless_present = "cases")]
    principal: Option<String>,
    /// Action, such as s3:GetObject; several make a table
    #[arg(long, value_name = "ACTION", required_unless_present = "cases")]
    action: Vec<String>,
    /// ARN of a resource; several make a table
    #[arg(long, value_name = "ARN", default_value = "*")]
    resource: Vec<String>,
    /// Account that owns the resources; by default the ARN's, else the caller's
    #[arg(long, value_name = "ACCOUNT")]
    resource_account: Option<String>,
    /// Name of the session, where --principal is a role
    #[arg(long, value_name = "NAME", default_value = "session")]
    session_name: String,
    /// ARN of the session's role, where it has a path that the session's ARN leaves out
    #[arg(long, value_name = "ARN")]
    role_arn: Option<String>,
    /// ARN of the user who made the federated user's session
    #[arg(long, value_name = "ARN")]
    user_arn: Option<String>,
    /// Unique id of the user or role, AIDA… or AROA…
    #[arg(long, value_name = "ID")]
    principal_id: Option<String>,
    /// Canonical user id of the caller's account, which S3 policies may name
    #[arg(long, value_name = "ID")]
    canonical_user_id: Option<String>,
    /// The user's credentials come from GetSessionToken
    #[arg(long)]
    session_token: bool,
    /// The role is service-linked (known by itself below /aws-service-role/)
    #[arg(long)]
    service_linked_role: bool,
    /// The caller's account is the management account of its organization
    #[arg(long)]
    management_account: bool,
    /// The resource's account is the management account of its organization
    #[arg(long)]
    resource_management_account: bool,
    /// The KMS key is managed by AWS
    #[arg(long)]
    aws_managed_key: bool,
}

impl RequestFlags {
    /// How many requests the flags make.
    pub(crate) fn pairs(&self) -> usize {
        self.action.len() * self.resource.len()
    }

    /// The actions asked for, as written.
    pub(crate) fn actions(&self) -> &[String] {
        &self.action
    }

    pub(crate) fn principal(&self) -> Result<Principal<'_>, Failure> {
        let text = self.principal.as_deref().unwrap_or_default();
        let mut principal = Principal::named(text, &self.session_name).map_err(|error| error.to_string())?;
        self.complete(&mut principal)?;
        principal.canonical_user_id = text_of(self.canonical_user_id.as_ref());
        principal.account_is_management = self.management_account;
        principal.user_id = principal.derived_user_id().map(Into::into);
        Ok(principal)
    }

    /// Adds what an ARN alone can't say; a flag about another kind of caller is an error.
    fn complete<'a>(&'a self, principal: &mut Principal<'a>) -> Result<(), Failure> {
        let (mut used_id, mut used_token, mut used_role, mut used_user) = (false, false, false, false);
        match &mut principal.kind {
            PrincipalType::User { id, session } => {
                (used_id, used_token) = (true, true);
                *id = text_of(self.principal_id.as_ref());
                if self.session_token {
                    *session = Session::GetSessionToken;
                }
            }
            PrincipalType::RoleSession { role_arn, role_id, service_linked } => {
                (used_id, used_role) = (true, true);
                *role_id = text_of(self.principal_id.as_ref());
                *service_linked |= self.service_linked_role;
                if let Some(arn) = &self.role_arn {
                    *role_arn = arn.into();
                    *service_linked |= arn.contains(":role/aws-service-role/");
                }
            }
            PrincipalType::FederatedUser { user_arn } => {
                used_user = true;
                if let Some(arn) = &self.user_arn {
                    *user_arn = arn.into();
                }
            }
            _ => {}
        }
        let misplaced = [
            (self.principal_id.is_some() && !used_id, "--principal-id", "a user or role"),
            (self.session_token && !used_token, "--session-token", "a user"),
            (self.role_arn.is_some() && !used_role, "--role-arn", "a role's session"),
            (self.service_linked_role && !used_role, "--service-linked-role", "a role's session"),
            (self.user_arn.is_some() && !used_user, "--user-arn", "a federated user"),
        ];
        match misplaced.into_iter().find(|(misplaced, ..)| *misplaced) {
            Some((_, flag, caller)) => Err(Failure::Message(format!("`{flag}` is for {caller}"))),
            None => Ok(()),
        }
    }

    /// Every action on every resource.
    pub(crate) fn requests<'a>(
        &'a self,
        principal: &Principal<'a>,
        context: &Context<'a>,
    ) -> Result<Vec<Request<'a>>, Failure> {
        let mut requests = Vec::with_capacity(self.pairs());
        for action in &self.action {
            let action = Action::new(action).map_err(|error| error.to_string())?;
            for arn in &self.resource {
                requests.push(Request {
                    principal: principal.clone(),
                    action: action.clone(),
                    resource: self.resource(arn, &action, principal),
                    context: context.clone(),
                });
            }
        }
        Ok(requests)
    }

    fn resource<'a>(&'a self, arn: &'a str, action: &Action<'_>, principal: &Principal<'a>) -> Resource<'a> {
        let mut resource = Resource::of(arn, action, principal);
        if self.resource_account.is_some() {
            resource.account = text_of(self.resource_account.as_ref());
        }
        resource.account_is_management = self.resource_management_account;
        resource.aws_managed_key = self.aws_managed_key && resource.kind == ResourceKind::KmsKey;
        resource
    }
}

fn text_of(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(Cow::from)
}
