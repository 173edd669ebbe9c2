//! Whether some request for an action is allowed.

use sayso_catalog::ServiceReference;

use super::circumstances::is_circumstance;
use super::services::Services;
use super::witness::{Taken, Witness};
use crate::arn::Arn;
use crate::attached::{AttachedPolicies, Layer};
use crate::document::{Effect, StatementNode};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::json::UNKNOWN;
use crate::pattern::Pattern;
use crate::policy::{Policy, Statement};
use crate::request::{Action, Context, Fact, Key, Principal, Request, Resource};
use crate::settle::{DecidingKeys, Settled, settle};
use crate::truth::Truth;

/// Resources asked about for an action.
const MOST_WITNESSES: usize = 24;

/// Evaluations to find out what one answer depends on, and how often that is asked at all.
const BUDGET: usize = 128;
const MOST_SETTLED: usize = 200;

/// A request that is allowed, or would be if some keys had the right values.
#[derive(Debug, Clone)]
pub(crate) struct Probe {
    pub(crate) request: Request<'static>,
    /// `Allowed` or `Depends`.
    pub(crate) decision: Decision,
    /// What it depends on: with some values of these it is allowed.
    pub(crate) keys: Vec<Key<'static>>,
    /// Whether the policies say which resources are meant.
    pub(crate) is_limited: bool,
}

impl Probe {
    /// Whether it is allowed on any resource and for any purpose.
    pub(crate) fn is_certain(&self) -> bool {
        !self.is_limited && self.keys.iter().all(is_circumstance)
    }
}

/// Asks about the actions of one principal.
pub(crate) struct Prober<'a> {
    policies: &'a AttachedPolicies,
    /// Whose statements say which resources to ask about.
    layer: Layer,
    principal: &'a Principal<'a>,
    context: &'a Context<'a>,
    reference: ServiceReference<'a>,
    settled: usize,
    services: Services<'a>,
    /// The resources to ask about, by action.
    /// By action, in order.
    known: Vec<(String, Vec<Witness>)>,
}

impl<'a> Prober<'a> {
    pub(crate) fn new(
        policies: &'a AttachedPolicies,
        layer: Layer,
        principal: &'a Principal<'a>,
        context: &'a Context<'a>,
        reference: ServiceReference<'a>,
    ) -> Self {
        let services = Services::allowed(policies, layer);
        Self { policies, layer, principal, context, reference, settled: 0, services, known: Vec::new() }
    }

    /// The request that is allowed with the fewest ifs; `None` if none is found that is, or would be with some
    /// facts. With `on_others` the caller itself is no resource to ask about.
    pub(crate) fn probe(&mut self, name: &str, passed_to: Option<&str>, on_others: bool) -> Option<Probe> {
        if !self.services.may_have(name) {
            return None;
        }
        let action = Action::new(name.to_owned()).ok()?;
        let place = self.known.binary_search_by(|(known, _)| known.as_str().cmp(name));
        if let Err(place) = place {
            let found = self.witnesses(&action);
            self.known.insert(place, (name.to_owned(), found));
        }
        let known = self.known.get(place.unwrap_or_else(|place| place));
        let mut witnesses = known.map_or(Vec::new(), |(_, witnesses)| witnesses.clone());
        let own = self.principal.principal_arn();
        witnesses.retain(|witness| !on_others || own != Some(witness.arn.as_str()));
        let mut best: Option<Probe> = None;
        for witness in witnesses {
            let is_limited = witness.is_limited;
            let probe = self.ask(&action, witness, passed_to);
            let rank = |probe: &Probe| (probe.is_certain(), probe.decision == Decision::Allowed);
            if let Some(probe) = probe
                && best.as_ref().is_none_or(|best| rank(&probe) > rank(best))
            {
                // The unlimited ones come first, so that nothing better follows.
                let done = probe.is_certain() || is_limited && probe.decision == Decision::Allowed;
                best = Some(probe);
                if done {
                    break;
                }
            }
        }
        best
    }

