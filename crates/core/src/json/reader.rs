//! Values, arrays and objects.

use std::borrow::Cow;

use super::fault::{Fault, Problem};
use super::scalar::{Parse, number, skip_space, string, word};
use super::{Member, Node, Value};
use crate::source::{Span, Spanned};

/// Levels beyond which no limit goes: reading and dropping a value recurse.
const DEEPEST: usize = 1000;

/// Reads one text; knows which brackets are open, for the depth limit and for messages.
pub(super) struct Reader<'a> {
    text: &'a str,
    depth: usize,
    open: Vec<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, depth: usize) -> Self {
        Self { text, depth: depth.min(DEEPEST), open: Vec::new() }
    }

    /// Offsets of the brackets not yet closed, outermost first.
    pub(super) fn open(&self) -> &[usize] {
        &self.open
    }

    /// The whole text as one value.
    pub(super) fn document(&mut self) -> Result<Node<'a>, Fault> {
        let text = self.text.strip_prefix('\u{feff}').unwrap_or(self.text);
        let fault = |error: nom::Err<Fault>| match error {
            nom::Err::Error(fault) | nom::Err::Failure(fault) => fault,
            nom::Err::Incomplete(_) => Fault { left: 0, problem: Problem::Value },
        };
        let (rest, node) = self.value(skip_space(text)).map_err(fault)?;
        let rest = skip_space(rest);
        if rest.is_empty() { Ok(node) } else { Err(Fault { left: rest.len(), problem: Problem::AfterEnd }) }
    }

    fn offset(&self, rest: &str) -> usize {
        self.text.len() - rest.len()
    }

    fn span(&self, from: &str, to: &str) -> Span {
        Span::new(self.offset(from), self.offset(to))
    }

    fn value(&mut self, input: &'a str) -> Parse<'a, Node<'a>> {
        let (rest, value) = match input.as_bytes().first() {
            Some(b'"') => {
                let (rest, text) = string(input)?;
                (rest, Value::String(text))
            }
            Some(b'[') => self.array(input)?,
            Some(b'{') => self.object(input)?,
            Some(b'-' | b'0'..=b'9') => number(input)?,
            Some(b'a'..=b'z') => word(input)?,
            _ => return Problem::Value.at(input),
        };
        Ok((rest, Node { span: self.span(input, rest), value }))
    }

    fn enter(&mut self, input: &'a str) -> Result<&'a str, nom::Err<Fault>> {
        if self.open.len() >= self.depth {
            return Problem::TooDeep { limit: self.depth }.at(input);
        }
        self.open.push(self.offset(input));
        Ok(skip_space(input.get(1..).unwrap_or_default()))
    }

    fn array(&mut self, input: &'a str) -> Parse<'a, Value<'a>> {
        let mut rest = self.enter(input)?;
        let mut items = Vec::new();
        while !rest.starts_with(']') {
            let item;
            (rest, item) = self.value(rest)?;
            items.push(item);
            rest = separator(rest, b']')?;
        }
        self.open.pop();
        Ok((rest.get(1..).unwrap_or_default(), Value::Array(items)))
    }

    fn object(&mut self, input: &'a str) -> Parse<'a, Value<'a>> {
        let mut rest = self.enter(input)?;
        let mut members = Vec::new();
        while !rest.starts_with('}') {
            let member;
            (rest, member) = self.member(rest)?;
            members.push(member);
            rest = separator(rest, b'}')?;
        }
        self.open.pop();
        Ok((rest.get(1..).unwrap_or_default(), Value::Object(members)))
    }

    fn member(&mut self, input: &'a str) -> Parse<'a, Member<'a>> {
        if !input.starts_with('"') {
            return Problem::Key.at(input);
        }
        let (rest, key): (_, Cow<'a, str>) = string(input)?;
        let key = Spanned { value: key, span: self.span(input, rest) };
        let rest = skip_space(rest);
        let Some(rest) = rest.strip_prefix(':') else {
            return Problem::Colon.at(rest);
        };
        let (rest, value) = self.value(skip_space(rest))?;
        Ok((rest, Member { key, value }))
    }
}

/// Past a comma, or at the closing bracket.
fn separator(rest: &str, closing: u8) -> Result<&str, nom::Err<Fault>> {
    let comma = skip_space(rest);
    match comma.as_bytes().first() {
        Some(b',') => {
            let next = skip_space(comma.get(1..).unwrap_or_default());
            if next.as_bytes().first() == Some(&closing) {
                Problem::TrailingComma.at(comma)
            } else {
                Ok(next)
            }
        }
        Some(byte) if *byte == closing => Ok(comma),
        _ => Problem::Separator.at(comma),
    }
}
