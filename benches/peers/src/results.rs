//! What a run found, before it is shown.

use crate::engine::{Engine, Task};
use crate::machine::Machine;
use crate::rounds::Measure;

/// One engine's row.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    /// What to know of it, wrong decisions included.
    pub(crate) remarks: Vec<String>,
    pub(crate) wrong: Vec<String>,
    measures: Vec<Measure>,
}

/// Everything that a run found; the first row is sayso's.
pub(crate) struct Results {
    pub(crate) machine: Machine,
    pub(crate) rows: Vec<Row>,
    pub(crate) left_out: Vec<String>,
}

impl Row {
    pub(crate) fn new(engine: &dyn Engine, wrong: Vec<String>, measures: Vec<Measure>) -> Self {
        let mut remarks: Vec<_> = engine.remarks().iter().map(|&remark| remark.to_owned()).collect();
        if !wrong.is_empty() {
            remarks.push(format!("Wrong: {}.", wrong.join("; ")));
        }
        Self { name: engine.name(), version: engine.version().to_owned(), remarks, wrong, measures }
    }

    pub(crate) fn measure(&self, task: Task) -> Option<Measure> {
        let at = Task::ALL.iter().position(|other| *other == task)?;
        self.measures.get(at).copied()
    }
}

impl Results {
    /// How many times sayso's time an engine takes, by the medians.
    pub(crate) fn ratio(&self, row: &Row, task: Task) -> Option<f64> {
        Some(row.measure(task)?.median / self.rows.first()?.measure(task)?.median)
    }

    pub(crate) fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }
}
