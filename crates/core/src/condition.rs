//! Conditions: the operator table and what each operator compares.

mod clause;
mod compared;
mod decimal;
mod instant;
pub mod operator;
mod values;

pub use clause::Clause;
pub(crate) use compared::Compared;
pub(crate) use decimal::Decimal;
pub(crate) use instant::Instant;
pub use operator::{BaseOperator, ConditionOperator, SetOperator};
pub(crate) use values::{Test, binary, boolean, network};
