//! Whether an intersection of unions without another union is empty: shortcuts first, then the product of automata.

use std::collections::{HashMap, VecDeque};

use super::automaton::{Automaton, State};
use super::compare::{are_apart, is_within, widest};
use super::{Glob, Letter, Step, is_any, matches, only_word};

/// What is known of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Emptiness {
    Empty,
    /// A word of it.
    Word(Vec<Letter>),
    /// The budget was used up.
    Unknown,
}

/// How much may be done, and whether by shortcuts.
#[derive(Debug, Clone)]
pub(in super::super) struct Work {
    /// States of products that may still be made, in all and in one.
    pub(in super::super) states: usize,
    pub(in super::super) states_of_one: usize,
    pub(in super::super) shortcuts: bool,
}

/// Each of `within` is a union that the word must be in; it must be in none of `without`.
pub(in super::super) fn solve(within: &[&[Glob]], without: &[&Glob], work: &mut Work) -> Emptiness {
    if without.iter().any(|glob| is_any(glob)) {
        return Emptiness::Empty;
    }
    let within: Vec<&[Glob]> =
        within.iter().copied().filter(|union| !union.iter().any(|glob| is_any(glob))).collect();
    let problem = Problem { within, without };
    if let Some(answer) = problem.finite() {
        return answer;
    }
    let Some(fresh) = problem.fresh() else { return Emptiness::Unknown };
    let any = [vec![Step::Star]];
    let (seed_at, seed) = match problem.within.iter().enumerate().min_by_key(|(_, union)| union.len()) {
        Some((at, union)) => (Some(at), *union),
        None => (None, any.as_slice()),
    };
    if work.shortcuts
        && let Some(word) = seed.iter().find_map(|glob| problem.filled(glob, fresh))
    {
        return Emptiness::Word(word);
    }
    let mut is_open = false;
    for glob in seed {
        if work.shortcuts && problem.excludes(glob) {
            continue;
        }
        match problem.product(glob, seed_at, fresh, work) {
            Emptiness::Empty => {}
            Emptiness::Unknown => is_open = true,
            word @ Emptiness::Word(_) => return word,
        }
    }
    if is_open { Emptiness::Unknown } else { Emptiness::Empty }
}

struct Problem<'a> {
    within: Vec<&'a [Glob]>,
    without: &'a [&'a Glob],
}

impl Problem<'_> {
    fn has(&self, word: &[Letter]) -> bool {
        self.within.iter().all(|union| union.iter().any(|glob| matches(glob, word)))
            && !self.without.iter().any(|glob| matches(glob, word))
    }

    /// The answer where one of the unions is a list of texts.
    fn finite(&self) -> Option<Emptiness> {
        let words = self
            .within
            .iter()
            .find_map(|union| union.iter().map(|glob| only_word(glob)).collect::<Option<Vec<_>>>())?;
        let found = words.into_iter().find(|word| self.has(word));
        Some(found.map_or(Emptiness::Empty, Emptiness::Word))
    }

    /// A letter that no pattern tells from others.
    fn fresh(&self) -> Option<Letter> {
        let mut letters = Vec::new();
        let globs = self.within.iter().copied().flatten().chain(self.without.iter().copied());
        globs.flatten().for_each(|step| step.tells_apart(|letter| letters.push(letter)));
        letters.sort_unstable();
        letters.dedup();
        let pretty = "xyzabcdefghijklmnopqrstuvw0123456789-_.".chars();
        let mut others = pretty.map(u32::from).chain(0xe0..0x2000);
        others.find(|letter| letters.binary_search(letter).is_err())
    }

    /// A word made of a pattern with one letter, or nothing, for each of its stars.
    fn filled(&self, glob: &[Step], fresh: Letter) -> Option<Vec<Letter>> {
        [true, false].into_iter().find_map(|fill| {
            let letter = |step: &Step| match step {
                Step::One | Step::FieldOne => Some(fresh),
                Step::Star | Step::FieldStar => fill.then_some(fresh),
                step => step.letter(),
            };
            let word: Vec<Letter> = glob.iter().filter_map(letter).collect();
            self.has(&word).then_some(word)
        })
    }

    /// Whether one excluded pattern covers it, or it shares nothing with one of the unions.
    fn excludes(&self, glob: &[Step]) -> bool {
        self.without.iter().any(|other| is_within(glob, other))
            || self.within.iter().any(|union| union.iter().all(|other| are_apart(glob, other)))
    }

    /// Breadth first through the product of the automata of one pattern, the other unions and what is excluded.
    fn product(&self, glob: &Glob, seed: Option<usize>, fresh: Letter, work: &mut Work) -> Emptiness {
        let mut within = vec![Automaton::new(&[glob])];
        for (at, union) in self.within.iter().enumerate() {
            if Some(at) == seed || work.shortcuts && union.iter().any(|other| is_within(glob, other)) {
                continue;
            }
            let touches = |other: &&Glob| !work.shortcuts || !are_apart(glob, other);
            let globs: Vec<&[Step]> = union.iter().filter(touches).map(Vec::as_slice).collect();
            within.push(Automaton::new(&globs));
        }
        let touches = |other: &&Glob| !work.shortcuts || !are_apart(glob, other);
        let mut without: Vec<&Glob> = self.without.iter().copied().filter(touches).collect();
        if work.shortcuts {
            without = widest(without);
        }
        let without: Vec<&[Step]> = without.into_iter().map(Vec::as_slice).collect();
        Product { within, without: Automaton::new(&without), fresh }.walk(work)
    }
}

