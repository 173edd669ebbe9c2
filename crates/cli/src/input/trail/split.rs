//! Where events begin and end.
//!
//! An event is an object at the top, or in a list at the top, or in the list `Records` or `Events` of an object at
//! the top.

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
    start_line: usize,
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

/// An event's bytes, or why there are none.
pub(super) struct Found<'a> {
    pub(super) line: usize,
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
            start_line: 1,
            number: 0,
            has_strayed: false,
        }
    }

    /// The line that is read.
    pub(super) fn line(&self) -> usize {
        self.line
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
                b'\n' => self.end_line(each),
                b'"' => self.in_string = !self.in_string && self.state != State::Top,
                b'\\' if self.in_string => self.escaped = true,
                b'{' | b'[' => self.open(byte, was_line_start, bytes, at, &mut from, each),
                b'}' | b']' => self.close(bytes, at, from, each),
                b' ' | b'\t' | b'\r' | b',' | 0xef | 0xbb | 0xbf => {}
                _ if self.state != State::Top => {}
                _ => self.stray(each),
            }
            at += 1;
        }
        if self.is_in_event() {
            self.keep(bytes.get(from..).unwrap_or_default());
        }
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

    fn end_line(&mut self, each: Each<'_>) {
        if self.in_string {
            // No string of JSON has the end of a line in it: the event broke off.
            self.break_off(each);
        }
        self.line += 1;
    }

    fn open(
        &mut self,
        byte: u8,
        was_line_start: bool,
        bytes: &[u8],
        at: usize,
        from: &mut usize,
        each: Each<'_>,
    ) {
        if self.state == State::Object && was_line_start && byte == b'{' {
            // Of events a line each, the one before broke off.
            self.break_off(each);
        }
        self.depth += 1;
        match (self.state, byte) {
            (State::Top, b'[') => (self.state, self.list) = (State::List, 1),
            (State::Top, _) => self.begin(State::Object, at, from),
            (State::List, b'{') => self.begin(State::Event, at, from),
            (State::Object, b'[') if self.depth == 2 && self.is_list(bytes.get(*from..at)) => {
                (self.state, self.list) = (State::List, 2);
            }
            _ => {}
        }
    }

    /// Whether what comes is the list of events of the object so far.
    fn is_list(&self, piece: Option<&[u8]>) -> bool {
        let before: Vec<u8> =
            self.event.iter().chain(piece.unwrap_or_default()).rev().take(64).copied().collect();
        let before: Vec<u8> = before.into_iter().rev().collect();
        let name = before.trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end);
        name.is_some_and(|name| name.ends_with(b"\"Records\"") || name.ends_with(b"\"Events\""))
    }

    fn begin(&mut self, state: State, at: usize, from: &mut usize) {
        self.state = state;
        self.start_line = self.line;
        self.is_too_long = false;
        self.has_strayed = false;
        self.event.clear();
        *from = at;
    }

    fn close(&mut self, bytes: &[u8], at: usize, from: usize, each: Each<'_>) {
        if self.depth == 0 {
            return self.stray(each);
        }
        let ends = match self.state {
            State::Object => self.depth == 1,
            State::Event => self.depth == self.list + 1,
            _ => false,
        };
        if ends {
            self.end_event(bytes.get(from..=at).unwrap_or_default(), each);
        } else if self.state == State::List && self.depth == self.list {
            self.state = State::After;
        }
        self.depth -= 1;
        if self.depth == 0 {
            self.state = State::Top;
        }
    }

    fn end_event(&mut self, rest: &[u8], each: Each<'_>) {
        self.number += 1;
        let is_whole = self.event.is_empty() && !self.is_too_long;
        if !is_whole {
            self.keep(rest);
        }
        let text = if self.is_too_long {
            Err("the event is longer than 4 MB")
        } else {
            Ok(if is_whole { rest } else { self.event.as_slice() })
        };
        each(Found { line: self.start_line, number: self.number, text });
        self.event.clear();
        self.state = if self.state == State::Event { State::List } else { State::Top };
    }

    /// Gives up what is open, so that the next line begins anew.
    fn break_off(&mut self, each: Each<'_>) {
        self.number += 1;
        let text = Err("the event breaks off");
        each(Found { line: self.start_line, number: self.number, text });
        self.event.clear();
        self.in_string = false;
        let in_list = self.state == State::Event;
        self.depth = if in_list { self.list } else { 0 };
        self.state = if in_list { State::List } else { State::Top };
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.is_too_long |= self.event.len() + bytes.len() > self.longest;
        if self.is_too_long {
            self.event.clear();
        } else {
            self.event.extend_from_slice(bytes);
        }
    }

    fn stray(&mut self, each: Each<'_>) {
        if !self.has_strayed {
            self.has_strayed = true;
            let text = Err("this is no JSON object");
            each(Found { line: self.line, number: self.number + 1, text });
        }
    }
}
