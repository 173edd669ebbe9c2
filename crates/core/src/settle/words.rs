//! Texts for every way in which a set of text patterns can match.
//!
//! The patterns are run side by side as one automaton; a walk over its states, nearest first, meets a
//! shortest text for every combination of patterns that a text can match. So overlaps are not guessed.

use std::collections::{BTreeSet, VecDeque};

use crate::pattern::{Pattern, Resolved, Token, Variable};

/// States visited before giving up: leading stars multiply, and hostile ones must not cost much.
const MOST_STATES: usize = 4096;
/// Positions looked at before giving up.
const MOST_POSITIONS: usize = 500_000;

/// One step of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// This character.
    One(char),
    /// Any character whose lower case this is.
    Fold(char),
    /// Any character, or any but a colon.
    Any { colon: bool },
    /// Any run of them.
    Run { colon: bool },
}

/// A pattern as steps.
pub(super) type Word = Vec<Step>;

/// The steps of a text, compared as it stands or in lower case.
pub(super) fn literal(text: &str, fold: bool) -> Word {
    if fold {
        text.chars().flat_map(char::to_lowercase).map(Step::Fold).collect()
    } else {
        text.chars().map(Step::One).collect()
    }
}

/// The steps of a pattern, its variables resolved; `None` where one of them is not a text.
pub(super) fn word<'a>(
    pattern: &'a Pattern,
    fold: bool,
    colon: bool,
    resolve: impl Fn(&'a Variable) -> Resolved<'a>,
) -> Option<Word> {
    let tokens = match pattern {
        Pattern::Any => return Some(vec![Step::Run { colon }]),
        Pattern::Literal(text) => return Some(literal(text, fold)),
        Pattern::Prefix(text) => {
            let mut word = literal(text, fold);
            word.push(Step::Run { colon });
            return Some(word);
        }
        Pattern::Tokens { tokens, .. } => tokens,
    };
    let mut word = Vec::new();
    for token in tokens {
        match token {
            Token::Star => word.push(Step::Run { colon }),
            Token::One => word.push(Step::Any { colon }),
            Token::Text(text) => word.extend(literal(text, fold)),
            Token::Variable(variable) => match resolve(variable) {
                Resolved::Text(text) => word.extend(literal(text, fold)),
                Resolved::Void | Resolved::Unknown => return None,
            },
        }
    }
    Some(word)
}

/// A text for every combination of languages, each a union of words, that a text can belong to; `false`
/// if not all could be looked for.
pub(super) fn combinations(languages: &[Vec<Word>]) -> (Vec<String>, bool) {
    let words =
        (0..).zip(languages).flat_map(|(language, words)| words.iter().map(move |word| (language, word)));
    let machine = Machine::new(words.collect());
    machine.walk(languages.len())
}

/// Words numbered, and where each is in the text read so far.
type State = Vec<(usize, usize)>;

struct Machine<'a> {
    words: Vec<(usize, &'a Word)>,
    /// Stands for every character that no word names.
    other: char,
}

