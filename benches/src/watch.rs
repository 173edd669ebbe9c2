//! Processes against the clock.

use std::io;
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// Runs a command: the time since `start`, and the most memory in kilobytes, 0 where the system does not tell.
pub fn watch(command: &mut Command, start: Instant) -> io::Result<(Duration, u64, ExitStatus)> {
    let mut child = command.spawn()?;
    let mut memory = 0;
    loop {
        memory = peak(child.id()).unwrap_or(0).max(memory);
        if let Some(status) = child.try_wait()? {
            return Ok((start.elapsed(), memory, status));
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// The system remembers the most that a process had, so that looking seldom is enough.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
