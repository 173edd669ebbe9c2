//! Predicates on one value, and whether some value fulfils several of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use super::language::{Emptiness, Glob, Letter, Step, Work, key_of, matches, only_word, solve, widened};
use super::literal::Signed;
use super::verdict::Reason;
use crate::condition::{BaseOperator, Compared, Test, network};
use crate::pattern::Resolved;
use crate::settle::typed;

/// A hash for numbers and short lists that nobody outside chooses.
#[derive(Debug, Default)]
pub(super) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

pub(super) type Quickly<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// What a value may be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Predicate {
    /// To match one of these.
    Text(Vec<Glob>),
    /// To compare with one of these as an operator on numbers, dates or addresses does.
    Typed(BaseOperator, Vec<String>),
    /// Something that is not understood; the text tells one from another.
    Opaque(String),
}

/// Whether some value fulfils all that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Empty,
    Value(Vec<Letter>),
    /// Nobody knows; perhaps this one does.
    Unknown(Reason, Option<Vec<Letter>>),
}

/// The predicates of a session, each once.
#[derive(Debug, Default)]
pub(super) struct Theory {
    predicates: Vec<Predicate>,
    tests: Vec<Option<Test>>,
    /// A text hash of the standard library: patterns are chosen by whoever writes policies.
    numbers: HashMap<Predicate, u32>,
    answers: Quickly<Vec<Signed>, Rc<Answer>>,
}

impl Theory {
    pub(super) fn intern(&mut self, predicate: Predicate) -> u32 {
        if let Some(number) = self.numbers.get(&predicate) {
            return *number;
        }
        let number = u32::try_from(self.predicates.len()).unwrap_or(u32::MAX);
        self.tests.push(match &predicate {
            Predicate::Typed(operator, texts) => {
                Some(Test::compile(*operator, texts.iter().map(String::as_str), false))
            }
            _ => None,
        });
        self.predicates.push(predicate.clone());
        self.numbers.insert(predicate, number);
        number
    }

    pub(super) fn len(&self) -> usize {
        self.predicates.len() + self.answers.len()
    }

    /// The patterns of a predicate; none of one that has none.
    pub(super) fn globs(&self, predicate: u32) -> &[Glob] {
        match self.predicates.get(predicate as usize) {
            Some(Predicate::Text(globs)) => globs,
            _ => &[],
        }
    }

    /// Whether one value fulfils all of them. What the budget of all checks ends is not remembered.
    pub(super) fn check(&mut self, mut asked: Vec<Signed>, work: &mut Work) -> Rc<Answer> {
        asked.sort_unstable();
        asked.dedup();
        if let Some(answer) = self.answers.get(&asked) {
            return Rc::clone(answer);
        }
        let answer = Rc::new(self.decide(&asked, work));
        if work.states > 0 {
            self.answers.insert(asked, Rc::clone(&answer));
        }
        answer
    }

    fn decide(&self, asked: &[Signed], work: &mut Work) -> Answer {
        if asked.iter().any(|one| asked.binary_search(&one.not()).is_ok()) {
            return Answer::Empty;
        }
        let (mut texts, mut typed, mut opaque) = (Vec::new(), Vec::new(), None);
        for one in asked {
            match self.predicates.get(one.predicate as usize) {
                Some(Predicate::Text(_)) => texts.push(*one),
                Some(Predicate::Typed(operator, _)) => typed.push((*one, Compared::by(*operator))),
                Some(Predicate::Opaque(why)) => opaque = Some(Reason::Unsupported(why.clone())),
                None => return Answer::Unknown(Reason::Nodes, None),
            }
        }
        let answer = match (self.texts(&texts, work), typed.is_empty()) {
            (Emptiness::Empty, _) => Answer::Empty,
            (Emptiness::Unknown, _) => Answer::Unknown(Reason::States, None),
            (Emptiness::Word(word), true) => Answer::Value(word),
            (Emptiness::Word(word), false) => self.mixed(&texts, word, &typed),
        };
        match (answer, opaque) {
            (Answer::Value(value), Some(why)) => Answer::Unknown(why, Some(value)),
            (answer, _) => answer,
        }
    }