impl<'a> Machine<'a> {
    fn new(words: Vec<(usize, &'a Word)>) -> Self {
        let named: BTreeSet<char> = words
            .iter()
            .flat_map(|(_, word)| word.iter())
            .flat_map(|step| match step {
                Step::One(character) => vec![*character],
                Step::Fold(lower) => written_as(*lower),
                Step::Any { .. } | Step::Run { .. } => vec![':'],
            })
            .collect();
        let readable = ('a'..='z').rev().chain('0'..='9');
        let other = readable.chain('\u{a1}'..='\u{ffff}').find(|character| !named.contains(character));
        Self { words, other: other.unwrap_or('\u{10000}') }
    }

    fn walk(&self, languages: usize) -> (Vec<String>, bool) {
        let mut start = BTreeSet::new();
        for at in 0..self.words.len() {
            self.enter(at, 0, &mut start);
        }
        let start: State = start.into_iter().collect();
        let (mut seen, mut met) = (BTreeSet::from([start.clone()]), BTreeSet::new());
        let mut waiting = VecDeque::from([(start, String::new())]);
        let (mut texts, mut positions) = (Vec::new(), 0_usize);
        while let Some((state, text)) = waiting.pop_front() {
            if met.insert(self.accepted(&state, languages)) {
                texts.push(text.clone());
            }
            for character in self.characters(&state) {
                positions += state.len();
                let next = self.read(&state, character);
                if seen.contains(&next) {
                    continue;
                }
                if seen.len() >= MOST_STATES || positions > MOST_POSITIONS {
                    return (texts, false);
                }
                seen.insert(next.clone());
                waiting.push_back((next, format!("{text}{character}")));
            }
        }
        (texts, true)
    }

    fn step(&self, at: usize, position: usize) -> Option<Step> {
        self.words.get(at).and_then(|(_, word)| word.get(position)).copied()
    }

    /// Stands before a step, and behind it too where it takes nothing.
    fn enter(&self, at: usize, mut position: usize, into: &mut BTreeSet<(usize, usize)>) {
        while into.insert((at, position)) && matches!(self.step(at, position), Some(Step::Run { .. })) {
            position += 1;
        }
    }

    fn read(&self, state: &State, character: char) -> State {
        let mut next = BTreeSet::new();
        for (at, position) in state {
            match self.step(*at, *position) {
                Some(Step::One(wanted)) if wanted == character => self.enter(*at, position + 1, &mut next),
                Some(Step::Fold(wanted)) if lower_of(character) == Some(wanted) => {
                    self.enter(*at, position + 1, &mut next);
                }
                Some(Step::Any { colon }) if colon || character != ':' => {
                    self.enter(*at, position + 1, &mut next);
                }
                Some(Step::Run { colon }) if colon || character != ':' => {
                    self.enter(*at, *position, &mut next)
                }
                _ => {}
            }
        }
        next.into_iter().collect()
    }

    /// The characters that lead to different states; all others do what `other` does.
    fn characters(&self, state: &State) -> BTreeSet<char> {
        let mut characters = BTreeSet::from([self.other]);
        for (at, position) in state {
            match self.step(*at, *position) {
                Some(Step::One(character)) => {
                    characters.insert(character);
                }
                Some(Step::Fold(lower)) => characters.extend(written_as(lower)),
                Some(Step::Any { colon: false } | Step::Run { colon: false }) => {
                    characters.insert(':');
                }
                _ => {}
            }
        }
        characters
    }

    fn accepted(&self, state: &State, languages: usize) -> Vec<bool> {
        let mut accepted = vec![false; languages];
        for (at, position) in state {
            if let Some((language, word)) = self.words.get(*at)
                && *position == word.len()
                && let Some(accepted) = accepted.get_mut(*language)
            {
                *accepted = true;
            }
        }
        accepted
    }
}

/// The characters whose lower case is `lower`; all of them for ASCII, where the Kelvin sign is one.
fn written_as(lower: char) -> Vec<char> {
    let mut characters = vec![lower];
    let upper: Vec<char> = lower.to_uppercase().collect();
    characters.extend(upper.first().filter(|upper| **upper != lower && lower_of(**upper) == Some(lower)));
    characters.extend((lower == 'k').then_some('\u{212a}'));
    characters
}

/// The lower case of a character, where that is one character.
fn lower_of(character: char) -> Option<char> {
    let mut lower = character.to_lowercase();
    let first = lower.next();
    first.filter(|_| lower.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Syntax;

    fn like(text: &str) -> Vec<Word> {
        let pattern = Pattern::parse(text, Syntax { wildcards: true, variables: false });
        vec![word(&pattern, false, true, |_| Resolved::Void).unwrap()]
    }

    #[test]
    fn every_possible_combination_gets_a_text_and_no_other_does() {
        let (texts, complete) = combinations(&[like("a*"), like("*b"), like("a?b")]);
        assert!(complete);
        // None, a* alone, *b alone, both, all three; `a?b` implies both others.
        assert_eq!(texts.len(), 5, "{texts:?}");
        assert!(texts.contains(&"ab".to_owned()));
    }

    #[test]
    fn letter_case_tells_an_exact_word_from_a_folded_one() {
        let languages = [vec![literal("ok", true)], vec![literal("ok", false)], vec![literal("OK", false)]];
        let (texts, complete) = combinations(&languages);
        assert!(complete);
        assert_eq!(texts.len(), 4, "{texts:?}");
    }

    #[test]
    fn too_many_leading_stars_end_the_walk() {
        let languages: Vec<Vec<Word>> =
            (0..40).map(|number| like(&format!("*{number}x{number}y{number}*"))).collect();
        assert!(!combinations(&languages).1);
    }
}
