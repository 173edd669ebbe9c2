//! Who asks: a user or role of the dumps, or somebody of whom they hold no policies.

use sayso::account::{Entity, Gap, Inventory, Question};
use sayso::{Action, Context, Decision, Principal, PrincipalType};

use super::Can;
use crate::input::Failure;

#[derive(Debug, Clone)]
pub(super) enum Caller<'a> {
    Known(&'a Entity),
    /// With its name.
    Stranger(&'a str, Principal<'a>),
}

impl<'a> Caller<'a> {
    pub(super) fn of(inventory: &'a Inventory, flags: &'a Can) -> Result<Self, Failure> {
        match inventory.entity(&flags.principal) {
            Ok(entity) => Ok(Self::Known(entity)),
            Err(_) => {
                let stranger = inventory.stranger(&flags.principal, &flags.session_name);
                let stranger = stranger.map_err(|error| error.to_string())?;
                Ok(Self::Stranger(&flags.principal, stranger))
            }
        }
    }

    pub(super) fn known(&self) -> Option<&'a Entity> {
        if let Self::Known(entity) = self { Some(entity) } else { None }
    }

    /// An ARN, or the name of a service or an identity provider.
    pub(super) fn name(&self) -> &'a str {
        match self {
            Self::Known(entity) => &entity.arn,
            Self::Stranger(name, _) => name,
        }
    }

    pub(super) fn short(&self) -> String {
        match self {
            Self::Known(entity) => entity.short(),
            Self::Stranger(name, _) => (*name).to_owned(),
        }
    }

    pub(super) fn ask<'q>(
        &self,
        inventory: &'q Inventory,
        session: &str,
        action: &Action<'q>,
        resource: &'q str,
        given: &Context<'q>,
    ) -> Question<'q>
    where
        'a: 'q,
    {
        match self {
            Self::Known(entity) => inventory.ask(entity, session, action, resource, given),
            Self::Stranger(_, principal) => inventory.ask_as(principal, action, resource, given),
        }
    }

    /// What was not given and could change an answer about it.
    pub(super) fn gaps(
        &self,
        inventory: &Inventory,
        question: &Question<'_>,
        decision: Decision,
    ) -> Vec<Gap> {
        match self {
            Self::Known(entity) => inventory.gaps(entity, question, decision),
            Self::Stranger(..) => inventory.gaps_as(question, decision),
        }
    }

    /// How it takes a role.
    pub(super) fn assumes(&self) -> &'static str {
        match self {
            Self::Stranger(_, Principal { kind: PrincipalType::Federated { provider }, .. }) => {
                if provider.contains(":saml-provider/") {
                    "sts:AssumeRoleWithSAML"
                } else {
                    "sts:AssumeRoleWithWebIdentity"
                }
            }
            _ => "sts:AssumeRole",
        }
    }
}
