//! How the layers combine (4.3 to 4.12).

use super::scope::{CallerKind, Scope};
use super::trace::{Obstacle, Tracer};
use crate::attached::Layer;
use crate::policy::Grade;
use crate::truth::Truth;

/// Which grants the resource's policy makes to the caller (4.3).
#[derive(Debug, Clone, Copy)]
pub(super) struct Grants {
    /// The caller itself, or everybody.
    strong: Truth,
    /// The caller's role, or the user behind it.
    behind: Truth,
    /// The caller's account.
    account: Truth,
}

impl Default for Grants {
    fn default() -> Self {
        Self { strong: Truth::No, behind: Truth::No, account: Truth::No }
    }
}

impl Grants {
    pub(super) fn add(&mut self, truth: Truth, grade: Grade) {
        let grant = match grade {
            Grade::Direct | Grade::Wild => &mut self.strong,
            Grade::Role | Grade::User => &mut self.behind,
            Grade::Account => &mut self.account,
        };
        *grant = grant.or(truth);
    }

    fn any(self) -> Truth {
        self.strong.or(self.behind).or(self.account)
    }
}

/// What the layers allow, each for itself; silence is `No`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allows {
    pub(super) grants: Grants,
    pub(super) service_control: Truth,
    pub(super) vpc_endpoint: Truth,
    pub(super) identity: Truth,
    pub(super) boundary: Truth,
    pub(super) session: Truth,
    /// Whether the credentials can be used for the call at all (E22).
    pub(super) credentials: Truth,
}

impl Scope {
    /// Whether the request is allowed, explicit denies apart (4.12).
    pub(super) fn combine<T: Tracer>(&self, allows: &Allows, tracer: &mut T) -> Truth {
        let vpc_endpoint = if self.has_vpc_endpoint() { allows.vpc_endpoint } else { Truth::Yes };
        let boundary = if self.boundary { allows.boundary } else { Truth::Yes };
        let session = match (self.caller, self.session) {
            (_, true) => allows.session,
            // Without a session policy a federated session has nothing (E22); others are not limited.
            (CallerKind::FederatedUser, false) => Truth::No,
            (_, false) => Truth::Yes,
        };
        let caps = boundary.and(session);
        let path = allows.identity.and(caps);
        let grants = &allows.grants;
        let own = match self.caller {
            CallerKind::Anonymous | CallerKind::External => grants.strong,
            CallerKind::Root if self.same_account && !self.strict => session,
            CallerKind::Root => grants.any().and(session),
            _ if !self.same_account => path.and(grants.any()),
            _ => {
                let by_path = if self.strict { path.and(grants.any()) } else { path };
                grants.strong.or(grants.behind.and(caps)).or(by_path)
            }
        };
        if T::FULL {
            self.trace(allows, tracer);
        }
        let possible = Truth::from(self.obstacle.is_none());
        allows.service_control.and(vpc_endpoint).and(own).and(allows.credentials).and(possible)
    }

    /// Tells which layers had to allow: those that no grant of the resource's policy stands in for.
    fn trace<T: Tracer>(&self, allows: &Allows, tracer: &mut T) {
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
