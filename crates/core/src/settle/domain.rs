//! For every unknown key one fact of each kind that the open elements can tell apart.

use super::pairs::{pair, partners};
use super::stake::{Open, Stake};
use super::uses::Uses;
use crate::request::{Fact, Request};
use crate::sorted::SortedSet;
use crate::truth::Truth;

/// Texts tried for one key, at most; fewer where many elements have to look at each.
const MOST_TEXTS: usize = 1024;
/// Texts tried for one key, times the elements that look at them.
const MOST_LOOKS: usize = 65_536;
/// Kinds kept for one key.
const MOST_KINDS: usize = 256;
/// Kinds kept for one key of which it can't be seen whether they differ.
const MOST_INCOMPARABLE: usize = 32;
/// Lists tried for one key.
const MOST_LISTS: usize = 4096;
/// Steps of matching spent on filling variables, for all keys together.
const MOST_STEPS: usize = 50_000_000;
/// The facts to try, by key.
#[derive(Debug)]
pub(super) struct Domains {
    facts: Vec<Vec<Fact<'static>>>,
    complete: bool,
    cut: bool,
}

impl Domains {
    pub(super) fn of(stake: &Stake<'_>, request: &Request) -> Self {
        let steps = MOST_STEPS / stake.keys.len().max(1);
        let mut uses: Vec<Uses> = (0..)
            .zip(&stake.keys)
            .map(|(number, key)| Uses::of(key, stake.using(number), request, steps))
            .collect();
        pair(stake, &mut uses, request);
        let mut all = Self { facts: Vec::with_capacity(uses.len()), complete: true, cut: false };
        for (number, own) in (0..).zip(&uses) {
            let mut kinds = Kinds::new(stake, number, &uses, request);
            all.facts.push(kinds.facts(own));
            all.complete &= own.complete && kinds.complete;
            all.cut |= !kinds.complete;
        }
        all
    }

    /// The facts of a key, the more telling ones first.
    pub(super) fn facts(&self, key: usize) -> &[Fact<'static>] {
        self.facts.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether there were too many facts to try them all.
    pub(super) fn cut(&self) -> bool {
        self.cut
    }

    /// Whether every fact that there can be is of a kind with one listed.
    pub(super) fn complete(&self) -> bool {
        self.complete
    }
}

/// How every open element that uses a key turns out; equal ones make facts interchangeable. The number
/// keeps apart what could not be compared.
type Signature = (Vec<Truth>, usize);

/// Those met so far; of texts also that of the text given twice.
type Signatures = SortedSet<(Signature, Option<Signature>)>;

/// Sorts the facts of one key by kind.
struct Kinds<'s, 'a> {
    stake: &'s Stake<'a>,
    number: usize,
    elements: Vec<&'s Open<'a>>,
    partners: Vec<(usize, Vec<Fact<'static>>)>,
    scratch: Request<'static>,
    incomparable: Option<usize>,
    complete: bool,
}

impl<'s, 'a> Kinds<'s, 'a> {
    fn new(stake: &'s Stake<'a>, number: usize, uses: &[Uses], request: &Request) -> Self {
        let elements: Vec<&Open<'_>> = stake.using(number).collect();
        let pairs = elements.iter().filter(|open| open.keys.len() == 2);
        let mut others: Vec<usize> =
            pairs.flat_map(|open| &open.keys).copied().filter(|other| *other != number).collect();
        others.sort_unstable();
        others.dedup();
        let facts = |other: usize| {
            let known = partners(uses, other).into_iter().map(|text| Fact::Known(text.into()));
            // A fact that settles an element alone is not one that does so with every value tried.
            [Fact::Unknown, Fact::Absent].into_iter().chain(known).collect()
        };
        let incomparable = elements.iter().any(|open| open.keys.len() > 2).then_some(0);
        let partners = others.into_iter().map(|other| (other, facts(other))).collect();
        Self {
            stake,
            number,
            elements,
            partners,
            scratch: request.clone().into_owned(),
            incomparable,
            complete: true,
        }
    }

