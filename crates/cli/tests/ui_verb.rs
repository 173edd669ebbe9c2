//! `sayso ui`, as a browser and as others on this machine meet it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy allows these in test functions, not in what they share"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use flate2::read::GzDecoder;

/// The page's server, for as long as a test needs it.
struct Ui {
    child: Child,
    port: u16,
}

struct Answer {
    status: u16,
    /// All fields, in lower case.
    fields: String,
    body: Vec<u8>,
}

impl Ui {
    fn start() -> Self {
        let mut child = command(&["--no-open", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let address = lines.next().unwrap().unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), "Only this machine can open it. Ctrl+C ends it.");
        let port = address.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("{address}"));
        Self { child, port }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// Sends the bytes and reads until the connection ends.
    fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        let body = bytes.split_off(end);
        let head = String::from_utf8(bytes).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, fields: head.to_lowercase(), body }
    }

    fn ask(&self, line: &str, fields: &str) -> Answer {
        self.send(&format!("{line} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{fields}\r\n", self.port))
    }
}

impl Drop for Ui {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("ui").args(arguments);
    command
}

#[test]
fn the_page_comes_packed_or_plain_and_is_kept_by_nobody() {
    let ui = Ui::start();
    let packed = ui.ask("GET /", "Accept-Encoding: gzip, deflate, br\r\n");
    assert_eq!(packed.status, 200);
    for field in [
        "content-type: text/html; charset=utf-8",
        "content-encoding: gzip",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin",
        "content-security-policy: frame-ancestors 'none'",
        &format!("content-length: {}", packed.body.len()),
    ] {
        assert!(packed.fields.lines().any(|line| line == field), "{field}:\n{}", packed.fields);
    }
    let mut html = String::new();
    GzDecoder::new(packed.body.as_slice()).read_to_string(&mut html).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.contains("<title>sayso"));
    assert!(html.contains("http-equiv=\"Content-Security-Policy\""), "the page says itself what it may do");

    let plain = ui.ask("GET /", "");
    assert_eq!((plain.status, plain.body.as_slice()), (200, html.as_bytes()));
    assert!(!plain.fields.contains("content-encoding"));

    let head = ui.ask("HEAD /", "");
    assert_eq!((head.status, head.fields, head.body.len()), (200, plain.fields, 0));
}

#[test]
fn nothing_else_is_there() {
    let ui = Ui::start();
    let refused =
        [("GET /x", 404), ("GET /../page.html", 404), ("GET /?x", 404), ("POST /", 405), ("PUT /x", 405)];
    for (line, status) in refused {
        assert_eq!(ui.ask(line, "").status, status, "{line}");
    }
    assert_eq!(ui.ask("HEAD /x", "").body.len(), 0);
    let posted = ui.ask("POST /", "Content-Length: 5\r\n\r\nhello");
    assert!(posted.status == 405 && posted.fields.contains("allow: get, head"));
}

#[test]
fn it_answers_to_its_own_name_only() {
    let ui = Ui::start();
    let hosts = [
        (format!("Host: localhost:{}\r\n", ui.port), 200),
        ("Host: example.com\r\n".to_owned(), 421),
        (format!("Host: example.com:{}\r\n", ui.port), 421),
        ("Host: 127.0.0.1:1\r\n".to_owned(), 421),
        (String::new(), 421),
    ];
    for (host, status) in hosts {
        let answer = ui.send(&format!("GET / HTTP/1.1\r\n{host}\r\n"));
        assert_eq!(answer.status, status, "{host:?}");
        assert!(status == 200 || !String::from_utf8_lossy(&answer.body).contains("html"), "{host:?}");
    }
}

#[test]
fn what_is_no_request_ends_its_connection_and_no_other() {
    let ui = Ui::start();
    let idle: Vec<TcpStream> = (0..4).map(|_| ui.connect()).collect();
    drop(ui.connect());
    let long = format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(20_000));
    for (request, status) in [(long.as_str(), 431), ("hello\r\n\r\n", 400), ("\u{1}\u{2}\n\n", 400)] {
        assert_eq!(ui.send(request).status, status, "{request:.20}");
    }
    assert_eq!(ui.ask("GET /", "").status, 200);
    drop(idle);
}

#[test]
fn it_runs_until_it_is_killed() {
    let mut ui = Ui::start();
    assert_eq!(ui.ask("GET /", "").status, 200);
    assert_eq!(ui.child.try_wait().unwrap(), None);
    ui.child.kill().unwrap();
    assert!(!ui.child.wait().unwrap().success());
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = command(&["--no-open", "--port", &port]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains(&format!("port `{port}` is taken")), "{message}");
    assert_eq!(command(&["--port", "70000"]).output().unwrap().status.code(), Some(2));
}
