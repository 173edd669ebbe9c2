//! Resources that entries of policies match, made once for all who hold the policy.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::pattern::{Pattern, Token};

/// Locks, so that threads seldom wait for each other.
const SHELVES: usize = 16;

/// An entry, a kind of actions, and a home of callers: all that a resource is made of.
pub(super) type Of = (usize, u32, u32);

/// Resources by what they were made of.
#[derive(Debug, Default)]
pub(super) struct Witnesses {
    shelves: [Mutex<HashMap<Of, Arc<[String]>>>; SHELVES],
}

impl Witnesses {
    pub(super) fn get(&self, key: Of, make: impl FnOnce() -> Arc<[String]>) -> Arc<[String]> {
        let at = (key.0 / 64 + key.1 as usize) % SHELVES;
        let Some(all) = self.shelves.get(at) else { return make() };
        // A thread that panicked left nothing half done.
        let lock = || all.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lock().get(&key).cloned();
        found.unwrap_or_else(|| {
            let arns = make();
            lock().insert(key, arns.clone());
            arns
        })
    }
}

/// Whether what an entry matches depends on the caller.
pub(in crate::account) fn has_variables(entry: &Pattern) -> bool {
    let is_open = |token: &Token| matches!(token, Token::Variable(_) | Token::Unknown);
    matches!(entry, Pattern::Tokens { tokens, .. } if tokens.iter().any(is_open))
}
