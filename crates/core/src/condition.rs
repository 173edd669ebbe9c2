//! Conditions: the operator table and what each operator compares.

pub mod operator;

pub use operator::{BaseOperator, ConditionOperator, SetOperator};
