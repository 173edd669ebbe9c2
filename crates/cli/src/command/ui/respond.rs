//! What is answered to a request.

use std::borrow::Cow;

use super::page;
use super::request::{Fault, Request};

/// An answer: its head, and its body if there is one.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) head: String,
    pub(super) body: Cow<'static, [u8]>,
}

/// Nobody else's page may show this one in a frame (which the policy in the page itself cannot say), open it with a
/// handle to it, or read it; and nothing of it is kept, since another version may be at this address next time.
const FIELDS: &str = "\
Cache-Control: no-store\r
Connection: close\r
Content-Security-Policy: frame-ancestors 'none'\r
Cross-Origin-Opener-Policy: same-origin\r
Cross-Origin-Resource-Policy: same-origin\r
X-Content-Type-Options: nosniff\r
";

pub(super) fn to(request: &Result<Request, Fault>, port: u16) -> Response {
    let request = match request {
        Ok(request) => request,
        Err(Fault::Long) => return refusal("431 Request Header Fields Too Large", ""),
        Err(Fault::Bad) => return refusal("400 Bad Request", ""),
    };
    // A page elsewhere whose name is made to lead here, as DNS rebinding does, asks for its own name.
    if !request.host.as_deref().is_some_and(|host| is_ours(host, port)) {
        return refusal("421 Misdirected Request", "");
    }
    if request.method != "GET" && request.method != "HEAD" {
        return refusal("405 Method Not Allowed", "Allow: GET, HEAD\r\n");
    }
    let mut response =
        if request.target == "/" { whole(request.takes_gzip) } else { refusal("404 Not Found", "") };
    if request.method == "HEAD" {
        response.body = Cow::Borrowed(&[]);
    }
    response
}

/// Browsers leave the port out where it is HTTP's own.
fn is_ours(host: &str, port: u16) -> bool {
    let (name, asked) = host.rsplit_once(':').unwrap_or((host, "80"));
    (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")) && asked.parse() == Ok(port)
}

fn whole(takes_gzip: bool) -> Response {
    let kind = "text/html; charset=utf-8";
    if takes_gzip {
        let body = Cow::Borrowed(page::COMPRESSED);
        return Response { head: head("200 OK", kind, "Content-Encoding: gzip\r\n", body.len()), body };
    }
    match page::plain() {
        Ok(bytes) => Response { head: head("200 OK", kind, "", bytes.len()), body: Cow::Owned(bytes) },
        Err(_) => refusal("500 Internal Server Error", ""),
    }
}

/// The status is the text, too.
fn refusal(status: &'static str, fields: &str) -> Response {
    let body = Cow::Borrowed(status.as_bytes());
    Response { head: head(status, "text/plain; charset=utf-8", fields, body.len()), body }
}

fn head(status: &str, kind: &str, fields: &str, length: usize) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{fields}{FIELDS}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_this_server_with_its_port() {
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080"] {
            assert!(is_ours(host, 8080), "{host}");
        }
        for host in
            ["", "127.0.0.1", "localhost:80", "127.0.0.1.example.com:8080", "example.com:8080", "[::1]:8080"]
        {
            assert!(!is_ours(host, 8080), "{host}");
        }
        assert!(is_ours("localhost", 80));
    }
}
