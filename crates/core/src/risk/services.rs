//! The services of which policies may allow actions: the others need not be asked about.

use crate::attached::{AttachedPolicies, Layer};
use crate::document::Effect;
use crate::policy::Statement;

/// Services beyond which it may be any: hostile text could name thousands.
const MOST: usize = 100;

/// Names of services, in any case; `None` where it may be any.
pub(super) struct Services<'a>(Option<Vec<&'a str>>);

impl<'a> Services<'a> {
    /// Those that the Allow statements of a layer name.
    pub(super) fn allowed(policies: &'a AttachedPolicies, layer: Layer) -> Self {
        let statements = policies.layer(layer).flat_map(|policy| policy.statements());
        let allows = statements.filter(|statement| statement.may(Effect::Allow));
        let mut services: Vec<&str> = Vec::new();
        for service in allows.flat_map(Statement::services) {
            let Some(service) = service else { return Self(None) };
            // Mostly it is that of the entry before.
            if !services.iter().rev().any(|known| known.eq_ignore_ascii_case(service)) {
                services.push(service);
            }
            if services.len() > MOST {
                return Self(None);
            }
        }
        Self(Some(services))
    }

    /// Whether the service of an action is one of them.
    pub(super) fn may_have(&self, action: &str) -> bool {
        let Some((service, _)) = action.split_once(':') else { return true };
        let is_it = |known: &&str| known.eq_ignore_ascii_case(service);
        self.0.as_ref().is_none_or(|services| services.iter().any(is_it))
    }
}
