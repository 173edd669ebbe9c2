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
    pub(super) fn get(&self, of: Of, look: impl FnOnce() -> Arc<[String]>) -> Arc<[String]> {
        let at = (of.0 / 64 + of.1 as usize) % SHELVES;
        let Some(shelf) = self.shelves.get(at) else { return look() };
        // A thread that panicked left nothing half done.
        let known = |all: &HashMap<Of, Arc<[String]>>| all.get(&of).cloned();
        if let Some(found) = known(&shelf.lock().unwrap_or_else(PoisonError::into_inner)) {
            return found;
        }
        let found = look();
        shelf.lock().unwrap_or_else(PoisonError::into_inner).insert(of, found.clone());
        found
    }
}

/// Whether what an entry matches depends on the caller.
pub(in crate::account) fn has_variables(entry: &Pattern) -> bool {
    let is_open = |token: &Token| matches!(token, Token::Variable(_) | Token::Unknown);
    matches!(entry, Pattern::Tokens { tokens, .. } if tokens.iter().any(is_open))
}
