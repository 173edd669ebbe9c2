//! A request and the policies in force, and what the engine makes of them.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use sayso::evaluate::StatementTrace;
use sayso::policy::Grade;
use sayso::{
    AttachedPolicies, Decision, Effect, IdentityPolicy, Layer, Level, Limits, NoTrace, Policy,
    PolicyDocument, PolicyType, Request, ResourceKind, Source, Trace, Truth, evaluate,
};
use serde_json::Value;

use super::policy::{self, Focus, StatementNumbers};
use super::print::{Layout, Order};

/// The numbers of a policy: its own, and those of each statement.
pub(crate) type PolicyNumbers = ([u16; 6], Vec<StatementNumbers>);

/// Where a policy is attached; levels count from the root, 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Identity,
    Group,
    Resource,
    Boundary,
    Session,
    Scp(usize),
    Rcp(usize),
    VpcEndpoint,
}

impl Slot {
    pub(crate) fn policy_type(self, kind: ResourceKind) -> PolicyType {
        match (self, kind) {
            (Self::Identity | Self::Group, _) => PolicyType::Identity,
            (Self::Resource, ResourceKind::Other) => PolicyType::Resource,
            (Self::Resource, ResourceKind::KmsKey) => PolicyType::KmsKey,
            (Self::Resource, ResourceKind::RoleTrust) => PolicyType::RoleTrust,
            (Self::Boundary, _) => PolicyType::PermissionsBoundary,
            (Self::Session, _) => PolicyType::Session,
            (Self::Scp(_), _) => PolicyType::ServiceControl,
            (Self::Rcp(_), _) => PolicyType::ResourceControl,
            (Self::VpcEndpoint, _) => PolicyType::VpcEndpoint,
        }
    }
}

/// A request and the policies in force, as values that become text before they are read.
#[derive(Clone)]
pub(crate) struct Scenario {
    pub(crate) request: Request<'static>,
    /// Whether the keys that the request does not state are unknown.
    pub(crate) unlisted_unknown: bool,
    pub(crate) policies: Vec<(Slot, Value)>,
    /// What the policies differ in, and those that are added later.
    pub(crate) focus: Focus,
    pub(crate) compiled: Compiled,
}

/// Policies compiled already, for this scenario and what is made of it.
#[derive(Clone, Default)]
pub(crate) struct Compiled(Rc<RefCell<Vec<Known>>>);

type Known = (String, PolicyType, Arc<Policy>);

impl Compiled {
    fn policy(&self, text: String, policy_type: PolicyType) -> Arc<Policy> {
        let mut known = self.0.borrow_mut();
        if let Some((.., policy)) = known.iter().find(|(other, its, _)| *its == policy_type && *other == text)
        {
            return policy.clone();
        }
        let policy = compile(&text, policy_type);
        known.push((text, policy_type, policy.clone()));
        policy
    }
}

/// What a failing case is shown as.
impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:#?}", self.request)?;
        self.policies.iter().try_for_each(|(slot, document)| writeln!(f, "{slot:?}: {document}"))
    }
}

impl Scenario {
    pub(crate) fn policy_type(&self, slot: Slot) -> PolicyType {
        slot.policy_type(self.request.resource.kind)
    }

    pub(crate) fn has(&self, test: impl Fn(Slot) -> bool) -> bool {
        self.policies.iter().any(|(slot, _)| test(*slot))
    }

    pub(crate) fn attach(&self) -> AttachedPolicies {
        self.attach_as(Layout::default())
    }

    /// The policies, read from text of this layout; an order also shuffles policies and levels.
    pub(crate) fn attach_as(&self, layout: Layout) -> AttachedPolicies {
        let mut attached = AttachedPolicies::default();
        let mut policies: Vec<_> = self.policies.iter().collect();
        Order(layout.order).shuffle(&mut policies);
        for (slot, document) in policies {
            let policy = self.compiled.policy(layout.print(document), self.policy_type(*slot));
            match slot {
                Slot::Identity => attached.identity.push(policy.into()),
                Slot::Group => {
                    attached.identity.push(IdentityPolicy { policy, group: Some("group".into()) });
                }
                Slot::Resource => attached.resource.push(policy),
                Slot::Boundary => attached.permissions_boundary = Some(policy),
                Slot::Session => attached.session.push(policy),
                Slot::Scp(at) => level(&mut attached.service_control, *at).policies.push(policy),
                Slot::Rcp(at) => level(&mut attached.resource_control, *at).policies.push(policy),
                Slot::VpcEndpoint => attached.vpc_endpoint = Some(policy),
            }
        }
        Order(layout.order).shuffle(&mut attached.service_control);
        Order(layout.order).shuffle(&mut attached.resource_control);
        attached
    }

    pub(crate) fn judge(&self) -> Judgement {
        judge(&self.attach(), &self.request)
    }

    pub(crate) fn decide(&self) -> Decision {
        evaluate(&self.attach(), &self.request, &mut NoTrace)
    }
}

/// What every statement comes to, and the decision. Decisions alone would hide most of what goes wrong.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    decision: Decision,
    /// Sorted, levels of an organization as one.
    statements: Vec<(Layer, Effect, Truth, Grade)>,
}

pub(crate) fn judge(policies: &AttachedPolicies, request: &Request) -> Judgement {
    let (decision, trace) = trace(policies, request);
    let layer = |layer| match layer {
        Layer::ServiceControl(_) => Layer::ServiceControl(0),
        Layer::ResourceControl(_) => Layer::ResourceControl(0),
        layer => layer,
    };
    let judged = |it: &StatementTrace| (layer(it.at.layer), it.effect, it.matched, it.grade);
    let mut statements: Vec<_> = trace.statements().iter().map(judged).collect();
    statements.sort();
    Judgement { decision, statements }
}

pub(crate) fn trace(policies: &AttachedPolicies, request: &Request) -> (Decision, Trace) {
    let mut trace = Trace::default();
    let decision = evaluate(policies, request, &mut trace);
    trace.finish();
    (decision, trace)
}

pub(crate) fn compile(text: &str, policy_type: PolicyType) -> Arc<Policy> {
    let document = PolicyDocument::parse(&Source::new("policy", text), &Limits::default());
    match Policy::compile(Arc::new(document), policy_type) {
        Ok(policy) => Arc::new(policy),
        Err(refusals) => panic!("{policy_type:?} refused: {} in {text}", refusals[0]),
    }
}

fn level(levels: &mut Vec<Level>, at: usize) -> &mut Level {
    let missing = (at + 1).saturating_sub(levels.len());
    levels.extend(std::iter::repeat_n(Level::default(), missing));
    &mut levels[at]
}

/// Slots by how often they are wanted; a single one that is taken already is skipped.
pub(crate) const SLOTS: [Slot; 16] = [
    Slot::Identity,
    Slot::Resource,
    Slot::Identity,
    Slot::Resource,
    Slot::Resource,
    Slot::Group,
    Slot::Identity,
    Slot::Session,
    Slot::Session,
    Slot::Resource,
    Slot::Boundary,
    Slot::Scp(0),
    Slot::Scp(1),
    Slot::Rcp(0),
    Slot::Rcp(1),
    Slot::VpcEndpoint,
];

/// A further document for a scenario.
pub(crate) fn added(scenario: &Scenario, slot: Slot, own: &[u16], statements: &[StatementNumbers]) -> Value {
    policy::document(own, statements, scenario.policy_type(slot), &scenario.request, scenario.focus)
}
