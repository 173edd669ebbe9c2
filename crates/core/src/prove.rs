//! Answers about all requests at once: a proof, a request to the contrary, or why neither was found.
//!
//! ```text
//! lower, entry   a statement as cubes: literals on variables, all of a cube at once (literal, space)
//! theory         whether one value fulfils several predicates: patterns (language), numbers, dates, addresses
//! cells, table   actions that the statements do not tell apart
//! formula, side  what a composition allows in a cell, its layers put together as the evaluator does
//! search         a region in which one side allows and the other does not
//! witness        a request of that region, which the evaluator has to confirm
//! ```

mod alone;
mod caller;
mod cells;
mod differ;
mod entry;
mod formula;
mod language;
mod literal;
mod lower;
mod prover;
mod public;
mod question;
mod scene;
mod search;
mod side;
mod space;
mod table;
mod theory;
mod verdict;
mod witness;

#[cfg(test)]
mod tests;

pub use alone::compositions;
pub use differ::Difference;
pub use prover::{Prover, Universe};
pub use verdict::{Reason, Unknown, Verdict};
