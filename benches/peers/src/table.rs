//! The results as Markdown.

use std::fmt::{self, Display, Formatter};

use crate::engine::Task;
use crate::results::{Results, Row};

impl Display for Results {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let machine = &self.machine;
        writeln!(
            f,
            "{}, {} cores; rustc {}, node {}. Medians of one run; in brackets, how many times sayso's time.\n",
            machine.processor, machine.cores, machine.rustc, machine.node
        )?;
        writeln!(
            f,
            "| engine | P1 hit, counted | P1 hit, prepared | P30 mean, counted | P30 mean, prepared | read P30 |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|")?;
        let mut notes = Vec::new();
        for row in &self.rows {
            let marks: Vec<_> = row.remarks.iter().map(|remark| note(&mut notes, remark)).collect();
            write!(f, "| {} {}{} |", row.name, row.version, superscript(&marks))?;
            for task in Task::ALL {
                write!(f, " {} |", self.cell(row, task))?;
            }
            writeln!(f)?;
        }
        writeln!(f)?;
        for (at, text) in notes.iter().enumerate() {
            writeln!(f, "{}. {text}", at + 1)?;
        }
        for why in &self.left_out {
            writeln!(f, "\nLeft out: {why}")?;
        }
        Ok(())
    }
}

impl Results {
    fn cell(&self, row: &Row, task: Task) -> String {
        let Some(measure) = row.measure(task) else { return "–".to_owned() };
        let time = duration(measure.median);
        match self.ratio(row, task) {
            Some(ratio) if row.name != "sayso" => format!("{time} ({}×)", times(ratio)),
            _ => time,
        }
    }
}

/// The number of a note, which is kept.
fn note<'a>(notes: &mut Vec<&'a str>, text: &'a str) -> usize {
    notes.push(text);
    notes.len()
}

fn superscript(marks: &[usize]) -> String {
    let marks: Vec<_> = marks.iter().map(usize::to_string).collect();
    if marks.is_empty() { String::new() } else { format!(" <sup>{}</sup>", marks.join(", ")) }
}

/// Nanoseconds with three digits that count.
pub(crate) fn duration(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        ns if ns < 1e3 => (ns, "ns"),
        ns if ns < 1e6 => (ns / 1e3, "µs"),
        ns => (ns / 1e6, "ms"),
    };
    format!("{} {unit}", times(value))
}

/// A number with three digits that count.
pub(crate) fn times(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}
