//! A text as nested objects and arrays, as far as it can be told, and where in them the cursor is.

use super::token::{Kind, Token, Tokens};
use crate::source::Span;

/// Longer texts get no help: no policy or template that AWS takes is as long.
const LONGEST: usize = 2_000_000;

/// Nested arrays and objects beyond which nothing is looked at.
const DEEPEST: usize = 64;

/// The number of an entry of the outline.
pub(super) type Id = usize;

/// The text as a whole.
pub(super) const ROOT: Id = 0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Object,
    Array,
    /// A string, number or word.
    Scalar,
    /// A key without a value.
    Missing,
}

/// A value, under its key if it has one.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) parent: Id,
    pub(super) key: Option<Token>,
    pub(super) shape: Shape,
    /// Its text, without quotes; of objects and arrays the opening bracket.
    pub(super) span: Span,
}

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The object or array around it.
    pub(super) holder: Id,
    /// Whether a key is written there, or would be.
    pub(super) at_key: bool,
    /// The key whose value is written there, or would be, in an object.
    pub(super) key: Option<Token>,
    /// What it is in, if it is in something.
    pub(super) token: Option<Token>,
}

#[derive(Debug)]
pub(super) struct Outline {
    pub(super) entries: Vec<Entry>,
    pub(super) cursor: Option<Cursor>,
}

impl Outline {
    /// Reads a text; takes time in proportion to it.
    pub(super) fn read(text: &str, offset: usize) -> Self {
        let root = Entry { parent: ROOT, key: None, shape: Shape::Array, span: Span::at(0) };
        let outline = Self { entries: vec![root], cursor: None };
        if text.len() > LONGEST || !text.is_char_boundary(offset) {
            return outline;
        }
        let mut reader = Reader { outline, open: vec![ROOT], key: None, has_colon: false };
        for token in Tokens::of(text) {
            reader.notice(token, offset);
            if !reader.take(token) {
                break;
            }
        }
        if reader.outline.cursor.is_none() && reader.open.len() <= DEEPEST {
            reader.outline.cursor = Some(reader.cursor(None));
        }
        reader.lose_key();
        reader.outline
    }

    pub(super) fn shape(&self, id: Id) -> Shape {
        self.entries.get(id).map_or(Shape::Missing, |entry| entry.shape)
    }

    /// What an entry is in, and the key it has there. The text as a whole is in nothing.
    pub(super) fn above(&self, id: Id) -> Option<(Id, Option<Token>)> {
        self.entries.get(id).filter(|_| id != ROOT).map(|entry| (entry.parent, entry.key))
    }
}

struct Reader {
    outline: Outline,
    /// What is open, outermost first.
    open: Vec<Id>,
    /// A key whose value has not come yet, and whether its colon has.
    key: Option<Token>,
    has_colon: bool,
}

impl Reader {
    /// Notes where the cursor is, if it is before this token or in it.
    fn notice(&mut self, token: Token, offset: usize) {
        if self.outline.cursor.is_some() || offset > token.span.end as usize {
            return;
        }
        if token.holds(offset) {
            self.outline.cursor = Some(self.cursor(Some(token)));
        } else if offset <= token.span.start as usize {
            self.outline.cursor = Some(self.cursor(None));
        }
    }

    fn cursor(&self, token: Option<Token>) -> Cursor {
        let holder = self.holder();
        let in_object = self.outline.shape(holder) == Shape::Object;
        let in_value = in_object && self.has_colon;
        let before_colon = self.key.is_some() && token.is_none();
        let at_key = in_object && !in_value && !before_colon;
        Cursor { holder, at_key, key: self.key.filter(|_| in_value), token }
    }

    fn holder(&self) -> Id {
        self.open.last().copied().unwrap_or(ROOT)
    }

    /// Takes in a token; false where no more is looked at.
    fn take(&mut self, token: Token) -> bool {
        match token.kind {
            Kind::OpenObject => return self.enter(Shape::Object, token),
            Kind::OpenArray => return self.enter(Shape::Array, token),
            Kind::CloseObject => self.leave(Shape::Object),
            Kind::CloseArray => self.leave(Shape::Array),
            Kind::Colon => self.has_colon = self.key.is_some(),
            Kind::Comma => self.lose_key(),
            Kind::Text | Kind::OpenText | Kind::Word => self.scalar(token),
        }
        true
    }

    fn enter(&mut self, shape: Shape, token: Token) -> bool {
        self.add(shape, token.span);
        self.open.push(self.outline.entries.len() - 1);
        self.open.len() <= DEEPEST
    }

    /// Closes the innermost of this shape with what is open in it; a bracket that closes nothing is passed over.
    fn leave(&mut self, shape: Shape) {
        self.lose_key();
        let opened = self.open.iter().rposition(|id| self.outline.shape(*id) == shape);
        if let Some(opened) = opened.filter(|opened| *opened > 0) {
            self.open.truncate(opened);
        }
    }

    fn scalar(&mut self, token: Token) {
        let in_object = self.outline.shape(self.holder()) == Shape::Object;
        if in_object && !self.has_colon {
            self.lose_key();
            self.key = Some(token);
        } else {
            self.add(Shape::Scalar, token.content());
        }
    }

    fn add(&mut self, shape: Shape, span: Span) {
        let key = self.key.take();
        self.has_colon = false;
        self.outline.entries.push(Entry { parent: self.holder(), key, shape, span });
    }

    /// Notes a key that no value follows.
    fn lose_key(&mut self) {
        if let Some(key) = self.key {
            self.add(Shape::Missing, Span::at(key.span.end as usize));
        }
    }
}
