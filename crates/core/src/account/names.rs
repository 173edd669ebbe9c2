//! Users and roles by the names that people give them.

use super::{Entity, EntityKind, Inventory};
use crate::arn::Arn;
use crate::diagnostic::quote;
use crate::document::closest;

/// Why a name is nobody's.
///
/// ```
/// let error = sayso::account::sample().entity("anna").unwrap_err();
/// assert_eq!(error.to_string(), "no user or role is named `anna`; did you mean `user/ana`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownEntity {
    /// Nobody has it.
    #[error("no user or role is named {}{}", quote(name), hint(nearest.as_deref()))]
    Unknown {
        /// The name asked for.
        name: String,
        /// The nearest one that there is.
        nearest: Option<String>,
    },
    /// Several have it.
    #[error("{} is the name of several: {}", quote(name), arns.join(", "))]
    Ambiguous {
        /// The name asked for.
        name: String,
        /// The ARNs of all who have it, sorted.
        arns: Vec<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!("; did you mean {}?", quote(nearest))).unwrap_or_default()
}

impl Inventory {
    /// The user or role of a name: an ARN, also that of a session of a role; `user/ana`, `role/team/App`; or
    /// `ana`, where nobody else is called so.
    ///
    /// # Errors
    /// [`UnknownEntity`], with the nearest name or all who have it.
    ///
    /// ```
    /// let inventory = sayso::account::sample();
    /// let session = "arn:aws:sts::123456789012:assumed-role/App/i-0123";
    /// for name in ["arn:aws:iam::123456789012:role/App", session, "role/App", "App"] {
    ///     assert_eq!(inventory.entity(name).unwrap().name, "App");
    /// }
    /// ```
    pub fn entity(&self, name: &str) -> Result<&Entity, UnknownEntity> {
        if let Some(entity) = self.by_arn(name) {
            return Ok(entity);
        }
        let session = Arn::of(name).filter(|arn| arn.service() == "sts").and_then(|arn| {
            let role = arn.resource().strip_prefix("assumed-role/")?.split('/').next()?;
            Some((arn.account(), role))
        });
        let fits = |entity: &&Entity| match session {
            Some((account, role)) => {
                entity.kind == EntityKind::Role && entity.account == account && entity.name == role
            }
            None => is_named(entity, name),
        };
        let found: Vec<&Entity> = self.entities.iter().filter(fits).collect();
        match found.as_slice() {
            [one] => Ok(one),
            [] => Err(UnknownEntity::Unknown { name: name.to_owned(), nearest: self.nearest(name) }),
            several => Err(UnknownEntity::Ambiguous {
                name: name.to_owned(),
                arns: several.iter().map(|entity| entity.arn.clone()).collect(),
            }),
        }
    }

    /// The user or role of an ARN.
    pub(crate) fn by_arn(&self, arn: &str) -> Option<&Entity> {
        self.entities.get(self.place_of(arn)?)
    }

    /// Its place among all, which are in the order of ARNs.
    pub(super) fn place_of(&self, arn: &str) -> Option<usize> {
        self.entities.binary_search_by(|entity| entity.arn.as_str().cmp(arn)).ok()
    }

    fn nearest(&self, name: &str) -> Option<String> {
        if name.len() > 200 {
            return None;
        }
        if name.starts_with("arn:") {
            return closest(name, self.entities.iter().map(|entity| entity.arn.as_str())).map(str::to_owned);
        }
        let bare = name.rsplit('/').next().unwrap_or(name);
        let nearest = closest(bare, self.entities.iter().map(|entity| entity.name.as_str()))?;
        self.entities.iter().find(|entity| entity.name == nearest).map(Entity::short)
    }
}

/// Bare, with its kind, or with its kind and path.
fn is_named(entity: &Entity, name: &str) -> bool {
    if name == entity.name {
        return true;
    }
    let Some((kind, rest)) = name.split_once('/') else { return false };
    let with_path = || Arn::of(&entity.arn).is_some_and(|arn| arn.resource() == name);
    kind == entity.kind.as_str() && (rest == entity.name || with_path())
}
