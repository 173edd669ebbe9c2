//! docs/performance.md around its tables.

use super::peers::Results;
use super::section::section;
use super::tables::{instructions, ratios, requirements};
use crate::instructions::Table;

const MEASURED: &str = "\
# Performance

`cargo xtask performance` measures and writes this page; what to change is in xtask/src/performance.

## What is measured

- **Instructions** of every stage, counted by callgrind: they hardly depend on the machine, so they are
  recorded in [benches/instructions.tsv](../benches/instructions.tsv) and tested.
- **Times** of sayso and of its rivals, on one corpus in one run: they depend on the machine, so ratios are
  what to compare.

The corpus ([benches/corpus.json](../benches/corpus.json)) is P1, a policy of one statement, P30, one of 30,
and 8 requests. Every decision is compared with the one expected, of the rivals too.

## How to reproduce it

```sh
cargo xtask instructions                                              # counts, and compares with the table
cargo bench --package sayso-benches                                   # the same stages against the clock
cargo run --release --manifest-path benches/peers/Cargo.toml          # the rivals; iam-simulate needs npm
cargo xtask performance                                               # all of it, written here
```

`cargo xtask instructions` is a part of `cargo xtask test`: it fails where a stage differs from the table by
more than 3 %, be it for the better, and where a law below does not hold. With another rustc than the
table's, 30 % are let pass; the laws stay.

## Where the time goes

**Reading.** One pass over the text makes values that borrow from it, each with its place. Lowering checks
the grammar and keeps places for explanations; compiling classifies patterns, parses the values of
conditions to their type and builds the index. That is done once for a policy.

**Preparing a request.** A request borrows its texts. Context keys are compared by a word of their last
eight bytes before anything else; a context is one allocation.

**Deciding.** Actions are found by a hash of beginning, end and length. A policy is indexed by action, then
by how resources begin (sorted prefixes with links to their parents), so that a decision looks at the
statements that can match, of however many; `IndexedPolicies` does the same across all policies of a layer. Conditions compare values that were parsed when the policy was
compiled. An untraced decision allocates nothing, which crates/core/tests/allocations.rs asserts; a trace
visits every statement and records what each element answered, and costs accordingly.

**What is not fast.** A trace costs what the whole policy costs, since it answers for every statement.
Statements with wildcards before the first `:` of an action, or with `NotAction`, are candidates for every
action; patterns that begin with a wildcard are candidates for every resource.
";

const STAGES: &str = "\
## Instructions

`read` ends at JSON values (`serde_json` is the yardstick, which keeps no places), `parse` at the document,
`compile` at what is evaluated; each includes the one before. `managed` are all policies that AWS manages,
a figure is the mean. `prepare` makes a request from plain strings. `decide` has it prepared, unless the
stage says `prepare`; P1 decides the request that it allows, P30 all 8.

`one` and `many` are sets of so many statements, of which the same four can match a request: one policy of
all, or policies of 25 attached to one caller. With `services`, the others name other actions; with
`resources`, they name the same action on other resources. A figure is the mean of four requests: allowed,
denied by a statement, denied for want of one by resource and by action.
";

/// The whole page.
pub(super) fn page(table: &Table, results: &Results) -> String {
    format!(
        "{MEASURED}\n{STAGES}\n{}\n\n## Against others\n\n{}\n\nIn full, with what to know of each rival \
         ([how they run](../benches/peers/README.md)):\n\n{}\nWhat had to hold, with preparation counted on \
         both sides, or this page would not have been written:\n\n{}",
        section("instructions", &instructions(table)),
        section("ratios", &ratios(results)),
        results.table,
        requirements(results)
    )
}
