//! What was found against what is recorded.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::table::Table;

/// By how many percent a stage may differ from the table.
const BOUND: f64 = 3.0;
/// The same for another compiler, which arranges code in another way.
const OTHER_COMPILER: f64 = 30.0;

/// Tells every stage that differs too much; fails if there is one.
pub(super) fn compare(recorded: &Table, found: &Table) -> Result<()> {
    let (here, there) = (&found.toolchain, &recorded.toolchain);
    if here.target != there.target {
        println!("not compared: the table is of {}, this machine is {}", there.target, here.target);
        return Ok(());
    }
    let mut bound = BOUND;
    if here.rustc != there.rustc {
        bound = OTHER_COMPILER;
        println!("the table is of rustc {}, this is {}: {bound} % are let pass", there.rustc, here.rustc);
    }
    let differences = differences(recorded, found, bound);
    if differences.is_empty() {
        println!("{} stages cost what the table says", found.rows.len());
        return Ok(());
    }
    println!("{:<26} {:>12} {:>12} {:>8}", "stage", "expected", "found", "percent");
    for line in &differences {
        println!("{line}");
    }
    bail!(
        "{} stages differ by more than {bound} %; if that is right, `cargo xtask instructions --write` \
         rewrites the table",
        differences.len()
    )
}

/// A line for each stage that differs by more than `bound` percent or is on one side only.
fn differences(recorded: &Table, found: &Table, bound: f64) -> Vec<String> {
    let stages: BTreeSet<&str> = recorded.rows.iter().chain(&found.rows).map(|row| &*row.stage).collect();
    let line = |stage: &str| {
        let (expected, count) = (recorded.of(stage), found.of(stage));
        let shown = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let percent = expected.zip(count).map(|(expected, count)| percent(expected, count));
        let off = percent.is_none_or(|percent| percent.abs() > bound);
        let percent = percent.map_or_else(String::new, |percent| format!("{percent:+.1}"));
        off.then(|| format!("{stage:<26} {:>12} {:>12} {percent:>8}", shown(expected), shown(count)))
    };
    stages.into_iter().filter_map(line).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn percent(expected: u64, found: u64) -> f64 {
    (found as f64 - expected as f64) * 100.0 / expected as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &str) -> Table {
        format!("# rustc 1.88.0\n# target any\nstage\titem\tinstructions\n{rows}").parse().unwrap()
    }

    #[test]
    fn a_stage_may_differ_by_three_percent_either_way() {
        let recorded = table("a\tpolicy\t1000\nb\tpolicy\t1000\nc\tpolicy\t1000\nd\tpolicy\t1000");
        let found = table("a\tpolicy\t1030\nb\tpolicy\t970\nc\tpolicy\t1031\nd\tpolicy\t969");
        let lines = differences(&recorded, &found, BOUND);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("c ") && lines[0].ends_with("+3.1"), "{lines:?}");
        assert!(lines[1].starts_with("d ") && lines[1].ends_with("-3.1"), "{lines:?}");
        assert!(compare(&recorded, &found).is_err());
        assert!(differences(&recorded, &found, OTHER_COMPILER).is_empty());
    }

    #[test]
    fn a_stage_on_one_side_differs() {
        let (one, two) = (table("a\tpolicy\t1"), table("a\tpolicy\t1\nb\tpolicy\t1"));
        assert_eq!(differences(&one, &two, BOUND).len(), 1);
        assert_eq!(differences(&two, &one, BOUND).len(), 1);
    }
}
