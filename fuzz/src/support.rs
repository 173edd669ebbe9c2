//! What targets share; the generators and laws are those of the core's own tests.

pub(crate) mod check;
pub(crate) mod world;

#[path = "../../crates/core/tests/support/completion.rs"]
pub(crate) mod completion;
#[path = "../../crates/core/tests/support/laws.rs"]
pub(crate) mod laws;
#[path = "../../crates/core/tests/support/policy.rs"]
pub(crate) mod policy;
#[path = "../../crates/core/tests/support/print.rs"]
pub(crate) mod print;
#[path = "../../crates/core/tests/support/request.rs"]
pub(crate) mod request;
#[path = "../../crates/core/tests/support/scenario.rs"]
pub(crate) mod scenario;
#[path = "../../crates/core/tests/support/settling.rs"]
pub(crate) mod settling;
#[path = "../../crates/core/tests/support/tape.rs"]
pub(crate) mod tape;
#[path = "../../crates/core/tests/support/textbook.rs"]
pub(crate) mod textbook;
#[path = "../../crates/core/tests/support/vocabulary.rs"]
pub(crate) mod vocabulary;

/// The numbers of a tape: each byte is one choice.
pub(crate) fn numbers(data: &[u8]) -> Vec<u16> {
    data.iter().map(|byte| u16::from(*byte) * 257).collect()
}

/// True of one input in `count`. All bytes choose together, so that what is slow stays rare, however well a fuzzer learns.
pub(crate) fn one_in(count: u32, data: &[u8]) -> bool {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619);
    (data.iter().fold(0x811c_9dc5, mix) >> 8) % count == 0
}
