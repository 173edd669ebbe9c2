//! Some principal that has the policy at hand and no other.

use std::sync::Arc;

use sayso_catalog::ServiceReference;

use super::context::{Context, StatementExt};
use crate::attached::{AttachedPolicies, Layer};
use crate::document::Effect;
use crate::evaluate::{Trace, evaluate};
use crate::policy_type::PolicyType;
use crate::request::{self, Fact, Principal, PrincipalType, Request, Session};
use crate::risk::probe::Prober;
use crate::truth::Truth;

pub(super) struct Caller {
    pub(super) policies: AttachedPolicies,
    pub(super) principal: Principal<'static>,
    /// Nothing is known of a request, nor of the caller but its name.
    pub(super) facts: request::Context<'static>,
}

impl Caller {
    /// `None` for a policy that gives no permissions to an identity, that is refused or not ordinary.
    pub(super) fn of(context: &Context<'_>) -> Option<Self> {
        if context.policy_type != PolicyType::Identity || !context.is_ordinary() {
            return None;
        }
        let policy = Arc::clone(context.compiled()?);
        let known_account = own_account(context);
        let account = known_account.unwrap_or("111122223333").to_owned();
        let kind = PrincipalType::User { id: None, session: Session::Plain };
        let arn = format!("arn:aws:iam::{account}:user/caller");
        let mut facts = request::Context::new();
        facts.set_unlisted_unknown(true);
        let made_up =
            ["aws:PrincipalArn", "aws:PrincipalType", "aws:PrincipalAccount", "aws:ResourceAccount"];
        for key in made_up.into_iter().take(if known_account.is_some() { 2 } else { 4 }) {
            facts.insert(key, Fact::Unknown);
        }
        Some(Self {
            policies: AttachedPolicies { identity: vec![policy.into()], ..AttachedPolicies::default() },
            principal: Principal::new(kind, arn, Some(account.into())),
            facts,
        })
    }

    pub(super) fn prober<'a>(&'a self, reference: ServiceReference<'a>) -> Prober<'a> {
        Prober::new(&self.policies, Layer::Identity, &self.principal, &self.facts, reference)
    }

    /// The numbers of the statements that allow a request, or may.
    pub(super) fn granting(&self, request: &Request<'_>) -> Vec<usize> {
        let mut trace = Trace::default();
        evaluate(&self.policies, request, &mut trace);
        let allows = trace
            .statements()
            .iter()
            .filter(|statement| statement.effect == Effect::Allow && statement.matched > Truth::No);
        let mut numbers: Vec<usize> = allows.map(|statement| statement.at.statement as usize).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// The account that the policy's resources are of, if they name one.
fn own_account<'a>(context: &Context<'a>) -> Option<&'a str> {
    let entries = context.statements().flat_map(StatementExt::resources);
    entries
        .filter_map(|entry| entry.value.split(':').nth(4))
        .find(|account| crate::arn::is_account_id(account))
}
