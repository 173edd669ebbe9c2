//! How far a long run is, on standard error, where that is a terminal that somebody looks at.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Fewer than these are done before anybody has read how many there are.
const FEWEST: usize = 20;
/// Times that the line is written anew, at most.
const MOST_LINES: usize = 100;

/// Counts what is done, from any thread; the line goes away with it.
pub(crate) struct Progress {
    what: &'static str,
    total: usize,
    done: AtomicUsize,
    /// None where nobody looks.
    terminal: Option<Mutex<Box<dyn Write + Send>>>,
}

impl Progress {
    /// Of `total` things, as the line calls them: `log files read`.
    pub(crate) fn new(what: &'static str, total: usize) -> Self {
        let variable = |name: &str| std::env::var_os(name);
        let is_watched = io::stderr().is_terminal()
            && variable("CI").is_none()
            && variable("TERM").is_none_or(|term| term != "dumb");
        let terminal: Option<Box<dyn Write + Send>> =
            if is_watched { Some(Box::new(io::stderr())) } else { None };
        Self::on(terminal, what, total)
    }

    fn on(terminal: Option<Box<dyn Write + Send>>, what: &'static str, total: usize) -> Self {
        let terminal = terminal.filter(|_| total >= FEWEST).map(Mutex::new);
        Self { what, total, done: AtomicUsize::new(0), terminal }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of((self.total / MOST_LINES).max(1)) {
            // The number as it is once the terminal is free: it never falls.
            self.write(|| {
                format!("\r{} of {} {}\x1b[K", self.done.load(Ordering::Relaxed), self.total, self.what)
            });
        }
    }

    fn write(&self, text: impl FnOnce() -> String) {
        let Some(terminal) = &self.terminal else { return };
        let mut terminal = terminal.lock().unwrap_or_else(PoisonError::into_inner);
        // Who cannot be told goes without.
        _ = terminal.write_all(text().as_bytes()).and_then(|()| terminal.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.write(|| "\r\x1b[K".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What a screen shows over time of so many things.
    fn shown(total: usize) -> Vec<String> {
        let screen = Screen::default();
        let progress = Progress::on(Some(Box::new(screen.clone())), "files", total);
        (0..total).for_each(|_| progress.step());
        drop(progress);
        let text = String::from_utf8(screen.0.lock().unwrap().clone()).unwrap();
        text.split_terminator("\x1b[K").map(|line| line.trim_start_matches('\r').to_owned()).collect()
    }

    #[test]
    fn a_line_counts_and_goes_away() {
        let lines = shown(20);
        assert_eq!((lines.len(), lines[0].as_str()), (21, "1 of 20 files"));
        assert_eq!((lines[19].as_str(), lines[20].as_str()), ("20 of 20 files", ""));
    }

    #[test]
    fn many_things_write_few_lines_and_few_things_none() {
        assert!(shown(100_000).len() <= MOST_LINES + 1);
        assert!(shown(FEWEST - 1).is_empty());
    }

    #[test]
    fn nobody_is_told_where_nobody_looks() {
        let progress = Progress::on(None, "files", 100);
        progress.step();
        assert!(progress.terminal.is_none());
    }
}
