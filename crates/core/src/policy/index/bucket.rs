//! Statements of one action, service, or of any.

use std::ops::ControlFlow;

use super::super::Statement;
use super::prefixes::Prefixes;

/// Looking at so few statements costs less than a search.
const FEW: usize = 3;

#[derive(Debug, Clone)]
pub(super) enum Bucket {
    Few(Box<[u32]>),
    Many(Prefixes),
}

impl Default for Bucket {
    fn default() -> Self {
        Self::Few(Box::default())
    }
}

impl Bucket {
    pub(super) fn build(statements: &[(u32, &Statement)]) -> Self {
        if statements.len() > FEW {
            Self::Many(Prefixes::build(statements))
        } else {
            Self::Few(statements.iter().map(|(number, _)| *number).collect())
        }
    }

    pub(super) fn visit(&self, arn: &str, visit: &mut impl FnMut(u32) -> ControlFlow<()>) -> ControlFlow<()> {
        match self {
            Self::Few(statements) => statements.iter().copied().try_for_each(visit),
            Self::Many(prefixes) => prefixes.visit(arn, visit),
        }
    }
}
