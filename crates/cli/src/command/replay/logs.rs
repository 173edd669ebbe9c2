//! Logs, read by all threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use sayso::account::{Entity, Inventory};
use sayso::cloudtrail::{Calls, InvalidEvent};
use sayso::harmless::one_line;
use sayso::replay::{Changes, Replay, Tally};
use sayso::shrink::Usage;

use crate::exit::Exit;
use crate::input::files;
use crate::input::text::reason;
use crate::input::trail;
use crate::output::Progress;

/// Faults of one file that are told.
const MOST_FAULTS: usize = 20;

/// The files below some paths.
pub(crate) struct Logs(files::Found);

/// Files and what is wrong with them, in lines to be told.
type Told = Vec<(String, Vec<String>)>;

impl Logs {
    pub(crate) fn find(paths: &[String]) -> Self {
        let mut found = files::Found::default();
        for path in paths {
            let more = files::logs_below(path);
            found.files.extend(more.files);
            found.faults.extend(more.faults);
        }
        Self(found)
    }

    /// Replays them.
    pub(crate) fn replay(&self, inventory: &Inventory, changes: &Changes) -> (Tally, Exit) {
        let (parts, exit) = self.gather(|| Replay::new(inventory, changes), sayso::replay::Replay::event);
        let mut tally = Tally::default();
        for replay in parts {
            tally.merge(replay.finish());
        }
        (tally, exit)
    }

    /// What came of the events, a part for each thread. What is wrong with the files goes to standard error, in
    /// their order, and makes the exit [`Exit::Invalid`].
    pub(crate) fn gather<T: Send>(
        &self,
        start: impl Fn() -> T + Sync,
        take: impl Fn(&mut T, &str) -> Result<(), InvalidEvent> + Sync,
    ) -> (Vec<T>, Exit) {
        let (parts, told): (Vec<T>, Vec<Told>) = self.read(start, take).into_iter().unzip();
        (parts, self.tell(told.into_iter().flatten().collect()))
    }

    /// What a user or role used; what is wrong with the files is told by [`Logs::replay`].
    pub(crate) fn used(&self, entity: &Entity) -> Usage {
        let parts = self.read(
            || (Usage::default(), Calls::default()),
            |(usage, calls), event| usage.event(event, entity, calls),
        );
        let mut all = Usage::default();
        for ((usage, _), _) in parts {
            all.merge(usage);
        }
        all
    }

    /// One `T` for each thread, which takes in the events of the files that the thread comes to read.
    fn read<T: Send>(
        &self,
        start: impl Fn() -> T + Sync,
        take: impl Fn(&mut T, &str) -> Result<(), InvalidEvent> + Sync,
    ) -> Vec<(T, Told)> {
        let next = AtomicUsize::new(0);
        let progress = Progress::new("log files read", self.0.files.len());
        let work = |_| {
            let (mut taken, mut told) = (start(), Told::new());
            while let Some(path) = self.0.files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let mut each = |event: &str| take(&mut taken, event).map_err(|error| error.to_string());
                let lines = one_file(path, &mut each);
                told.extend((!lines.is_empty()).then(|| (path.clone(), lines)));
                progress.step();
            }
            (taken, told)
        };
        (0..rayon::current_num_threads()).into_par_iter().map(work).collect()
    }

    fn tell(&self, mut told: Told) -> Exit {
        told.sort();
        let lines = self.0.faults.iter().map(|(_, message)| format!("sayso: {message}"));
        let lines: Vec<String> = lines.chain(told.into_iter().flat_map(|(_, lines)| lines)).collect();
        for line in &lines {
            anstream::eprintln!("{}", one_line(line));
        }
        if lines.is_empty() { Exit::Success } else { Exit::Invalid }
    }
}

fn one_file(path: &str, each: &mut dyn FnMut(&str) -> Result<(), String>) -> Vec<String> {
    let faults = match trail::read(path, each) {
        Ok(faults) => faults,
        Err(error) => return vec![format!("sayso: cannot read `{path}`: {}", reason(&error))],
    };
    let line = |fault: &trail::Fault| {
        let record = fault.record.map(|record| format!(" (event {record})")).unwrap_or_default();
        let trail::Place { line, column } = fault.place;
        format!("{path}:{line}:{column}: error: {}{record}", fault.message)
    };
    let mut lines: Vec<String> = faults.iter().take(MOST_FAULTS).map(line).collect();
    if faults.len() > MOST_FAULTS {
        lines.push(format!("{path}: error: {} more", faults.len() - MOST_FAULTS));
    }
    lines
}
