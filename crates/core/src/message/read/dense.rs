//! A text without blanks: where a terminal or a person broke its lines no longer matters.

use std::ops::Range;

use nom::IResult;
use nom::error::{Error, ErrorKind};

/// The longest name that is read: AWS's longest ARNs have 2,048 bytes.
pub(super) const LONGEST: usize = 2_200;

/// The text without what only lays it out, and where each of its bytes was.
#[derive(Debug)]
pub(super) struct Dense {
    text: String,
    /// For each byte of `text` its place in `clean`.
    places: Vec<usize>,
    /// The text without colours.
    clean: String,
    /// Where its lines begin.
    lines: Vec<usize>,
}

/// What stands between two bytes of the dense text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    /// A line break and nothing else that separates: it may be the terminal's.
    Break,
    Blank,
}

impl Dense {
    pub(super) fn of(text: &str) -> Self {
        let clean = without_colors(text);
        let mut dense = String::with_capacity(clean.len());
        let mut places = Vec::with_capacity(clean.len());
        let mut lines = vec![0];
        for (at, character) in clean.char_indices() {
            if character == '\n' {
                lines.push(at + 1);
            }
            if !is_layout(character) {
                dense.push(character);
                places.extend(at..at + character.len_utf8());
            }
        }
        Self { text: dense, places, clean, lines }
    }

    pub(super) fn find(&self, from: usize, needle: &str) -> Option<usize> {
        Some(from + self.text.get(from..)?.find(needle)?)
    }

    /// The dense text of a range; empty where that cuts a character.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn from(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The nearest place at or below that cuts no character.
    pub(super) fn boundary(&self, at: usize) -> usize {
        (0..=at.min(self.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }

    /// What stands before a byte of the dense text.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let (Some(here), Some(before)) = (self.places.get(at), at.checked_sub(1)) else { return Gap::Blank };
        let start = self.places.get(before).map_or(0, |place| place + 1);
        let between = self.clean.get(start..*here).unwrap_or_default();
        match between.split_once('\n') {
            None if between.is_empty() => Gap::None,
            // What a terminal breaks goes on in the next line, with what a box draws before it.
            Some(("", rest)) if !rest.contains('\n') => Gap::Break,
            _ => Gap::Blank,
        }
    }

    /// The text as it stood, line breaks taken out.
    pub(super) fn original(&self, range: Range<usize>) -> String {
        let (Some(start), Some(last)) = (self.places.get(range.start), self.last(&range)) else {
            return String::new();
        };
        let text = self.clean.get(*start..=last).unwrap_or_default();
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().to_owned();
        lines.fold(first, |text, line| text + line.trim_start_matches(is_layout))
    }

    fn last(&self, range: &Range<usize>) -> Option<usize> {
        self.places.get(range.end.checked_sub(1)?).copied()
    }

    /// The first gap of a kind, or the other, within a range; its start apart.
    pub(super) fn first_gap(&self, range: Range<usize>, wanted: impl Fn(Gap) -> bool) -> Option<usize> {
        (range.start + 1..range.end).find(|at| self.text.is_char_boundary(*at) && wanted(self.gap(*at)))
    }

    /// The number of the line, from 1.
    pub(super) fn line(&self, at: usize) -> u32 {
        let place = self.places.get(at).copied().unwrap_or_default();
        let line = self.lines.partition_point(|start| *start <= place);
        u32::try_from(line).unwrap_or(u32::MAX)
    }
}

/// Blanks, line breaks and the frames that tools draw.
fn is_layout(character: char) -> bool {
    character.is_whitespace() || matches!(character, '│' | '╷' | '╵')
}

/// Terminal sequences taken out, carriage returns made blanks.
fn without_colors(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => match characters.next() {
                Some('[') => drop(characters.find(|it| matches!(it, '@'..='~'))),
                Some(']') => drop(characters.find(|it| matches!(it, '\u{7}' | '\u{1b}' | '\n'))),
                _ => {}
            },
            '\u{9b}' => drop(characters.find(|it| matches!(it, '@'..='~'))),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => clean.push(' '),
            other => clean.push(other),
        }
    }
    clean
}

/// These words, of which the dense text has the letters.
pub(super) fn words<'a>(pattern: &'static str) -> impl FnMut(&'a str) -> IResult<&'a str, ()> {
    move |input: &'a str| {
        let mut rest = input;
        for wanted in pattern.bytes().filter(|byte| *byte != b' ') {
            match rest.bytes().next() {
                Some(found) if found.eq_ignore_ascii_case(&wanted) => {
                    rest = rest.get(1..).unwrap_or_default();
                }
                _ => return Err(nom::Err::Error(Error::new(input, ErrorKind::Tag))),
            }
        }
        Ok((rest, ()))
    }
}
