//! Frames: a header with the length, an empty line, and so many bytes.

use std::io::{self, BufRead, Read as _};

/// The longest message read: many times the longest text that is checked.
const MOST_BYTES: u64 = 1 << 26;

/// The longest line of a header; a longer one is read in pieces.
const MOST_OF_LINE: u64 = 1 << 16;

const LENGTH: &str = "content-length:";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Message(Vec<u8>),
    /// What came is none; reading goes on at the next header.
    Fault(String),
    End,
}

/// Reads a frame. After a fault, what looks like a header begins the next one.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Frame> {
    let mut length: Option<Result<u64, String>> = None;
    let mut is_empty = true;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(MOST_OF_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Frame::End);
        }
        let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
        if line.trim().is_empty() {
            match length.take() {
                Some(Ok(length)) => return body(input, length),
                Some(Err(fault)) => return Ok(Frame::Fault(fault)),
                None if is_empty => {}
                None => return Ok(Frame::Fault("a message has no `Content-Length`".to_owned())),
            }
        } else {
            is_empty = false;
            // What an earlier length left over may stand before it.
            if let Some((_, value)) = line.rsplit_once(LENGTH) {
                let value = value.trim();
                let number = value.parse().map_err(|_| {
                    let shown: String = value.chars().take(40).filter(|it| !it.is_control()).collect();
                    format!("`Content-Length` is no number of bytes: `{shown}`")
                });
                length = Some(number);
            }
        }
    }
}

fn body(input: &mut impl BufRead, length: u64) -> io::Result<Frame> {
    let mut body = input.by_ref().take(length);
    if length > MOST_BYTES {
        io::copy(&mut body, &mut io::sink())?;
        let fault = format!("a message has {length} bytes, more than the limit of {MOST_BYTES}");
        return Ok(Frame::Fault(fault));
    }
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    let is_whole = bytes.len() as u64 == length;
    Ok(if is_whole { Frame::Message(bytes) } else { Frame::End })
}

/// A message with its header.
pub(super) fn frame(message: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{message}", message.len()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &str) -> Vec<Frame> {
        let mut input = input.as_bytes();
        let mut frames = Vec::new();
        while let Ok(frame) = read(&mut input) {
            if frame == Frame::End {
                break;
            }
            frames.push(frame);
        }
        frames
    }

    #[test]
    fn after_a_fault_the_next_frame_is_read() {
        let message = |text: &str| Frame::Message(text.as_bytes().to_vec());
        let is_fault = |frame: &Frame| matches!(frame, Frame::Fault(_));
        assert_eq!(
            frames("Content-Length: 2\r\nContent-Type: x\r\n\r\n{}content-length:2\n\n[]"),
            [message("{}"), message("[]")]
        );
        for bad in ["Content-Length: two\r\n\r\n{}", "Content-Length: -1\r\n\r\n{}", "Length: 2\r\n\r\n{}"] {
            let found = frames(&format!("{bad}Content-Length: 2\r\n\r\n{{}}"));
            assert!(found.len() == 2 && is_fault(&found[0]) && found[1] == message("{}"), "{bad}: {found:?}");
        }
        assert_eq!(frames("Content-Length: 9\r\n\r\n{}"), []);
        assert!(is_fault(&frames("Content-Length: 99999999999\r\n\r\n{}")[0]));
    }
}
