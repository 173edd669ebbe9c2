//! Callers of whom the files hold no policies: root users, services, identity providers, principals of other accounts.

use std::sync::{Arc, LazyLock};

use super::gaps::compiled;
use super::{Gap, Inventory, Question, UnknownEntity};
use crate::arn::Arn;
use crate::attached::{AttachedPolicies, IdentityPolicy};
use crate::evaluate::Decision;
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::request::{Action, Context, Fact, Principal, PrincipalType, Request};

/// The key that stands for the policies of a caller's account, where nothing of it was given.
const ALLOWS: &str = "sayso:CallerAccountAllows";

static WHAT_ITS_ACCOUNT_ALLOWS: LazyLock<Option<Arc<Policy>>> = LazyLock::new(|| {
    let text = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"Bool": {"sayso:CallerAccountAllows": "true"}}}}"#;
    let policy = compiled(text, PolicyType::Identity)?;
    Some(Arc::new(policy.as_ref().clone().named("what its account allows")))
});

impl Inventory {
    /// Somebody who is in no dump and of whom the files say something all the same: a root user, a service, an
    /// identity provider, `anonymous`, a user, role or session of an account that was not given.
    ///
    /// # Errors
    /// [`UnknownEntity`] of other names, also of those that an account that was given does not have.
    ///
    /// ```
    /// let inventory = sayso::account::sample();
    /// for name in ["arn:aws:iam::123456789012:root", "ec2.amazonaws.com", "arn:aws:iam::444455556666:role/Partner"] {
    ///     assert!(inventory.stranger(name, "session").is_ok());
    /// }
    /// assert!(inventory.stranger("arn:aws:iam::123456789012:user/anna", "session").is_err());
    /// ```
    pub fn stranger<'a>(&self, name: &'a str, session: &str) -> Result<Principal<'a>, UnknownEntity> {
        let Err(unknown) = self.entity(name).map(|_| ()) else {
            return Err(UnknownEntity::Unknown { name: name.to_owned(), nearest: None });
        };
        let Ok(mut principal) = Principal::named(name, session) else { return Err(unknown) };
        let is_here = principal.account.as_deref().is_some_and(|account| self.accounts.contains_key(account));
        if is_here && !matches!(principal.kind, PrincipalType::Root) {
            return Err(unknown);
        }
        principal.account_is_management =
            principal.account.as_deref().is_some_and(|account| self.is_management(account));
        Ok(principal)
    }

    /// A question of such a caller. Of users and roles of accounts that were not given it depends on
    /// `sayso:CallerAccountAllows`, unless the answer is the same whatever their accounts allow.
    ///
    /// ```
    /// use sayso::{Action, Context, Decision};
    ///
    /// let inventory = sayso::account::sample();
    /// let assume = Action::new("sts:AssumeRole").unwrap();
    /// let ask = |name, role| {
    ///     let principal = inventory.stranger(name, "session").unwrap();
    ///     inventory.ask_as(&principal, &assume, role, &Context::new()).decide()
    /// };
    /// assert_eq!(ask("ec2.amazonaws.com", "arn:aws:iam::123456789012:role/App"), Decision::Allowed);
    /// let partner = "arn:aws:iam::444455556666:role/Partner";
    /// assert_eq!(ask(partner, "arn:aws:iam::123456789012:role/App"), Decision::ImplicitDeny);
    /// ```
    pub fn ask_as<'a>(
        &'a self,
        principal: &Principal<'a>,
        action: &Action<'a>,
        resource: &'a str,
        given: &Context<'a>,
    ) -> Question<'a> {
        let mut resource = self.resource(resource, action, principal);
        let names_owner = Arn::of(&resource.arn).is_some_and(|arn| !arn.account().is_empty());
        if !names_owner && !principal.account.as_deref().is_some_and(|own| self.accounts.contains_key(own)) {
            // Not the caller's: its policy came with the dumps. Of several accounts it is not known which one's.
            let mut accounts = self.accounts.keys();
            resource.account =
                accounts.next().filter(|_| accounts.next().is_none()).map(|own| own.clone().into());
            resource.account_is_management =
                resource.account.as_deref().is_some_and(|account| self.is_management(account));
        }
        let member = |account: Option<&str>| self.organization.as_ref()?.member(account?);
        let (own, owner) = (member(principal.account.as_deref()), member(resource.account.as_deref()));
        let mut context = Context::new();
        context.set_unlisted_unknown(given.takes_unlisted_as_unknown());
        let mut policies = AttachedPolicies {
            resource: self.resource_policy(&resource).into_iter().cloned().collect(),
            service_control: own.map(|own| own.service_control.clone()).unwrap_or_default(),
            resource_control: owner.map(|own| own.resource_control.clone()).unwrap_or_default(),
            ..AttachedPolicies::default()
        };
        if is_elsewhere(principal) {
            policies.identity.extend(WHAT_ITS_ACCOUNT_ALLOWS.clone().map(IdentityPolicy::from));
            context.insert(ALLOWS, Fact::Unknown);
        }
        self.organization_facts(principal.account.as_deref(), &resource, &mut context);
        for (key, fact) in given.iter() {
            context.insert(key.as_str().to_owned(), fact.clone());
        }
        let request = Request { principal: principal.clone(), action: action.clone(), resource, context };
        Question { policies, request }
    }

    /// What was not given and could make the decision another, as [`Inventory::gaps`] says it of users and roles.
    ///
    /// ```
    /// use sayso::{Action, Context, Decision};
    ///
    /// let inventory = sayso::account::sample();
    /// let root = inventory.stranger("arn:aws:iam::123456789012:root", "session").unwrap();
    /// let action = Action::new("s3:GetObject").unwrap();
    /// let question = inventory.ask_as(&root, &action, "arn:aws:s3:::reports/q3.csv", &Context::new());
    /// assert_eq!(inventory.gaps_as(&question, Decision::Allowed).len(), 3);
    /// ```
    pub fn gaps_as(&self, question: &Question<'_>, decision: Decision) -> Vec<Gap> {
        let principal = &question.request.principal;
        let mut gaps = self.gaps_around(question, decision);
        let is_open = !matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny);
        if is_elsewhere(principal) && is_open {
            let account = principal.account.as_deref().unwrap_or_default();
            let what = format!("no dump of account {account} was given, whose policies have to allow it");
            gaps.push(Gap::Policy { what });
        }
        gaps
    }
}

/// Whether policies of its account have to allow what it does.
fn is_elsewhere(principal: &Principal<'_>) -> bool {
    principal.is_iam() && !matches!(principal.kind, PrincipalType::Root)
}
