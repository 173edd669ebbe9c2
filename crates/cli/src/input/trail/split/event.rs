//! What begins and ends an event.

use super::{Each, Found, Splitter, State};

impl Splitter {
    pub(super) fn open(
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
            self.break_off(at, each);
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
        self.start = self.place(at);
        self.is_too_long = false;
        self.has_strayed = false;
        self.event.clear();
        *from = at;
    }

    pub(super) fn close(&mut self, bytes: &[u8], at: usize, from: usize, each: Each<'_>) {
        if self.depth == 0 {
            return self.stray(at, each);
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
        each(Found { place: self.start, number: self.number, text });
        self.event.clear();
        self.state = if self.state == State::Event { State::List } else { State::Top };
    }

    /// Gives up what is open, so that the next line begins anew.
    pub(super) fn break_off(&mut self, at: usize, each: Each<'_>) {
        self.number += 1;
        let text = Err("the event breaks off");
        // A string may also be open where an event should begin.
        let place = if self.is_in_event() { self.start } else { self.place(at) };
        each(Found { place, number: self.number, text });
        self.event.clear();
        self.in_string = false;
        let in_list = self.state == State::Event;
        self.depth = if in_list { self.list } else { 0 };
        self.state = if in_list { State::List } else { State::Top };
    }

    pub(super) fn keep(&mut self, bytes: &[u8]) {
        self.is_too_long |= self.event.len() + bytes.len() > self.longest;
        if self.is_too_long {
            self.event.clear();
        } else {
            self.event.extend_from_slice(bytes);
        }
    }

    pub(super) fn stray(&mut self, at: usize, each: Each<'_>) {
        if !self.has_strayed {
            self.has_strayed = true;
            let text = Err("this is no JSON object");
            each(Found { place: self.place(at), number: self.number + 1, text });
        }
    }
}
