//! Patterns compared with each other: whether one matches all that another does, and what both match.

mod meeting;
#[cfg(test)]
mod tests;

use crate::json::UNKNOWN;
use crate::pattern::{Pattern, Syntax, Token, Variable};

/// A pattern, symbol by symbol.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glob(Vec<Symbol>);

#[derive(Debug, Clone, PartialEq)]
enum Symbol {
    /// `*`
    Star,
    /// `?`
    One,
    Char(char),
    /// The same text wherever it stands in a request.
    Variable(Box<Variable>),
    /// What a template leaves open.
    Unknown,
}

impl Glob {
    /// A pattern without regard to letter case and without variables.
    pub(crate) fn ignoring_case(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        if lower.contains(UNKNOWN) {
            return Self::of(&open_pattern(&lower, false));
        }
        let mut symbols = Vec::with_capacity(lower.len());
        for character in lower.chars() {
            match character {
                '*' if symbols.last() == Some(&Symbol::Star) => {}
                '*' => symbols.push(Symbol::Star),
                '?' => symbols.push(Symbol::One),
                character => symbols.push(Symbol::Char(character)),
            }
        }
        Self(symbols)
    }

    /// A pattern, its variables kept.
    pub(crate) fn of(pattern: &Pattern) -> Self {
        Self::resolved(pattern, |variable, symbols| {
            symbols.push(Symbol::Variable(Box::new(variable.clone())));
        })
    }

    /// A pattern, its variables replaced by their text, or by `*` where that is not known.
    pub(crate) fn with_values<'v>(pattern: &Pattern, value: impl Fn(&Variable) -> Option<&'v str>) -> Self {
        Self::resolved(pattern, |variable, symbols| match value(variable) {
            Some(text) => symbols.extend(characters(text)),
            None => symbols.push(Symbol::Star),
        })
    }

    fn resolved(pattern: &Pattern, variable: impl Fn(&Variable, &mut Vec<Symbol>)) -> Self {
        Self(match pattern {
            Pattern::Any => vec![Symbol::Star],
            Pattern::Literal(text) => characters(text).collect(),
            Pattern::Prefix(text) => characters(text).chain([Symbol::Star]).collect(),
            Pattern::Tokens { tokens, .. } => {
                let mut symbols = Vec::with_capacity(tokens.iter().map(length).sum());
                for token in tokens {
                    match token {
                        Token::Star => symbols.push(Symbol::Star),
                        Token::One => symbols.push(Symbol::One),
                        Token::Text(text) => symbols.extend(characters(text)),
                        Token::Variable(it) => variable(it, &mut symbols),
                        Token::Unknown => symbols.push(Symbol::Unknown),
                    }
                }
                symbols
            }
        })
    }

    /// Whether it has `*` or `?`.
    pub(crate) fn is_wild(&self) -> bool {
        self.0.iter().any(|symbol| matches!(symbol, Symbol::Star | Symbol::One))
    }

    /// Whether it is nothing but `*`.
    pub(crate) fn is_any(&self) -> bool {
        self.0 == [Symbol::Star]
    }

    /// Whether it matches whatever `other` matches; false where that is not certain. Each step is taken from a
    /// budget, with which it ends.
    pub(crate) fn covers_within(&self, other: &Self, budget: &mut usize) -> bool {
        let (mut pending, mut rest) = (self.0.as_slice(), other.0.as_slice());
        let mut last_star: Option<(&[Symbol], &[Symbol])> = None;
        loop {
            let Some(left) = budget.checked_sub(1) else { return false };
            *budget = left;
            match (pending.split_first(), rest.split_first()) {
                (Some((Symbol::Star, after)), _) => {
                    pending = after;
                    last_star = Some((after, rest));
                    continue;
                }
                (Some((own, after)), Some((other, left))) if own.covers(other) => {
                    (pending, rest) = (after, left);
                    continue;
                }
                (None, None) => return true,
                _ => {}
            }
            let Some((after, [_, next @ ..])) = last_star else { return false };
            last_star = Some((after, next));
            (pending, rest) = (after, next);
        }
    }

    /// Whether something may match both; true where that is not certain.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        meeting::meets(&self.0, &other.0)
    }

    /// A text that both match, `filler` standing where either would do with anything. `None` where there is none,
    /// or where the patterns are very long.
    pub(crate) fn common(&self, other: &Self, filler: &str) -> Option<String> {
        meeting::common(&self.0, &other.0, filler)
    }
}

/// A pattern in which the mark of unknown values stands for any text.
pub(crate) fn open_pattern(text: &str, variables: bool) -> Pattern {
    let syntax = Syntax { wildcards: true, variables };
    if text.contains(UNKNOWN) { Pattern::parse_open(text, syntax) } else { Pattern::parse(text, syntax) }
}

fn characters(text: &str) -> impl Iterator<Item = Symbol> {
    text.chars().map(Symbol::Char)
}

/// The symbols of a token, about.
fn length(token: &Token) -> usize {
    if let Token::Text(text) = token { text.len() } else { 1 }
}

impl Symbol {
    fn may_be_empty(&self) -> bool {
        matches!(self, Self::Star | Self::Variable(_) | Self::Unknown)
    }

    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One, Self::Char(_) | Self::One) => true,
            (Self::Char(own), Self::Char(other)) => own == other,
            (Self::Variable(own), Self::Variable(other)) => own == other,
            _ => false,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Char(own), Self::Char(other)) => own == other,
            _ => true,
        }
    }
}
