//! The results for tools.

use serde_json::{Map, Value, json};

use crate::engine::Task;
use crate::requirements::Requirement;
use crate::results::{Results, Row};

/// Times are in nanoseconds.
pub(crate) fn json(results: &Results, requirements: &[Requirement]) -> Value {
    let machine = &results.machine;
    let requirements = requirements.iter().map(|requirement| {
        json!({
            "requirement": requirement.text,
            "at_least": requirement.at_least,
            "measured": requirement.measured,
            "holds": requirement.holds(),
        })
    });
    json!({
        "machine": {
            "processor": machine.processor,
            "cores": machine.cores,
            "rustc": machine.rustc,
            "node": machine.node,
        },
        "engines": results.rows.iter().map(|row| engine(results, row)).collect::<Vec<_>>(),
        "left_out": results.left_out,
        "requirements": requirements.collect::<Vec<_>>(),
        "table": results.to_string(),
    })
}

fn engine(results: &Results, row: &Row) -> Value {
    let mut measures = Map::new();
    for task in Task::ALL {
        let measure = row.measure(task).map(|measure| {
            json!({
                "median": measure.median,
                "minimum": measure.minimum,
                "times_sayso": results.ratio(row, task),
            })
        });
        measures.insert(task.name().to_owned(), measure.unwrap_or_default());
    }
    json!({
        "name": row.name,
        "version": row.version,
        "wrong": row.wrong,
        "remarks": row.remarks,
        "measures": measures,
    })
}
