//! Resources with which to ask, where none is named: made from the patterns of the policies themselves, from
//! the catalogue's ARNs, and from what the files name. Each is evaluated; nothing is assumed of the others.

use sayso_catalog::{ResourceType, ServiceAction, ServiceReference};

use super::{Entity, Inventory};
use crate::document::Effect;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::pattern::Pattern;
use crate::policy::Policy;
use crate::request::{Action, Context, Principal};
use crate::risk::witness::{Taken, Witness};
use crate::settle::{DEFAULT_BUDGET, Settled, settle};
use crate::truth::Truth;

/// Resources to ask about.
const MOST_CANDIDATES: usize = 64;
/// Roles and resources of the files among them.
const MOST_NAMED: usize = 32;

impl Inventory {
    /// Resources worth asking about when any will do; `*` alone for actions that take none.
    ///
    /// ```
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let app = inventory.entity("role/App").unwrap();
    /// let action = Action::new("s3:GetObject").unwrap();
    /// let candidates = inventory.candidates(app, &action, &Context::new(), ServiceReference::embedded());
    /// assert_eq!(candidates[0], "arn:aws:s3:::reports/example");
    /// ```
    pub fn candidates(
        &self,
        entity: &Entity,
        action: &Action<'_>,
        given: &Context<'_>,
        reference: ServiceReference<'_>,
    ) -> Vec<String> {
        let Some(known) = reference.action(action.as_str()) else { return vec!["*".to_owned()] };
        if known.resource_types().next().is_none() {
            return vec!["*".to_owned()];
        }
        let principal = self.principal(entity, "session");
        let star = crate::request::Resource::new("*", principal.account.clone());
        let context = self.context(entity, &star, given);
        let mut gathered = Gathered {
            taken: Taken::by(&known, &principal).knowing(&context),
            action,
            list: Vec::new(),
            any: false,
        };
        let policies = self.attached(entity, &star);
        for layer in policies.layers() {
            policies.layer(layer).for_each(|policy| gathered.policy(policy));
        }
        for (_, policy) in self.resource_policies() {
            gathered.policy(policy);
        }
        if gathered.any {
            gathered.list.extend(gathered.taken.any());
        }
        gathered.list.sort_by_key(|witness| witness.is_limited);
        let mut list: Vec<String> = Vec::new();
        let named = self.named(&known, &principal);
        let made = gathered.list.into_iter().map(|witness| witness.arn);
        for arn in made.chain(named) {
            if list.len() < MOST_CANDIDATES && !list.contains(&arn) {
                list.push(arn);
            }
        }
        if list.is_empty() {
            list.push("*".to_owned());
        }
        list
    }

    /// Resources of the action's types that the files name: roles, users, what has a policy.
    fn named(&self, action: &ServiceAction<'_>, principal: &Principal<'_>) -> Vec<String> {
        let types: Vec<_> = action.resource_types().map(|taken| taken.resource_type).collect();
        let fits = |arn: &&str| types.iter().any(|own| own.can_be(arn));
        let own_account = |entity: &&Entity| principal.account.as_deref() == Some(entity.account.as_str());
        // Also the service sts takes roles.
        let takes_iam = types.iter().flat_map(ResourceType::arn_patterns).any(|arn| arn.contains(":iam:"));
        let own = self.entities.iter().filter(|_| takes_iam);
        // Of its own account first.
        let (near, far): (Vec<&Entity>, Vec<&Entity>) = own.partition(own_account);
        let entities = near.into_iter().chain(far).map(|entity| entity.arn.as_str()).filter(fits);
        let resources = self.resources.keys().map(String::as_str).filter(fits);
        resources.chain(entities).take(MOST_NAMED).map(str::to_owned).collect()
    }

    /// The decision on each of the [`Self::candidates`], the best first: allowed, then what depends.
    ///
    /// ```
    /// use sayso::{Action, Context, Decision};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let ana = inventory.entity("ana").unwrap();
    /// let action = Action::new("sts:AssumeRole").unwrap();
    /// let found = inventory.ask_any(ana, "session", &action, &Context::new(), ServiceReference::embedded());
    /// assert_eq!(found[0], ("arn:aws:iam::123456789012:role/Deploy".to_owned(), Decision::Allowed));
    /// ```
    pub fn ask_any(
        &self,
        entity: &Entity,
        session: &str,
        action: &Action<'_>,
        given: &Context<'_>,
        reference: ServiceReference<'_>,
    ) -> Vec<(String, Decision)> {
        let candidates = self.candidates(entity, action, given, reference);
        let decided = candidates.into_iter().map(|arn| {
            let question = self.ask(entity, session, action, &arn, given);
            let decision = match evaluate(&question.policies, &question.request, &mut NoTrace) {
                Decision::Depends => match settle(&question.policies, &question.request, DEFAULT_BUDGET) {
                    Settled::Decided(decision) => decision,
                    // Nothing that is unknown can allow it.
                    Settled::Depends(on) if on.allowable() == Truth::No => Decision::ImplicitDeny,
                    Settled::Depends(_) => Decision::Depends,
                },
                decision => decision,
            };
            (arn, decision)
        });
        let mut decided: Vec<(String, Decision)> = decided.collect();
        decided.sort_by_key(|(_, decision)| match decision {
            Decision::Allowed => 0,
            Decision::Depends => 1,
            Decision::ImplicitDeny | Decision::ExplicitDeny => 2,
        });
        decided
    }
}

struct Gathered<'a> {
    taken: Taken<'a>,
    action: &'a Action<'a>,
    list: Vec<Witness>,
    any: bool,
}

impl Gathered<'_> {
    /// What its statements about the action name: those that allow, and those that deny all but what they name.
    fn policy(&mut self, policy: &Policy) {
        for (node, statement) in policy.document().statements().iter().zip(policy.statements()) {
            if statement.action(self.action).truth != Truth::Yes {
                continue;
            }
            let (allows, list) = (statement.may(Effect::Allow), node.resource.as_ref());
            let negated = list.is_some_and(|list| list.negated);
            let any = |entry: &Pattern| *entry == Pattern::Any;
            let entries = statement.resource_entries();
            self.any |= allows && (negated || list.is_none() || entries.iter().any(any));
            if !allows && !negated {
                continue;
            }
            let texts = list.iter().flat_map(|list| &list.entries);
            for (entry, text) in entries.iter().zip(texts).filter(|(entry, _)| !any(entry)) {
                if self.list.len() < 2 * MOST_CANDIDATES {
                    self.list.extend(self.taken.matching(&text.value, entry));
                }
            }
        }
    }
}