    /// One fact of every kind: texts suggested, absence, texts invented, lists.
    fn facts(&mut self, uses: &Uses) -> Vec<Fact<'static>> {
        let looks = MOST_LOOKS / self.elements.len().max(1) / self.partners.len().max(1);
        let most = looks.clamp(16, MOST_TEXTS);
        let hints: Vec<&String> = uses.hints.iter().collect();
        let invented: Vec<&String> = uses.invented.iter().collect();
        self.complete &= hints.len() + invented.len() <= most;
        let hints = hints.into_iter().take(most.saturating_sub(2));
        let known = |text: &String| Fact::Known(text.clone().into());
        let mut facts: Vec<Fact<'static>> = hints.map(known).collect();
        facts.push(Fact::Absent);
        facts.extend(invented.into_iter().take(most).map(known));
        let (mut seen, mut singles) = (Signatures::default(), Vec::new());
        let mut seen_singles = Signatures::default();
        facts.retain(|fact| {
            let signature = self.signature(fact);
            if let Fact::Known(values) = fact {
                // In a list a value may show what it hides alone, where a key is compared with itself.
                let twice = uses.listed.then(|| {
                    self.signature(&Fact::Known(
                        values.iter().chain(values.iter()).map(str::to_owned).collect(),
                    ))
                });
                if seen_singles.insert((signature.clone(), twice)) {
                    singles.extend(values.iter().map(str::to_owned));
                }
            }
            seen.insert((signature, None))
        });
        let lists = if uses.listed { self.lists(&singles) } else { pair_of(&singles) };
        for list in lists {
            let fact = Fact::Known(list.into());
            if seen.insert((self.signature(&fact), None)) {
                facts.push(fact);
            }
        }
        let most = if self.incomparable.is_some() { MOST_INCOMPARABLE } else { MOST_KINDS };
        self.complete &= facts.len() <= most;
        facts.truncate(most);
        facts
    }

    /// A list of every kind. A list is of a kind with any other whose values are of the same kinds, so
    /// lists that are not new need not be made longer.
    fn lists(&mut self, singles: &[String]) -> Vec<Vec<String>> {
        let mut lists: Vec<Vec<String>> = singles.iter().map(|text| vec![text.clone()]).collect();
        let (mut seen, mut at, mut tried) = (Signatures::default(), 0, 0);
        while let Some(shorter) = lists.get(at).cloned() {
            at += 1;
            for text in singles.iter().filter(|text| !shorter.contains(text)).chain(shorter.first()) {
                tried += 1;
                if tried > MOST_LISTS.min(MOST_LOOKS / self.elements.len().max(1)) || lists.len() > MOST_KINDS
                {
                    self.complete = false;
                    return lists.split_off(singles.len());
                }
                let mut longer = shorter.clone();
                longer.push(text.clone());
                if seen.insert((self.signature(&Fact::Known(longer.clone().into())), None)) {
                    lists.push(longer);
                }
            }
        }
        lists.split_off(singles.len())
    }

    fn signature(&mut self, fact: &Fact<'static>) -> Signature {
        if self.incomparable.is_some() {
            return (Vec::new(), self.distinct());
        }
        self.state(self.number, fact.clone());
        let alone = self.elements.iter().filter(|open| open.keys.len() == 1);
        let mut truths: Vec<Truth> = alone.map(|open| open.truth(&self.scratch)).collect();
        let partners = std::mem::take(&mut self.partners);
        for (other, facts) in &partners {
            for fact in facts {
                self.state(*other, fact.clone());
                let joint = self.elements.iter().filter(|open| open.keys.contains(other));
                truths.extend(joint.map(|open| open.truth(&self.scratch)));
            }
            self.state(*other, Fact::Unknown);
        }
        self.partners = partners;
        self.state(self.number, Fact::Unknown);
        (truths, self.distinct())
    }

    /// A number that makes a signature unlike any other, where elements compare three keys or more.
    fn distinct(&mut self) -> usize {
        match &mut self.incomparable {
            None => 0,
            Some(number) => {
                *number += 1;
                *number
            }
        }
    }

    fn state(&mut self, key: usize, fact: Fact<'static>) {
        if let Some(key) = self.stake.keys.get(key) {
            self.scratch.context.insert(key.as_str().to_owned(), fact);
        }
    }
}

/// For an operator that takes one value all lists are alike (C29).
fn pair_of(singles: &[String]) -> Vec<Vec<String>> {
    let first = singles.first().map_or("a", String::as_str);
    let second = singles.get(1).map_or("b", String::as_str);
    vec![vec![first.to_owned(), second.to_owned()]]
}
