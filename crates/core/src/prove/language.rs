//! Languages of glob patterns: is there a text that is in some of them and not in others?
//!
//! Apart from the evaluator's matching, so that a witness found here and confirmed there says something.

mod automaton;
mod compare;
mod solve;
#[cfg(test)]
mod tests;

pub(super) use solve::{Emptiness, Work, solve};

use automaton::Automaton;

/// A character, or above them the whole text of a policy variable.
pub(super) type Letter = u32;

/// The first letter that is no character. Of each key there are two: its text, and its text known to have no colon.
const FIRST_VALUE: Letter = 0x11_0000;

const COLON: Letter = 58;

/// The Kelvin sign, the only character beyond ASCII whose lower case is a letter of ASCII by itself.
const KELVIN: Letter = 0x212a;

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    /// This character.
    Char(Letter),
    /// Any character whose lower case is this one of ASCII.
    Folded(Letter),
    /// `?`
    One,
    /// `?` within a field of an ARN.
    FieldOne,
    /// `*`
    Star,
    /// `*` within a field of an ARN.
    FieldStar,
    /// The text of the key with this number.
    Value(u32),
    /// The same within a field of an ARN, where it has no colon or matches nothing.
    FieldValue(u32),
    /// The same in any letter case.
    FoldedValue(u32),
    /// Behind the last step of each pattern of an automaton.
    End,
}

pub(super) type Glob = Vec<Step>;

/// The letter of a key's text.
fn value_letter(key: u32) -> Letter {
    FIRST_VALUE + 2 * key
}

fn field_value_letter(key: u32) -> Letter {
    FIRST_VALUE + 2 * key + 1
}

/// The key whose text a letter stands for.
pub(super) fn key_of(letter: Letter) -> Option<u32> {
    letter.checked_sub(FIRST_VALUE).map(|number| number / 2)
}

fn folded(letter: Letter) -> Letter {
    match letter {
        65..=90 => letter + 32,
        KELVIN => 107,
        _ => letter,
    }
}

impl Step {
    /// Whether it takes this letter. What may not hold of some text of a variable does not hold here: a pattern
    /// that is excluded must never exclude too much.
    fn takes(self, letter: Letter) -> bool {
        match self {
            Self::Char(own) => own == letter,
            Self::Folded(own) => own == folded(letter),
            Self::One => letter < FIRST_VALUE,
            Self::FieldOne => letter < FIRST_VALUE && letter != COLON,
            Self::Star => true,
            Self::FieldStar => letter != COLON && (letter < FIRST_VALUE || letter % 2 == 1),
            Self::Value(key) | Self::FoldedValue(key) => {
                letter == value_letter(key) || letter == field_value_letter(key)
            }
            Self::FieldValue(key) => letter == field_value_letter(key),
            Self::End => false,
        }
    }

    fn is_star(self) -> bool {
        matches!(self, Self::Star | Self::FieldStar)
    }

    /// The one letter that stands for it in a word, if it is no wildcard.
    fn letter(self) -> Option<Letter> {
        match self {
            Self::Char(letter) | Self::Folded(letter) => Some(letter),
            Self::Value(key) | Self::FoldedValue(key) => Some(value_letter(key)),
            Self::FieldValue(key) => Some(field_value_letter(key)),
            _ => None,
        }
    }

    /// Hands over every letter that it tells from others.
    fn tells_apart(self, mut each: impl FnMut(Letter)) {
        match self {
            Self::Char(letter) => each(letter),
            Self::Folded(letter) => {
                each(letter);
                if (97..=122).contains(&letter) {
                    each(letter - 32);
                }
                if letter == 107 {
                    each(KELVIN);
                }
            }
            Self::FieldOne | Self::FieldStar => each(COLON),
            Self::Value(key) | Self::FoldedValue(key) => {
                each(value_letter(key));
                each(field_value_letter(key));
            }
            Self::FieldValue(key) => each(field_value_letter(key)),
            Self::One | Self::Star | Self::End => {}
        }
    }

    /// Whether it stands for the text of a key.
    pub(super) fn value(self) -> Option<u32> {
        match self {
            Self::Value(key) | Self::FieldValue(key) | Self::FoldedValue(key) => Some(key),
            _ => None,
        }
    }

    /// All that it may stand for, whatever the key's text is.
    fn widened(self) -> Self {
        match self {
            Self::Value(_) | Self::FoldedValue(_) => Self::Star,
            Self::FieldValue(_) => Self::FieldStar,
            other => other,
        }
    }
}

/// The same language with as few wildcards as there can be, each `?` before its `*`.
pub(super) fn normalised(glob: &[Step]) -> Glob {
    let mut normal = Glob::with_capacity(glob.len());
    let mut star = false;
    for step in glob {
        match step {
            Step::Star => {
                star = true;
                continue;
            }
            Step::One => {}
            Step::FieldStar if !star && normal.last() == Some(&Step::FieldStar) => continue,
            _ if star => {
                normal.push(Step::Star);
                star = false;
            }
            _ => {}
        }
        normal.push(*step);
    }
    if star {
        normal.push(Step::Star);
    }
    normal
}

/// The pattern with `*` for the texts of keys.
pub(super) fn widened(glob: &[Step]) -> Glob {
    let steps: Glob = glob.iter().map(|step| step.widened()).collect();
    normalised(&steps)
}

fn is_any(glob: &[Step]) -> bool {
    glob == [Step::Star]
}

/// The only text of a pattern, where it has but one.
pub(super) fn only_word(glob: &[Step]) -> Option<Vec<Letter>> {
    let exact = |step: &Step| match step {
        Step::Char(letter) => Some(*letter),
        Step::Folded(letter) if !(97..=122).contains(letter) => Some(*letter),
        _ => None,
    };
    glob.iter().map(exact).collect()
}

/// Whether a pattern matches a whole word.
pub(super) fn matches(glob: &[Step], word: &[Letter]) -> bool {
    if glob.contains(&Step::FieldStar) {
        return Automaton::new(&[glob]).takes(word);
    }
    let (mut pending, mut rest) = (glob, word);
    let mut last_star: Option<(&[Step], &[Letter])> = None;
    loop {
        match (pending.split_first(), rest.split_first()) {
            (Some((Step::Star, after)), _) => {
                last_star = Some((after, rest));
                pending = after;
                continue;
            }
            (Some((step, after)), Some((letter, left))) if step.takes(*letter) => {
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