    /// The resources that statements about the action name, unlimited ones first.
    fn witnesses(&self, action: &Action<'_>) -> Vec<Witness> {
        let about = |statement: &Statement| statement.action(action).truth == Truth::Yes;
        let matching: Vec<(&StatementNode, &Statement)> = self
            .policies
            .layer(self.layer)
            .flat_map(|policy: &_| statements(policy))
            .filter(|(_, statement)| about(statement))
            .collect();
        if !matching.iter().any(|(_, statement)| statement.may(Effect::Allow)) {
            return Vec::new();
        }
        let Some(known) = self.reference.action(action.as_str()) else { return Vec::new() };
        let taken = Taken::by(&known, self.principal);
        let mut list: Vec<Witness> = Vec::new();
        let mut reaches_any = false;
        for (node, statement) in matching {
            let negated = node.resource.as_ref().is_none_or(|element| element.negated);
            let any = |entry: &Pattern| *entry == Pattern::Any;
            match (statement.may(Effect::Allow), negated) {
                (false, false) => continue,
                // What a Deny leaves is worth asking about.
                (false, true) => {}
                (true, true) => reaches_any = true,
                (true, false) => reaches_any |= statement.resource_entries().iter().any(any),
            }
            let texts = node.resource.iter().flat_map(|element| &element.entries);
            for (entry, text) in statement.resource_entries().iter().zip(texts) {
                if list.len() < MOST_WITNESSES && !any(entry) {
                    list.extend(taken.matching(&text.value, entry));
                }
            }
        }
        if reaches_any {
            list.extend(taken.any());
        }
        let (limited, mut list): (Vec<_>, Vec<_>) = list.into_iter().partition(|witness| witness.is_limited);
        list.extend(limited);
        list.dedup();
        list.truncate(MOST_WITNESSES);
        list
    }

    fn ask(&mut self, action: &Action<'_>, witness: Witness, passed_to: Option<&str>) -> Option<Probe> {
        let account = Arn::of(&witness.arn).map(Arn::account).filter(|account| !account.is_empty());
        let account = account.or(self.principal.account.as_deref()).map(|account| account.to_owned().into());
        let mut context = self.context.clone().into_owned();
        let known = [("aws:ResourceAccount", account.as_deref()), ("iam:PassedToService", passed_to)];
        for (key, value) in known {
            if let Some(value) = value
                && self.context.fact(&Key::new(key)).is_none()
            {
                context.insert(key, Fact::Known(value.to_owned().into()));
            }
        }
        // Of no special kind: what a role's or a key's own policy says is not asked.
        let resource = Resource::new(witness.arn, account);
        let principal = self.principal.clone().into_owned();
        let request = Request { principal, action: action.clone().into_owned(), resource, context };
        let (decision, keys) = self.decide(&request)?;
        Some(Probe { request, decision, keys, is_limited: witness.is_limited })
    }

    /// `None` if it is denied, and where no facts are found that allow it.
    fn decide(&mut self, request: &Request<'_>) -> Option<(Decision, Vec<Key<'static>>)> {
        match evaluate(self.policies, request, &mut NoTrace) {
            Decision::Allowed => return Some((Decision::Allowed, Vec::new())),
            Decision::Depends if self.settled < MOST_SETTLED => {}
            _ => return None,
        }
        self.settled += 1;
        match settle(self.policies, request, BUDGET) {
            Settled::Decided(Decision::Allowed) => Some((Decision::Allowed, Vec::new())),
            Settled::Decided(_) => None,
            Settled::Depends(on) => {
                let allows = |set: &&DecidingKeys| {
                    set.examples().iter().any(|example| example.decision() == Decision::Allowed)
                };
                let set = on.allowing().into_iter().chain(on.sets()).find(allows);
                // What a template leaves open is no condition that anybody could meet.
                let known = |key: &Key<'_>| !key.as_str().contains(UNKNOWN);
                let keys = set.map(DecidingKeys::keys).filter(|keys| keys.iter().all(known));
                keys.map(|keys| (Decision::Depends, keys.to_vec()))
            }
        }
    }
}

/// The statements as written and compiled.
fn statements(policy: &Policy) -> impl Iterator<Item = (&StatementNode, &Statement)> {
    policy.document().statements().iter().zip(policy.statements())
}
