//! How the layers combine (4.3 to 4.12).

use super::scope::{CallerKind, Scope};
use super::trace::{Obstacle, Tracer};
use crate::attached::Layer;
use crate::policy::Grade;
use crate::truth::Truth;

/// What layers can be put together from: one truth, or all at once where the prover asks.
pub(crate) trait Logic: Clone + From<Truth> {
    /// Both.
    fn and(&self, other: &Self) -> Self;
    /// Either.
    fn or(&self, other: &Self) -> Self;
}

impl Logic for Truth {
    fn and(&self, other: &Self) -> Self {
        Self::and(*self, *other)
    }

    fn or(&self, other: &Self) -> Self {
        Self::or(*self, *other)
    }
}

/// Which grants the resource's policy makes to the caller (4.3).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grants<L> {
    /// The caller itself, or everybody.
    strong: L,
    /// The caller's role, or the user behind it.
    behind: L,
    /// The caller's account.
    account: L,
}

impl<L: Logic> Default for Grants<L> {
    fn default() -> Self {
        Self { strong: Truth::No.into(), behind: Truth::No.into(), account: Truth::No.into() }
    }
}

impl<L: Logic> Grants<L> {
    pub(crate) fn add(&mut self, truth: &L, grade: Grade) {
        let grant = match grade {
            Grade::Direct | Grade::Wild => &mut self.strong,
            Grade::Role | Grade::User => &mut self.behind,
            Grade::Account => &mut self.account,
        };
        *grant = grant.or(truth);
    }

    fn any(&self) -> L {
        self.strong.or(&self.behind).or(&self.account)
    }
}

/// What the layers allow, each for itself; silence is `No`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allows<L> {
    pub(crate) grants: Grants<L>,
    pub(crate) service_control: L,
    pub(crate) vpc_endpoint: L,
    pub(crate) identity: L,
    pub(crate) boundary: L,
    pub(crate) session: L,
    /// Whether the credentials can be used for the call at all (E22).
    pub(crate) credentials: L,
}

impl Scope {
    /// Whether the request is allowed, explicit denies apart (4.12).
    pub(crate) fn combine<L: Logic>(&self, allows: &Allows<L>) -> L {
        let (yes, no) = (L::from(Truth::Yes), L::from(Truth::No));
        let vpc_endpoint = if self.has_vpc_endpoint() { &allows.vpc_endpoint } else { &yes };
        let boundary = if self.boundary { &allows.boundary } else { &yes };
        let session = match (self.caller, self.session) {
            (_, true) => &allows.session,
            // Without a session policy a federated session has nothing (E22); others are not limited.
            (CallerKind::FederatedUser, false) => &no,
            (_, false) => &yes,
        };
        let caps = boundary.and(session);
        let path = allows.identity.and(&caps);
        let grants = &allows.grants;
        let own = match self.caller {
            CallerKind::Anonymous | CallerKind::External => grants.strong.clone(),
            CallerKind::Root if self.same_account && !self.strict => session.clone(),
            CallerKind::Root => grants.any().and(session),
            _ if !self.same_account => path.and(&grants.any()),
            _ => {
                let by_path = if self.strict { path.and(&grants.any()) } else { path };
                grants.strong.or(&grants.behind.and(&caps)).or(&by_path)
            }
        };
        let possible = L::from(Truth::from(self.obstacle.is_none()));
        let capped = allows.service_control.and(vpc_endpoint).and(&own);
        capped.and(&allows.credentials).and(&possible)
    }

    /// Tells which layers had to allow: those that no grant of the resource's policy stands in for.
    pub(super) fn trace<T: Tracer>(&self, allows: &Allows<Truth>, tracer: &mut T) {
        let grants = &allows.grants;
        if let Some(obstacle) = self.obstacle {
            tracer.obstacle(obstacle);
        }
        if allows.credentials < Truth::Yes {
            tracer.obstacle(Obstacle::SessionToken);
        }
        let iam = !matches!(self.caller, CallerKind::Anonymous | CallerKind::External);
        let stands_in = |grant: Truth| self.same_account && grant == Truth::Yes;
        if self.has_vpc_endpoint() {
            tracer.layer(Layer::VpcEndpoint, allows.vpc_endpoint, true);
        }
        let needed = !iam || !self.same_account || self.strict;
        if self.in_force(Layer::Resource) && (needed || self.has_resource_policy()) {
            tracer.layer(Layer::Resource, grants.any(), needed);
        }
        if self.has_identity() {
            let needed = !stands_in(grants.strong) && !stands_in(grants.behind);
            tracer.layer(Layer::Identity, allows.identity, needed);
        }
        if self.boundary {
            tracer.layer(Layer::PermissionsBoundary, allows.boundary, !stands_in(grants.strong));
        }
        if self.session || self.caller == CallerKind::FederatedUser {
            let allows = if self.session { allows.session } else { Truth::No };
            if !self.session && !stands_in(grants.strong) {
                tracer.obstacle(Obstacle::NoSessionPolicy);
            }
            tracer.layer(
                Layer::Session,
                allows,
                self.caller == CallerKind::Root || !stands_in(grants.strong),
            );
        }
    }
}
