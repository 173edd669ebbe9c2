//! The head of a request, as far as it says what to answer.

use std::io::{self, BufRead as _, BufReader, Read};

/// What a head may have; browsers send less than one.
const MOST_BYTES: u64 = 8 * 1024;

/// The first line, and the fields that count.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    /// `None` unless there is exactly one.
    pub(super) host: Option<String>,
    pub(super) takes_gzip: bool,
}

/// Why a head is no request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has not ended after [`MOST_BYTES`].
    Long,
    /// It is not HTTP.
    Bad,
}

/// Reads a head and no more. The error is the connection's, or that it ended within the head.
pub(super) fn read(input: impl Read) -> io::Result<Result<Request, Fault>> {
    let mut lines = Vec::new();
    let mut input = BufReader::new(input.take(MOST_BYTES));
    loop {
        let mut line = Vec::new();
        input.read_until(b'\n', &mut line)?;
        if line.pop() != Some(b'\n') {
            let is_long = input.get_ref().limit() == 0;
            return if is_long { Ok(Err(Fault::Long)) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        if line.is_empty() {
            break;
        }
        // What is not UTF-8 is in fields that do not count.
        lines.push(String::from_utf8_lossy(&line).into_owned());
    }
    Ok(parse(&lines).ok_or(Fault::Bad))
}

fn parse(lines: &[String]) -> Option<Request> {
    let (first, fields) = lines.split_first()?;
    let words: Vec<&str> = first.split(' ').collect();
    let [method, target, "HTTP/1.0" | "HTTP/1.1"] = words.as_slice() else { return None };
    let mut hosts = Vec::new();
    let mut takes_gzip = false;
    for field in fields {
        let (name, value) = field.split_once(':')?;
        match name.to_ascii_lowercase().as_str() {
            "host" => hosts.push(value.trim()),
            "accept-encoding" => takes_gzip |= value.split(',').any(is_gzip),
            _ => {}
        }
    }
    let host = if let [host] = hosts.as_slice() { Some((*host).to_owned()) } else { None };
    Some(Request { method: (*method).to_owned(), target: (*target).to_owned(), host, takes_gzip })
}

/// Whether an element of `Accept-Encoding` lets gzip through: `q=0` says that it does not.
fn is_gzip(element: &str) -> bool {
    let (name, weight) = element.split_once(';').unwrap_or((element, ""));
    let weight = weight.trim().trim_start_matches(['q', 'Q']).trim_start_matches('=');
    name.trim().eq_ignore_ascii_case("gzip") && weight.parse() != Ok(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str) -> Result<Request, Fault> {
        read(head.as_bytes()).unwrap()
    }

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        let cases = [
            ("", false),
            ("Accept-Encoding: gzip, deflate, br, zstd\r\n", true),
            ("accept-encoding:GZIP;q=0.5\r\n", true),
            ("Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n", true),
            ("Accept-Encoding: gzip;q=0, br\r\n", false),
            ("Accept-Encoding: gzip; q=0.000\r\n", false),
            ("Accept-Encoding: xgzip\r\n", false),
        ];
        for (field, takes_gzip) in cases {
            let request = of(&format!("GET / HTTP/1.1\r\nHost: a\r\n{field}\r\n")).unwrap();
            assert_eq!(request.takes_gzip, takes_gzip, "{field}");
        }
    }

    #[test]
    fn a_host_counts_if_it_is_the_only_one() {
        let cases = [
            ("", None),
            ("Host: localhost:1\r\n", Some("localhost:1")),
            ("HOST:localhost:1 \n", Some("localhost:1")),
            ("Host : localhost:1\r\n", None),
            ("Host: localhost:1\r\nhost: localhost:1\r\n", None),
        ];
        for (field, host) in cases {
            assert_eq!(
                of(&format!("GET / HTTP/1.1\r\n{field}\r\n")).unwrap().host.as_deref(),
                host,
                "{field}"
            );
        }
    }

    #[test]
    fn what_is_no_request() {
        for head in [
            "\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/2\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\na\r\n\r\n",
        ] {
            assert_eq!(of(head), Err(Fault::Bad), "{head:?}");
        }
        let long = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "a".repeat(9_000));
        assert_eq!(of(&long), Err(Fault::Long));
        assert_eq!(of(&"a\n".repeat(9_000)), Err(Fault::Long));
        assert!(read(&b"GET / HTTP/1.1\r\nHost: a\r\n"[..]).is_err(), "the client is gone");
        assert!(read(&b"\xff\xfe\r\n\r\n"[..]).unwrap().is_err());
    }
}
