//! One file per verb.

pub(crate) mod audit;
pub(crate) mod can;
pub(crate) mod catalog;
pub(crate) mod diff;
pub(crate) mod gallery;
pub(crate) mod init;
pub(crate) mod lint;
pub(crate) mod lsp;
pub(crate) mod matrix;
pub(crate) mod prove;
pub(crate) mod replay;
pub(crate) mod rule;
pub(crate) mod shrink;
pub(crate) mod simulate;
pub(crate) mod test;
pub(crate) mod ui;
pub(crate) mod what_can;
pub(crate) mod who_can;
pub(crate) mod why;