struct Product {
    within: Vec<Automaton>,
    without: Automaton,
    fresh: Letter,
}

/// A state of each of the automata, that of what is excluded last.
type Joint = Vec<State>;

impl Product {
    fn walk(&self, work: &mut Work) -> Emptiness {
        let mut start: Joint = self.within.iter().map(Automaton::start).collect();
        start.push(self.without.start());
        let mut seen: HashMap<Joint, usize> = HashMap::from([(start.clone(), 0)]);
        // How each state was come upon: from which one, by which letter.
        let mut came: Vec<(usize, Letter)> = vec![(usize::MAX, 0)];
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((joint, number)) = queue.pop_front() {
            let excluded = joint.last().map_or(&[][..], Vec::as_slice);
            if self.without.accepts_all(excluded) {
                continue;
            }
            let accepted = self.within.iter().zip(&joint).all(|(automaton, state)| automaton.accepts(state));
            if accepted && !self.without.accepts(excluded) {
                return Emptiness::Word(word(&came, number));
            }
            for letter in self.letters(&joint) {
                let Some(next) = self.after(&joint, letter) else { continue };
                if seen.contains_key(&next) {
                    continue;
                }
                if seen.len() >= work.states_of_one || work.states == 0 {
                    return Emptiness::Unknown;
                }
                work.states -= 1;
                seen.insert(next.clone(), came.len());
                queue.push_back((next, came.len()));
                came.push((number, letter));
            }
        }
        Emptiness::Empty
    }

    /// The letters that matter here, and one for all others.
    fn letters(&self, joint: &Joint) -> Vec<Letter> {
        let mut letters = vec![self.fresh];
        for (automaton, state) in self.within.iter().chain([&self.without]).zip(joint) {
            automaton.letters(state, |letter| letters.push(letter));
        }
        letters.sort_unstable();
        letters.dedup();
        letters
    }

    /// `None` where nothing can be matched any more.
    fn after(&self, joint: &Joint, letter: Letter) -> Option<Joint> {
        let mut next = Joint::with_capacity(joint.len());
        for (automaton, state) in self.within.iter().zip(joint) {
            let state = automaton.after(state, letter);
            if state.is_empty() {
                return None;
            }
            next.push(state);
        }
        next.push(self.without.after(joint.last()?, letter));
        Some(next)
    }
}

fn word(came: &[(usize, Letter)], mut number: usize) -> Vec<Letter> {
    let mut word = Vec::new();
    while let Some((from, letter)) = came.get(number).filter(|(from, _)| *from != usize::MAX) {
        word.push(*letter);
        number = *from;
    }
    word.reverse();
    word
}
