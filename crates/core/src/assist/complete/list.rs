//! Items, the best first.

use crate::assist::{Completion, CompletionKind};

/// Items shown: more than a person reads.
const MOST: usize = 200;

/// How well an item fits what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Begins,
    Contains,
    /// It has the letters in this order, among others.
    Scattered,
}

/// Items that fit what is written before the cursor.
#[derive(Debug)]
pub(in crate::assist) struct List<'t> {
    pub(super) typed: &'t str,
    /// What an item is written in.
    quote: &'static str,
    found: Vec<(Fit, Completion)>,
}

impl<'t> List<'t> {
    pub(in crate::assist) fn new(typed: &'t str, quote: &'static str) -> Self {
        Self { typed, quote, found: Vec::new() }
    }

    /// Offers an item.
    pub(super) fn offer(&mut self, label: &str, detail: impl Into<String>, kind: CompletionKind) {
        if let Some(fit) = fit(label, self.typed) {
            self.push(fit, label, detail.into(), kind);
        }
    }

    /// Offers an item whatever is written.
    pub(super) fn offer_anyway(&mut self, label: &str, detail: impl Into<String>, kind: CompletionKind) {
        self.push(Fit::Begins, label, detail.into(), kind);
    }

    fn push(&mut self, fit: Fit, label: &str, detail: String, kind: CompletionKind) {
        let insert = format!("{0}{label}{0}", self.quote);
        self.found.push((fit, Completion { label: label.to_owned(), insert, detail, kind }));
    }

    /// Offers a name of a member, which replaces the one that is written with its quotes.
    pub(super) fn offer_name(&mut self, name: &str, detail: &str, kind: CompletionKind, has_colon: bool) {
        if let Some(fit) = fit(name, self.typed) {
            let insert = format!("\"{name}\"{}", if has_colon { "" } else { ": " });
            let item = Completion { label: name.to_owned(), insert, detail: detail.to_owned(), kind };
            self.found.push((fit, item));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The best first, otherwise in the order in which they were offered; of those that only have the letters the
    /// shortest, which have the fewest others.
    pub(in crate::assist) fn finish(mut self) -> Vec<Completion> {
        self.found
            .sort_by_key(|(fit, item)| (*fit, if *fit == Fit::Scattered { item.label.len() } else { 0 }));
        self.found.into_iter().take(MOST).map(|(_, item)| item).collect()
    }
}

fn fit(name: &str, typed: &str) -> Option<Fit> {
    let (name, typed) = (name.as_bytes(), typed.as_bytes());
    let begins = |at: usize| name.get(at..at + typed.len()).is_some_and(|it| it.eq_ignore_ascii_case(typed));
    if begins(0) {
        return Some(Fit::Begins);
    }
    if (1..name.len()).any(begins) {
        return Some(Fit::Contains);
    }
    let mut letters = name.iter();
    let has = |wanted: &u8| letters.any(|letter| letter.eq_ignore_ascii_case(wanted));
    typed.iter().all(has).then_some(Fit::Scattered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_comes_before_what_contains_it() {
        let mut list = List::new("obj", "");
        for name in ["PutObject", "Offbeat jelly", "object", "Bucket"] {
            list.offer(name, "", CompletionKind::Action);
        }
        let labels: Vec<String> = list.finish().into_iter().map(|item| item.label).collect();
        assert_eq!(labels, ["object", "PutObject", "Offbeat jelly"]);
    }
}
