//! Words run side by side as one automaton. A walk over its states, nearest first, meets a shortest text
//! for every combination of words that a text can be.

use std::collections::VecDeque;

use super::words::{Step, Word};
use crate::sorted::SortedSet;

/// States visited before giving up: leading stars multiply, and hostile ones must not cost much.
const MOST_STATES: usize = 4096;
/// Positions looked at before giving up.
const MOST_POSITIONS: usize = 500_000;

/// Words numbered, and where each is in the text read so far.
type State = Vec<(usize, usize)>;

/// The words side by side.
pub(super) struct Machine<'a> {
    words: Vec<(usize, &'a Word)>,
    /// Stands for every character that no word names.
    other: char,
}

impl<'a> Machine<'a> {
    pub(super) fn new(words: Vec<(usize, &'a Word)>) -> Self {
        let mut named: Vec<char> = words
            .iter()
            .flat_map(|(_, word)| word.iter())
            .flat_map(|step| match step {
                Step::One(character) => vec![*character],
                Step::Fold(lower) => written_as(*lower),
                Step::Any { .. } | Step::Run { .. } => vec![':'],
            })
            .collect();
        named.sort_unstable();
        let readable = ('a'..='z').rev().chain('0'..='9');
        let other =
            readable.chain('\u{a1}'..='\u{ffff}').find(|character| named.binary_search(character).is_err());
        Self { words, other: other.unwrap_or('\u{10000}') }
    }

    /// A shortest text for every combination of languages met; `false` if the walk was cut short.
    pub(super) fn walk(&self, languages: usize) -> (Vec<String>, bool) {
        let mut start = SortedSet::default();
        for at in 0..self.words.len() {
            self.enter(at, 0, &mut start);
        }
        let start: State = start.into_vec();
        let (mut seen, mut met) = (SortedSet::default(), SortedSet::default());
        seen.insert(start.clone());
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
    fn enter(&self, at: usize, mut position: usize, into: &mut SortedSet<(usize, usize)>) {
        while into.insert((at, position)) && matches!(self.step(at, position), Some(Step::Run { .. })) {
            position += 1;
        }
    }

    fn read(&self, state: &State, character: char) -> State {
        let mut next = SortedSet::default();
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
                    self.enter(*at, *position, &mut next);
                }
                _ => {}
            }
        }
        next.into_vec()
    }

    /// The characters that lead to different states; all others do what `other` does.
    fn characters(&self, state: &State) -> Vec<char> {
        let mut characters = vec![self.other];
        for (at, position) in state {
            match self.step(*at, *position) {
                Some(Step::One(character)) => characters.push(character),
                Some(Step::Fold(lower)) => characters.extend(written_as(lower)),
                Some(Step::Any { colon: false } | Step::Run { colon: false }) => characters.push(':'),
                _ => {}
            }
        }
        characters.sort_unstable();
        characters.dedup();
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
