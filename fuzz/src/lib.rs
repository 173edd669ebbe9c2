//! What must hold of any bytes, as plain functions: a panic is a finding.
//!
//! libFuzzer calls them with bytes of its own making (`cargo xtask fuzz`); ordinary tests call them with
//! the committed corpora (`fuzz/tests/replay.rs`). See fuzz/README.md.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a target speaks by panicking"
)]

mod account;
mod compile;
mod condition;
mod decide;
mod denial;
mod files;
mod lint;
mod message;
mod pattern;
mod reader;
mod settle;
#[allow(dead_code, reason = "the tests of the core use more of it")]
mod support;

pub use account::account;
pub use compile::compile;
pub use condition::condition;
pub use decide::decide;
pub use denial::denial;
pub use files::files;
pub use lint::lint;
pub use message::message;
pub use pattern::pattern;
pub use reader::reader;
pub use settle::settle;

/// A target: it takes any bytes and panics where something does not hold.
pub type Target = fn(&[u8]);

/// Every target by the name of its corpus.
pub const TARGETS: [(&str, Target); 11] = [
    ("account", account),
    ("compile", compile),
    ("condition", condition),
    ("decide", decide),
    ("denial", denial),
    ("files", files),
    ("lint", lint),
    ("message", message),
    ("pattern", pattern),
    ("reader", reader),
    ("settle", settle),
];