    /// Patterns alone. The text of a key is one letter of its own as long as one union alone says what a word is made
    /// of; of several each may have it elsewhere, so that there it is any text.
    fn texts(&self, asked: &[Signed], work: &mut Work) -> Emptiness {
        let globs = |one: &&Signed| self.globs(one.predicate);
        let is_any = |union: &&[Glob]| union.iter().any(|glob| glob.as_slice() == [Step::Star]);
        let within = asked.iter().filter(|one| !one.negated).map(|one| globs(&one));
        let within: Vec<&[Glob]> = within.filter(|union| !is_any(union)).collect();
        let without: Vec<&Glob> =
            asked.iter().filter(|one| one.negated).flat_map(|one| globs(&one)).collect();
        let folded = |step: &Step| matches!(step, Step::FoldedValue(_));
        let value = |step: &Step| step.value().is_some();
        let steps = || within.iter().copied().flatten().flatten();
        let relax = if within.len() > 1 { steps().any(value) } else { steps().any(folded) };
        if !relax {
            return solve(&within, &without, work);
        }
        let wide = |union: &&[Glob]| -> Vec<Glob> { union.iter().map(|glob| widened(glob)).collect() };
        let wide: Vec<Vec<Glob>> = within.iter().map(wide).collect();
        let wide: Vec<&[Glob]> = wide.iter().map(Vec::as_slice).collect();
        solve(&wide, &without, work)
    }

    /// Numbers, dates and addresses, with patterns beside them. For each type there is a value for every way to
    /// stand to its bounds; of types and patterns together the values of all are tried.
    fn mixed(&self, texts: &[Signed], word: Vec<Letter>, typed: &[(Signed, Compared)]) -> Answer {
        let mut candidates = vec!["x".to_owned(), "y".to_owned()];
        let mut kinds = 0;
        let mut all_complete = true;
        for kind in [Compared::Number, Compared::Date, Compared::Ip] {
            let own: Vec<Signed> =
                typed.iter().filter(|(_, own)| *own == kind).map(|(one, _)| *one).collect();
            if own.is_empty() {
                continue;
            }
            let (values, complete) = self.values(kind, &own);
            let fits = |text: &&String| own.iter().all(|one| self.holds(*one, text));
            // What is not of the type fulfils all that is negated.
            if complete && !values.iter().chain(["x".to_owned()].iter()).any(|text| fits(&text)) {
                return Answer::Empty;
            }
            // Other spellings, where a pattern minds this one.
            let spelt =
                values.iter().flat_map(|text| [format!("{text}.0"), format!("0{text}"), format!("{text}e0")]);
            candidates.extend(spelt.filter(|_| kind == Compared::Number));
            candidates.extend(values);
            kinds += 1;
            all_complete &= complete;
        }
        let finite = texts.iter().filter(|one| !one.negated).find_map(|one| {
            self.globs(one.predicate).iter().map(|glob| only_word(glob)).collect::<Option<Vec<_>>>()
        });
        let listed = finite.is_some();
        let texts_of = finite.into_iter().flatten().chain([word]).filter_map(|word| text_of(&word));
        candidates.extend(texts_of);
        let fits = |text: &String| {
            let word = word_of(text);
            typed.iter().all(|(one, _)| self.holds(*one, text))
                && texts.iter().all(|one| {
                    self.globs(one.predicate).iter().any(|glob| matches(glob, &word)) != one.negated
                })
        };
        match candidates.into_iter().find(fits) {
            Some(text) => Answer::Value(word_of(&text)),
            None if listed || texts.is_empty() && kinds == 1 && all_complete => Answer::Empty,
            None => Answer::Unknown(Reason::MixedTypes, None),
        }
    }

    fn holds(&self, one: Signed, text: &str) -> bool {
        let test = self.tests.get(one.predicate as usize).and_then(Option::as_ref);
        let hit = test.is_some_and(|test| test.hit(text, |_| Resolved::Void).truth == crate::Truth::Yes);
        hit != one.negated
    }

    /// A value for every way to stand to the bounds, and whether these are all.
    fn values(&self, kind: Compared, own: &[Signed]) -> (Vec<String>, bool) {
        let mut texts: Vec<&str> = Vec::new();
        for one in own {
            if let Some(Predicate::Typed(_, bounds)) = self.predicates.get(one.predicate as usize) {
                texts.extend(bounds.iter().map(String::as_str));
            }
        }
        match kind {
            Compared::Number => typed::numbers(&texts),
            Compared::Date => typed::dates(&texts),
            _ => {
                let networks: Vec<_> = texts.into_iter().filter_map(network).collect();
                (typed::addresses(&networks), true)
            }
        }
    }
}

/// The text of a word without the texts of keys.
pub(super) fn text_of(word: &[Letter]) -> Option<String> {
    word.iter().map(|letter| char::from_u32(*letter).filter(|_| key_of(*letter).is_none())).collect()
}

pub(super) fn word_of(text: &str) -> Vec<Letter> {
    text.chars().map(u32::from).collect()
}
