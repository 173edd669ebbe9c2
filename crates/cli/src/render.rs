//! What people and programs see. Domain types come in, text goes out.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod coverage;
pub(crate) mod coverage_annotations;
pub(crate) mod csv;
pub(crate) mod diff;
pub(crate) mod failure;
pub(crate) mod junit;
pub(crate) mod lint;
pub(crate) mod matrix;
pub(crate) mod mutation;
pub(crate) mod proof;
pub(crate) mod replay;
pub(crate) mod rule;
pub(crate) mod shrink;
pub(crate) mod snippet;
pub(crate) mod table;
pub(crate) mod test_report;
pub(crate) mod verdict;
pub(crate) mod why;
pub(crate) mod wrap;
