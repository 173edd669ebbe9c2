//! The JSON of the questions of whole accounts.

mod can;
mod evidence;
mod matrix;
mod what;
mod who;

pub use can::{CanReport, CandidateReport, GapReport};
pub use evidence::EvidenceReport;
pub use matrix::{CellReport, ColumnReport, MatrixReport, RowReport};
pub use what::{BoundReport, GrantReport, WhatCanReport};
pub use who::{AccessReport, AdmittedReport, PathReport, WhoCanReport};
