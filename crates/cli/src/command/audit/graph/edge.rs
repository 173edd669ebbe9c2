//! A step from one principal to the permissions of another.

use std::sync::Arc;

use sayso::account::Entity;

use super::question::Asked;

/// What an edge leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The permissions of the entity of that number.
    Entity(usize),
    /// Any permissions at all.
    Administrator,
}

/// Whether the files alone show that it can be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Certainty {
    Certain,
    /// With some values of these condition keys.
    Depends(Vec<String>),
    /// If something exists that uses the role.
    Possible,
}

/// An edge with the requests that it takes, all of them allowed or open.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) target: Target,
    /// What is done, as what follows "it": "passes role/App to a Lambda function".
    pub(crate) how: String,
    pub(crate) requests: Vec<Asked>,
    pub(crate) certainty: Certainty,
    /// Who makes all requests but the first, where that one gives the entity more.
    pub(crate) after: Option<Arc<Entity>>,
}

impl Edge {
    /// Certain if all its requests are.
    pub(super) fn new(target: Target, how: String, requests: Vec<Asked>) -> Self {
        let mut keys: Vec<String> = requests.iter().flat_map(|it| it.keys.iter().cloned()).collect();
        keys.sort();
        keys.dedup();
        let certainty = if keys.is_empty() { Certainty::Certain } else { Certainty::Depends(keys) };
        Self { target, how, requests, certainty, after: None }
    }

    pub(super) fn possible(mut self) -> Self {
        self.certainty = Certainty::Possible;
        self
    }

    pub(super) fn after(mut self, entity: &Arc<Entity>) -> Self {
        self.after = Some(entity.clone());
        self
    }

    pub(crate) fn is_certain(&self) -> bool {
        self.certainty == Certainty::Certain
    }

    /// The actions, in order.
    pub(crate) fn actions(&self) -> String {
        let names: Vec<&str> = self.requests.iter().map(|asked| asked.action.as_str()).collect();
        names.join(", ")
    }
}
