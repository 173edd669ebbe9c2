//! Where events begin and end.
//!
//! An event is an object at the top, or in a list at the top, or in the list `Records` or `Events` of an object at
//! the top.

mod event;

/// Finds events in bytes that come piece by piece.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what a scanner remembers of the bytes before")]
pub(super) struct Splitter {
    longest: usize,
    state: State,
    /// Of braces and brackets that are open.
    depth: usize,
    /// The depth in the list of events.
    list: usize,
    in_string: bool,
    escaped: bool,
    /// Whether the byte before was the end of a line.
    at_line_start: bool,
    /// What came of the event in pieces before.
    event: Vec<u8>,
    is_too_long: bool,
    line: usize,
    /// Bytes before the line that is read.
    line_start: usize,
    /// Bytes before those that were fed last.
    fed: usize,
    start: Place,
    number: usize,
    /// Whether text that belongs to nothing was said since the last event.
    has_strayed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between values at the top.
    Top,
    /// In an object at the top: an event, unless its list of events comes.
    Object,
    /// In a list of events.
    List,
    /// In an event of a list.
    Event,
    /// After the list, in the object that has it.
    After,
}

/// A line, and a byte of it, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// An event's bytes, or why there are none.
pub(super) struct Found<'a> {
    pub(super) place: Place,
    pub(super) number: usize,
    pub(super) text: Result<&'a [u8], &'static str>,
}

type Each<'e> = &'e mut dyn FnMut(Found<'_>);

impl Splitter {
    pub(super) fn new(longest: usize) -> Self {
        Self {
            longest,
            state: State::Top,
            depth: 0,
            list: 0,
            in_string: false,
            escaped: false,
            at_line_start: true,
            event: Vec::new(),
            is_too_long: false,
            line: 1,
            line_start: 0,
            fed: 0,
            start: Place::default(),
            number: 0,
            has_strayed: false,
        }
    }

    /// Where the bytes end that were fed.
    pub(super) fn end(&self) -> Place {
        self.place(0)
    }

    /// The place of a byte of those that are fed.
    fn place(&self, at: usize) -> Place {
        Place { line: self.line, column: (self.fed + at).saturating_sub(self.line_start) + 1 }
    }

    /// What is missing at the end of the file.
    pub(super) fn unfinished(&self) -> Option<&'static str> {
        (self.depth > 0).then_some("the file ends in the middle of an event or of their list")
    }

    /// Takes in the next bytes of the file.
    pub(super) fn feed(&mut self, bytes: &[u8], each: Each<'_>) {
        // From where on these bytes belong to the event.
        let mut from = 0;
        let mut at = 0;
        while let Some(rest) = bytes.get(at..) {
            if self.escaped {
                self.escaped = false;
                at += 1;
                continue;
            }
            let Some(skipped) = self.next_that_matters(rest) else { break };
            self.at_line_start &= skipped == 0;
            at += skipped;
            let byte = bytes.get(at).copied().unwrap_or_default();
            let was_line_start = std::mem::replace(&mut self.at_line_start, byte == b'\n');
            match byte {
                b'\n' => self.end_line(at, each),
                b'"' => self.in_string = !self.in_string && self.state != State::Top,
                b'\\' if self.in_string => self.escaped = true,
                b'{' | b'[' => self.open(byte, was_line_start, bytes, at, &mut from, each),
                b'}' | b']' => self.close(bytes, at, from, each),
                b' ' | b'\t' | b'\r' | b',' | 0xef | 0xbb | 0xbf => {}
                _ if self.state != State::Top => {}
                _ => self.stray(at, each),
            }
            at += 1;
        }
        if self.is_in_event() {
            self.keep(bytes.get(from..).unwrap_or_default());
        }
        self.fed += bytes.len();
    }

    fn next_that_matters(&self, rest: &[u8]) -> Option<usize> {
        if self.in_string {
            rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n'))
        } else if self.state == State::Top {
            if rest.is_empty() { None } else { Some(0) }
        } else {
            rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b'\n'))
        }
    }

    fn is_in_event(&self) -> bool {
        matches!(self.state, State::Object | State::Event)
    }

    fn end_line(&mut self, at: usize, each: Each<'_>) {
        if self.in_string {
            // No string of JSON has the end of a line in it: the event broke off.
            self.break_off(at, each);
        }
        self.line += 1;
        self.line_start = self.fed + at + 1;
    }
}
