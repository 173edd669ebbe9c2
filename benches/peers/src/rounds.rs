//! Rounds in which every engine does every task for a moment, so that noise hits all alike.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::engine::{Engine, Task};

const ROUNDS: usize = 31;
/// What a sample takes at least; at most about twice that.
const SAMPLE: Duration = Duration::from_millis(5);
/// What each task runs before it is sampled: long enough for Node to compile what is hot.
const WARM_UP: Duration = Duration::from_millis(300);

/// What one engine's task took: nanoseconds for one decision, or for reading P30 once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) median: f64,
    pub(crate) minimum: f64,
}

/// A task of an engine and its samples.
struct Cell {
    engine: usize,
    task: Task,
    passes: u32,
    samples: Vec<f64>,
}

/// Measures every task of every engine: a row for each engine, in the order of [`Task::ALL`].
pub(crate) fn measure(engines: &mut [Box<dyn Engine + '_>], requests: usize) -> Result<Vec<Vec<Measure>>> {
    let requests = f64::from(u32::try_from(requests)?);
    let mut cells = Vec::new();
    for (index, engine) in engines.iter_mut().enumerate() {
        for task in Task::ALL {
            let passes = warm_up(engine.as_mut(), task)?;
            cells.push(Cell { engine: index, task, passes, samples: Vec::new() });
        }
    }
    for _ in 0..ROUNDS {
        for cell in &mut cells {
            let Some(engine) = engines.get_mut(cell.engine) else { continue };
            let took = engine.time(cell.task, cell.passes)?;
            let decisions = if matches!(cell.task, Task::P30(_)) { requests } else { 1.0 };
            cell.samples.push(took.as_secs_f64() * 1e9 / f64::from(cell.passes) / decisions);
        }
    }
    Ok(cells.chunks_mut(Task::ALL.len()).map(|row| row.iter_mut().map(summary).collect()).collect())
}

/// Runs a task until it is warm; tells how many passes make a sample.
fn warm_up(engine: &mut dyn Engine, task: Task) -> Result<u32> {
    let start = Instant::now();
    let mut passes = 1;
    loop {
        let took = engine.time(task, passes)?;
        if took < SAMPLE {
            passes *= 2;
        } else if start.elapsed() >= WARM_UP {
            return Ok(passes);
        }
    }
}

fn summary(cell: &mut Cell) -> Measure {
    cell.samples.sort_by(f64::total_cmp);
    let at = |index: usize| cell.samples.get(index).copied().unwrap_or(f64::NAN);
    Measure { median: at(ROUNDS / 2), minimum: at(0) }
}
