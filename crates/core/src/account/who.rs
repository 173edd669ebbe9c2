//! Who can do something: directly, through roles, and who else those roles let in.

mod admitted;
mod callers;
pub(super) mod evidence;
mod open;
mod paths;
pub(super) mod relevant;

use std::sync::atomic::{AtomicBool, Ordering};

use sayso_catalog::ServiceReference;

use super::{Entity, Gap, Inventory};
use crate::evaluate::{Decision, evaluate};
use crate::request::{Action, Context, Key};
use crate::settle::{DEFAULT_BUDGET, Dependence, Settled, settle};
use crate::truth::Truth;

pub use admitted::{Admitted, AdmittedKind};
pub use evidence::Evidence;
use evidence::Matched;
use open::Open;
pub use paths::{Hop, RolePath};
use relevant::Relevant;

/// The question who can: an action, a resource or any, and what is known of the circumstances.
///
/// ```
/// use sayso::account::WhoCan;
/// use sayso::{Action, Context, Decision};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// let resource = Some("arn:aws:s3:::reports/q3.csv");
/// let question = WhoCan::new(&inventory, &action, resource, &context, ServiceReference::embedded());
/// let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let names: Vec<String> = direct.iter().map(|access| access.entity.short()).collect();
/// assert_eq!(names, ["role/App", "role/Deploy"]);
/// let paths = question.paths(&direct);
/// assert_eq!(paths[0].to_string(), "user/ana -> role/Deploy");
/// ```
#[derive(Debug)]
pub struct WhoCan<'a> {
    inventory: &'a Inventory,
    pub(crate) action: &'a Action<'a>,
    pub(crate) resource: Option<&'a str>,
    given: &'a Context<'a>,
    reference: ServiceReference<'a>,
    relevant: Relevant,
    stopped: AtomicBool,
    open: Open,
}

/// A user or role that can do it, perhaps under conditions.
///
/// ```
/// use sayso::account::WhoCan;
/// use sayso::{Action, Context, Decision};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// let access = question.access(inventory.entity("role/App").unwrap()).unwrap();
/// assert_eq!((access.decision, access.resource.as_str()), (Decision::Allowed, "arn:aws:s3:::reports/example"));
/// assert_eq!(access.evidence[0].policy.name(), "ReadReports");
/// ```
#[derive(Debug)]
pub struct Access<'a> {
    /// Who.
    pub entity: &'a Entity,
    /// On what: the resource asked about, or one on which it can.
    pub resource: String,
    /// [`Decision::Allowed`] or [`Decision::Depends`].
    pub decision: Decision,
    /// The statements that allow it; where it depends those that may allow or deny it.
    pub evidence: Vec<Evidence>,
    /// What it depends on: sets of keys, each of which decides.
    pub keys: Vec<Vec<Key<'static>>>,
    /// What was not given and could change that.
    pub gaps: Vec<Gap>,
}

impl<'a> WhoCan<'a> {
    /// Looks through the policies once: which of them have anything to say on the action.
    ///
    /// ```
    /// use sayso::account::WhoCan;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (action, context) = (Action::new("ec2:RunInstances").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// assert_eq!(question.candidates().count(), 0);
    /// ```
    pub fn new(
        inventory: &'a Inventory,
        action: &'a Action<'a>,
        resource: Option<&'a str>,
        given: &'a Context<'a>,
        reference: ServiceReference<'a>,
    ) -> Self {
        let relevant = Relevant::of(inventory, action, resource);
        Self {
            inventory,
            action,
            resource,
            given,
            reference,
            relevant,
            stopped: AtomicBool::new(false),
            open: Open::default(),
        }
    }

    /// Users and roles that hold a policy that could allow it, by ARN; all where the resource's policy could.
    ///
    /// ```
    /// use sayso::account::WhoCan;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// assert_eq!(question.candidates().next().unwrap().name, "Deploy");
    /// ```
    pub fn candidates(&self) -> impl Iterator<Item = &'a Entity> + '_ {
        self.inventory.entities.iter().filter(|entity| self.relevant.may_allow(entity))
    }

    /// Whether and how a user or role can; `None` where it cannot, whatever is unknown.
    ///
    /// ```
    /// use sayso::account::WhoCan;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// assert!(question.access(inventory.entity("role/App").unwrap()).is_none());
    /// ```
    pub fn access(&self, entity: &'a Entity) -> Option<Access<'a>> {
        let found;
        let resource = match self.resource {
            Some(resource) => resource,
            None => {
                let all = self.inventory.ask_any(entity, "session", self.action, self.given, self.reference);
                found = all.into_iter().next()?.0;
                &found
            }
        };
        let question = self.inventory.ask(entity, "session", self.action, resource, self.given);
        let mut matched = Matched::default();
        let mut decision = evaluate(&question.policies, &question.request, &mut matched);
        let mut keys = Vec::new();
        if decision == Decision::Depends {
            let settle = || match settle(&question.policies, &question.request, DEFAULT_BUDGET) {
                Settled::Decided(settled) => (settled, Vec::new()),
                Settled::Depends(on) if on.allowable() == Truth::No => (Decision::ImplicitDeny, Vec::new()),
                Settled::Depends(on) => (Decision::Depends, key_sets(&on)),
            };
            (decision, keys) = match self.resource {
                Some(_) => self.open.settled(&entity.account, &question, &matched, settle),
                None => settle(),
            };
        }
        matches!(decision, Decision::Allowed | Decision::Depends).then(|| Access {
            entity,
            resource: resource.to_owned(),
            decision,
            evidence: matched.evidence(&question.policies),
            keys,
            gaps: self.inventory.gaps(entity, &question, decision),
        })
    }

    /// Ways through roles for those who cannot do it for certain by themselves, the shortest of each, shortest
    /// first. Each hop is evaluated: the role's trust and the caller's permission to assume it.
    ///
    /// ```
    /// use sayso::account::WhoCan;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
    /// assert_eq!(question.paths(&direct).len(), 1);
    /// ```
    pub fn paths(&self, direct: &[Access<'a>]) -> Vec<RolePath<'a>> {
        let (paths, stopped) = paths::paths(self.inventory, direct, self.given);
        self.stopped.fetch_or(stopped, Ordering::Relaxed);
        paths
    }

    /// Whether [`Self::paths`] stopped before it had looked at all assumptions.
    ///
    /// ```
    /// use sayso::account::WhoCan;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// assert!(!question.stopped_early());
    /// ```
    pub fn stopped_early(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Who else the roles among those who can let in: services, identity providers, other accounts.
    ///
    /// ```
    /// use sayso::account::WhoCan;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// let admitted = question.admitted([inventory.entity("role/App").unwrap()]);
    /// assert_eq!(admitted[0].name, "ec2.amazonaws.com");
    /// ```
    pub fn admitted(&self, roles: impl IntoIterator<Item = &'a Entity>) -> Vec<Admitted<'a>> {
        roles.into_iter().flat_map(|role| admitted::of(self.inventory, role, self.given)).collect()
    }
}

/// The sets of keys, at most a few.
pub(super) fn key_sets(on: &Dependence) -> Vec<Vec<Key<'static>>> {
    let sets = on.sets().iter().chain(on.allowing().filter(|_| on.sets().is_empty()));
    sets.map(|set| set.keys().to_vec()).collect()
}
