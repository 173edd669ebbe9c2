//! Measurements as Markdown.

use std::fmt::Write as _;

use super::peers::{Engine, Results};
use crate::instructions::{LAWS, Table};

/// The counts of every stage and what the laws make of them.
pub(super) fn instructions(table: &Table) -> String {
    let mut text = format!(
        "rustc {}, {}.\n\n| stage | for one | instructions |\n|---|---|---:|\n",
        table.toolchain.rustc, table.toolchain.target
    );
    // Writing to a string does not fail, here and below.
    for row in &table.rows {
        let _ = writeln!(text, "| `{}` | {} | {} |", row.stage, row.item, grouped(row.instructions));
    }
    text.push_str("\n| ratio within one run | found | at most |\n|---|---:|---:|\n");
    for law in &LAWS {
        let ratio = law.ratio(table).map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
        let _ = writeln!(text, "| {} | {ratio} | {} |", law.text, law.at_most);
    }
    text
}

/// The rivals' times over sayso's.
pub(super) fn ratios(results: &Results) -> String {
    let mut text = "| times sayso's time | one statement | 30 statements | reading the 30 |\n\
                    |---|---:|---:|---:|\n"
        .to_owned();
    for Engine { name, version, measures } in results.engines.iter().filter(|engine| engine.name != "sayso") {
        let cells = [&measures.p1_counted, &measures.p30_counted, &measures.parse];
        let [one, thirty, reading] = cells.map(|measure| times(measure.times_sayso));
        let _ = writeln!(text, "| {name} {version} | {one} | {thirty} | {reading} |");
    }
    for why in &results.left_out {
        let _ = writeln!(text, "\nLeft out: {why}");
    }
    let machine = &results.machine;
    let _ = writeln!(
        text,
        "\nFrom plain strings to the decision, and from text to what is evaluated; medians of one run on {},\n\
         {} cores, rustc {}, node {}. iam-simulate reads the policy again for each decision, and its reading \
         here\nis `JSON.parse`; cedar-policy runs a translation of ours.",
        machine.processor, machine.cores, machine.rustc, machine.node
    );
    text
}

/// What the run had to hold.
pub(super) fn requirements(results: &Results) -> String {
    let mut text = "| ratio within one run | found | at least |\n|---|---:|---:|\n".to_owned();
    for law in &results.requirements {
        let measured = law.measured.map_or_else(|| "–".to_owned(), times);
        let _ = writeln!(text, "| {} | {measured} | {}× |", law.text, law.at_least);
    }
    text
}

/// A ratio with about the digits that another run would repeat: two.
fn times(ratio: f64) -> String {
    match ratio {
        ..9.95 => format!("{ratio:.1}×"),
        ..99.5 => format!("{ratio:.0}×"),
        ..995.0 => format!("{:.0}0×", ratio / 10.0),
        ..9_950.0 => thousands(ratio / 1_000.0, 1),
        _ => thousands(ratio / 1_000.0, 0),
    }
}

/// Thousands, with so many of their tenths as hundreds.
fn thousands(thousands: f64, tenths: usize) -> String {
    let text = format!("{thousands:.tenths$}");
    let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
    format!("{whole},{tenth}00×")
}

/// A number with a comma after each thousand.
fn grouped(number: u64) -> String {
    let (rest, last) = (number / 1_000, number % 1_000);
    if rest == 0 { last.to_string() } else { format!("{},{last:03}", grouped(rest)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!([0, 999, 1_000, 1_234_056].map(grouped), ["0", "999", "1,000", "1,234,056"]);
        assert_eq!([0.26, 9.94, 31.4, 160.2].map(times), ["0.3×", "9.9×", "31×", "160×"]);
        assert_eq!([996.0, 4_278.0, 12_600.0].map(times), ["1,000×", "4,300×", "13,000×"]);
    }
}
