//! For one unknown key: the values that its uses ask for, and whether they are all there are.

use ipnet::IpNet;

use super::stake::{Open, Part};
use super::typed;
use super::words::{self, Word, combinations, literal, word};
use crate::condition::{Clause, Test};
use crate::document::ConditionClause;
use crate::pattern::{Pattern, resolve};
use crate::request::{Key, Request};
use crate::sorted::firsts;

/// A value that policies hardly name.
const OTHER: &str = "other";
/// The value of two keys that only have to be equal.
const SAME: &str = "any";

/// Texts collected for one key.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// Texts that policies and request suggest, best first.
    pub(super) hints: Vec<String>,
    /// Texts that stand for what nobody names.
    pub(super) invented: Vec<String>,
    /// Whether every kind of value is among them.
    pub(super) complete: bool,
    /// Whether an operator looks at the list of its values.
    pub(super) listed: bool,
    /// What is left of the work allowed for filling variables.
    pub(super) steps: usize,
    languages: Vec<Vec<Word>>,
    numbers: Vec<String>,
    dates: Vec<String>,
    networks: Vec<IpNet>,
    binary: bool,
}

impl Uses {
    pub(super) fn of<'a>(
        key: &Key,
        uses: impl Iterator<Item = &'a Open<'a>>,
        request: &Request,
        steps: usize,
    ) -> Self {
        let mut collected = Self { complete: true, steps, ..Self::default() };
        for open in uses {
            // What two unknown keys make of each other is tried, not listed.
            let joint = open.keys.len() > 1;
            collected.complete &= !joint && !open.part.is_open();
            match open.part {
                Part::Clause(clause, written) if clause.key() == key => {
                    collected.tested(clause, written, request);
                }
                Part::Clause(clause, _) => collected.substituted(key, clause, request),
                Part::Resource(statement) => {
                    for entry in statement.resource_entries() {
                        collected.fill(key, entry, &request.resource.arn, false, request);
                    }
                }
                Part::Credentials => collected.boolean(&["true"]),
            }
            if joint {
                collected.invented.push(SAME.to_owned());
            }
        }
        collected.finish();
        collected
    }

    /// The key is the one that a clause compares.
    fn tested(&mut self, clause: &Clause, written: Option<&ConditionClause>, request: &Request) {
        let own = |key: &Key| key == clause.key();
        // A key compared with itself is beyond the words of one pattern.
        self.complete &= !clause.variables().any(own);
        self.listed |= clause.operator().set.is_some();
        let written = written.into_iter().flat_map(|clause| clause.values.iter().map(|value| &value.value));
        match clause.test() {
            Test::Null(_) => {}
            Test::Text(entries) => self.patterns(entries, false, request),
            Test::IgnoreCase(entries) => self.patterns(entries, true, request),
            Test::Bool(entries) => {
                self.boolean(&["true", "false"]);
                self.patterns(entries, true, request);
            }
            Test::Arn(entries) => self.arns(entries, request),
            Test::Numeric(..) => self.numbers.extend(written.cloned()),
            Test::Date(..) => self.dates.extend(written.cloned()),
            Test::Ip(entries) => self.networks.extend(entries.iter().flatten()),
            Test::Binary(entries) => {
                self.binary = true;
                self.hints.extend(entries.iter().flatten().map(ToString::to_string));
            }
        }
    }

    fn boolean(&mut self, texts: &[&str]) {
        self.hints.extend(texts.iter().map(|text| (*text).to_owned()));
        self.languages.extend(texts.iter().map(|text| vec![literal(text, true)]));
    }

    fn patterns(&mut self, entries: &[Pattern], fold: bool, request: &Request) {
        let words = entries.iter().filter_map(|entry| self.pattern(entry, fold, true, request)).collect();
        self.language(words);
    }

    fn arns(&mut self, entries: &[Option<Box<[Pattern; 6]>>], request: &Request) {
        let mut words = Vec::new();
        for fields in entries.iter().flatten() {
            let fields: Option<Vec<Word>> = (0..)
                .zip(fields.iter())
                .map(|(at, field)| {
                    let last = at == 5;
                    word(field, false, last, |variable| resolve(variable, request.value(&variable.key)))
                })
                .collect();
            words.extend(fields.map(|fields| fields.join(&words::Step::One(':'))));
        }
        self.hints.extend(words.iter().map(example));
        self.language(words);
    }

    fn pattern(&mut self, entry: &Pattern, fold: bool, colon: bool, request: &Request) -> Option<Word> {
        let word = word(entry, fold, colon, |variable| resolve(variable, request.value(&variable.key)))?;
        match entry {
            Pattern::Literal(text) => self.hints.push(text.to_string()),
            _ => self.hints.push(example(&word)),
        }
        Some(word)
    }

    /// The union of some words; beyond ASCII not every way to write a letter is known.
    pub(super) fn language(&mut self, words: Vec<Word>) {
        let foreign = |step: &words::Step| matches!(step, words::Step::Fold(lower) if !lower.is_ascii());
        self.complete &= !words.iter().flatten().any(foreign);
        self.languages.push(words);
    }

    /// Adds what the types of all uses together call for.
    fn finish(&mut self) {
        let types =
            [!self.numbers.is_empty(), !self.dates.is_empty(), !self.networks.is_empty(), self.binary];
        let types = types.iter().filter(|used| **used).count();
        // Texts of a type that also match a pattern are not looked for, beyond those at hand.
        self.complete &= types + usize::from(!self.languages.is_empty()) <= 1;
        let numbers: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        let dates: Vec<&str> = self.dates.iter().map(String::as_str).collect();
        for (bounds, texts) in [(&numbers, typed::numbers(&numbers)), (&dates, typed::dates(&dates))] {
            if !bounds.is_empty() {
                self.hints.extend(texts.0);
                self.complete &= texts.1;
            }
        }
        if !self.networks.is_empty() {
            self.hints.extend(typed::addresses(&self.networks));
        }
        self.invented.push(OTHER.to_owned());
        if !self.languages.is_empty() {
            let (texts, complete) = combinations(&self.languages);
            self.complete &= complete;
            self.invented.extend(texts);
        }
        let is_any = |text: &String| text.as_str() == SAME || text.as_str() == OTHER;
        let (first, rest) = std::mem::take(&mut self.invented).into_iter().partition(is_any);
        self.invented = first;
        self.invented.extend::<Vec<String>>(rest);
        let all = self.hints.iter().chain(&self.invented);
        let mut firsts = firsts(all.map(String::as_str)).into_iter().enumerate();
        let mut is_first = |_: &String| firsts.next().is_some_and(|(number, first)| number == first);
        self.hints.retain(&mut is_first);
        self.invented.retain(is_first);
    }
}

/// A readable text of a word: `x` for what may be anything.
pub(super) fn example(word: &Word) -> String {
    let letter = |step: &words::Step| match step {
        words::Step::One(character) | words::Step::Fold(character) => *character,
        words::Step::Any { .. } | words::Step::Run { .. } => 'x',
    };
    word.iter().map(letter).collect()
}
