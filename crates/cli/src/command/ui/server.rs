//! Connections: one request each, and all of them bounded in number, bytes and time.

use std::io::{self, Read, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::{request, respond};

/// So many connections are answered at a time; more wait in the listener's queue.
const WORKERS: usize = 16;
/// Time for a head. Browsers open connections ahead of need, and these must not hold a worker for ever.
const PATIENCE: Duration = Duration::from_secs(10);
/// Time without progress for an answer.
const STALL: Duration = Duration::from_secs(10);
/// Time for a client to end a connection that was answered.
const GRACE: Duration = Duration::from_secs(1);

/// Answers until the process ends.
pub(super) fn serve(listener: &TcpListener, port: u16) {
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| work(listener, port));
        }
    });
}

fn work(listener: &TcpListener, port: u16) {
    loop {
        match listener.accept() {
            // What fails here is one connection, and its client knows it.
            Ok((stream, _)) => drop(answer(&stream, port)),
            // Such as too many open files: others may be closed by then.
            Err(_) => thread::sleep(Duration::from_millis(100)),
        }
    }
}

fn answer(mut stream: &TcpStream, port: u16) -> io::Result<()> {
    let request = request::read(Limited { stream, until: Instant::now() + PATIENCE })?;
    let response = respond::to(&request, port);
    stream.set_write_timeout(Some(STALL))?;
    stream.write_all(response.head.as_bytes())?;
    stream.write_all(&response.body)?;
    stream.shutdown(Shutdown::Write)?;
    // To close with bytes unread resets the connection, and the client may lose the answer.
    io::copy(&mut Limited { stream, until: Instant::now() + GRACE }, &mut io::sink())?;
    Ok(())
}

/// Reads until a point in time, however slowly bytes come.
struct Limited<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(buffer)
    }
}
