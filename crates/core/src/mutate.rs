//! Mutation: a policy changed in one place, to see whether any case notices.
//!
//! Changes are made to the document as read, not to its text, so that a policy inside a YAML file is
//! changed like any other; each is compiled anew, and what its grammar refuses is no mutant.

mod change;
mod changes;
mod run;

pub use change::{Change, Direction};
pub use run::{Survey, Survivor, survey};
