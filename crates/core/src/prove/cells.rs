//! The actions of a universe, partitioned: within a cell every statement matches all actions or none.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::language::{Glob, Step};
use super::literal::ACTION;
use super::lower::Cube;
use super::space::Space;
use super::table::{Lowered, Name, whole};
use crate::request::Action;

/// One bit for each statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn none(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    pub(super) fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    fn apart(&self, other: &Self, without: &Self) -> Self {
        let words = self.0.iter().zip(&other.0).zip(&without.0);
        Self(words.map(|((own, other), without)| (own ^ other) & !without).collect())
    }
}

/// Actions that the statements do not tell apart.
#[derive(Debug)]
pub(super) struct Cell {
    /// One of them; the service, or nothing, where the action is a variable.
    pub(super) action: String,
    /// The statements that match.
    pub(super) on: Bits,
    /// Where the action is a variable: what each statement asks of it, and what makes it one of the cell.
    pub(super) asks: Option<(Vec<Option<u32>>, [u32; 2])>,
    /// An action by which layers are told to count or not.
    pub(super) example: String,
}

impl Cell {
    /// A cube of a statement, with what the statement asks of the action.
    pub(super) fn asked(&self, statement: usize, cube: &Cube) -> Cube {
        match self.asks.as_ref().and_then(|(asks, _)| asks.get(statement).copied().flatten()) {
            Some(ask) => cube.iter().copied().chain([ask]).collect(),
            None => Rc::clone(cube),
        }
    }
}

/// What statements ask of an action that is a variable.
struct Asks {
    on: Bits,
    asks: Vec<Option<u32>>,
}

impl Asks {
    /// The cell of the actions of this shape but for those that stand apart.
    fn cell(self, service: &str, of: &str, shape: Glob, apart: Vec<Glob>, space: &mut Space) -> Cell {
        let is_action = space.text(vec![shape]);
        let is_apart = space.text(apart);
        let within = [space.on(ACTION, is_action), space.on(ACTION, is_apart.not())];
        let example = format!("{of}:Action");
        Cell { action: service.to_owned(), on: self.on, asks: Some((self.asks, within)), example }
    }
}

/// All statements of a question, numbered one after the other, and names that have to be told apart besides.
#[derive(Debug)]
pub(super) struct Actions<'a> {
    policies: Vec<(usize, &'a Lowered)>,
    markers: &'a [String],
    length: usize,
    negated: Bits,
    never: Bits,
    any: Bits,
}

impl<'a> Actions<'a> {
    pub(super) fn new(all: &[&'a Lowered], markers: &'a [String]) -> Self {
        let statements: usize = all.iter().map(|policy| policy.statements.len()).sum();
        let length = statements + markers.len();
        let none = Bits::none(length);
        let mut actions = Self {
            policies: Vec::new(),
            markers,
            length,
            negated: none.clone(),
            never: none.clone(),
            any: none,
        };
        let mut from = 0;
        for policy in all {
            actions.policies.push((from, *policy));
            for (at, statement) in policy.statements.iter().enumerate() {
                if statement.never {
                    actions.never.set(from + at);
                } else if statement.negated {
                    actions.negated.set(from + at);
                }
            }
            for at in &policy.any {
                actions.any.set(from + *at as usize);
            }
            from += policy.statements.len();
        }
        actions
    }

    fn on(&self, hit: &Bits) -> Bits {
        hit.apart(&self.negated, &self.never)
    }

    /// Whether wildcards stand in services, so that no service can be looked at by itself.
    pub(super) fn is_odd(&self) -> bool {
        self.policies.iter().any(|(_, policy)| policy.odd)
    }

    /// Whether actions count of services that none of the first so many policies names; with `None`, nothing has to
    /// match at all, as of a root user.
    fn is_wide(&self, first: Option<usize>) -> bool {
        first.is_none_or(|first| self.policies.iter().take(first).any(|(_, policy)| policy.wide))
    }

    /// The services to look at where one of the first so many policies has to match.
    pub(super) fn services(&self, first: Option<usize>) -> BTreeSet<&'a str> {
        let wide = self.is_wide(first);
        let seen = first.filter(|_| !wide).unwrap_or(self.policies.len());
        let marked =
            self.markers.iter().filter_map(|marker| marker.split_once(':')).map(|(service, _)| service);
        let named = self.policies.iter().take(seen).flat_map(|(_, policy)| policy.services.keys());
        named.map(AsRef::as_ref).chain(marked.filter(|_| wide)).collect()
    }

    /// Whether an action of a service that nobody names has to be looked at, too.
    pub(super) fn other(&self, first: Option<usize>) -> Option<Cell> {
        self.is_wide(first).then(|| {
            let mut service = "other".to_owned();
            while self.services(first).contains(service.as_str()) {
                service.push('x');
            }
            let action = format!("{service}:Action");
            Cell { example: action.clone(), action, on: self.on(&self.any), asks: None }
        })
    }

    /// The names of one service.
    fn names(&self, service: &str) -> Vec<(usize, Name)> {
        let mut names = Vec::new();
        for (from, policy) in &self.policies {
            let own = policy.services.get(service).map_or(&[][..], Vec::as_slice);
            names.extend(own.iter().map(|(at, name)| (from + *at as usize, name.clone())));
        }
        for (at, marker) in (self.statements()..).zip(self.markers) {
            match marker.split_once(':') {
                Some((own, "*")) if own == service => names.push((at, Name::Prefix("".into()))),
                Some((own, name)) if own == service => names.push((at, Name::Exact(name.into()))),
                _ => {}
            }
        }
        names
    }

    /// The cells of one service in the open universe: any name, also future ones.
    pub(super) fn open(&self, service: &str, space: &mut Space) -> Vec<Cell> {
        let names = self.names(service);
        let mut plain: Vec<(&str, bool, usize)> = Vec::new();
        for (at, name) in &names {
            match name {
                Name::Exact(text) => plain.push((text, false, *at)),
                Name::Prefix(text) => plain.push((text, true, *at)),
                Name::Glob(_) => return self.variable(service, &names, space),
            }
        }
        plain.sort_unstable();
        let found = Tree { plain: &plain, any: &self.any }.cells();
        let cell = |(name, hit): (String, Bits)| {
            let action = format!("{service}:{name}");
            Cell { example: action.clone(), action, on: self.on(&hit), asks: None }
        };
        found.into_iter().map(cell).collect()
    }

    /// One cell in which the action's name is a variable; names that have to be told apart are cells of their own.
    fn variable(&self, service: &str, names: &[(usize, Name)], space: &mut Space) -> Vec<Cell> {
        let statements = self.statements();
        let mut globs: Vec<Vec<Glob>> = vec![Vec::new(); self.length];
        let (mut cells, mut apart, mut on) = (Vec::new(), Vec::new(), Vec::new());
        for (at, name) in names {
            match name {
                Name::Exact(own) if *at >= statements => {
                    cells.extend(Action::new(format!("{service}:{own}")).map(|action| self.at(&action)));
                    apart.push(name.glob());
                }
                _ if *at >= statements => on.push(*at),
                _ => globs.get_mut(*at).into_iter().for_each(|own| own.push(name.glob())),
            }
        }
        let asks = self.asks(&globs, &on, space);
        cells.push(asks.cell(service, service, vec![Step::One, Step::Star], apart, space));
        cells
    }

    /// Cells for all actions of all services, in which the action is a variable.
    pub(super) fn all(&self, space: &mut Space) -> Vec<Cell> {
        let mut globs: Vec<Vec<Glob>> = vec![Vec::new(); self.length];
        for (from, policy) in &self.policies {
            for (at, statement) in policy.policy.statements().iter().enumerate() {
                if let Some(own) = globs.get_mut(from + at) {
                    own.extend(statement.action_element().1.iter().filter_map(whole));
                }
            }
        }
        let colon = Step::Char(u32::from(':'));
        let (mut cells, mut apart) = (Vec::new(), Vec::new());
        let text = |text: &str| -> Glob { text.chars().map(|letter| Step::Char(letter.into())).collect() };
        for (at, marker) in (self.statements()..).zip(self.markers) {
            if let Some(service) = marker.strip_suffix('*') {
                let shape: Glob = text(service).into_iter().chain([Step::One, Step::Star]).collect();
                let exact = self.markers.iter().filter(|own| own.starts_with(service) && !own.ends_with('*'));
                let exact = exact.map(|own| text(own)).collect();
                cells.push(self.asks(&globs, &[at], space).cell(
                    "",
                    service.trim_end_matches(':'),
                    shape,
                    exact,
                    space,
                ));
                apart.push(text(service).into_iter().chain([Step::Star]).collect());
            } else {
                cells.extend(Action::new(marker.as_str()).map(|action| self.at(&action)));
                apart.push(text(marker));
            }
        }
        let shape = vec![Step::FieldOne, Step::FieldStar, colon, Step::One, Step::Star];
        cells.push(self.asks(&globs, &[], space).cell("", "any", shape, apart, space));
        cells
    }

    fn statements(&self) -> usize {
        self.length - self.markers.len()
    }

    /// What each statement asks of an action that is a variable, of which these markers are true.
    fn asks(&self, globs: &[Vec<Glob>], markers: &[usize], space: &mut Space) -> Asks {
        let mut on = Bits::none(self.length);
        for at in markers {
            on.set(*at);
        }
        let mut asks = vec![None; self.length];
        for (at, own) in globs.iter().enumerate().take(self.statements()) {
            let is_any = self.any.has(at) || own.iter().any(|glob| glob.as_slice() == [Step::Star]);
            let negated = self.negated.has(at);
            if self.never.has(at) || is_any && negated || own.is_empty() && !is_any && !negated {
                continue;
            }
            on.set(at);
            if !is_any && !own.is_empty() {
                let mut signed = space.text(own.clone());
                signed.negated = negated;
                let literal = space.on(ACTION, signed);
                asks.get_mut(at).into_iter().for_each(|ask| *ask = Some(literal));
            }
        }
        Asks { on, asks }
    }

    /// The cell of one action.
    pub(super) fn at(&self, action: &Action<'_>) -> Cell {
        let mut hit = Bits::none(self.length);
        for (from, policy) in &self.policies {
            for (at, statement) in policy.policy.statements().iter().enumerate() {
                if statement.action_element().1.iter().any(|entry| entry.matches(action)) {
                    hit.set(from + at);
                }
            }
        }
        for (at, marker) in (self.statements()..).zip(self.markers) {
            let is_all = marker.strip_suffix(":*").is_some_and(|service| action.is_of(service));
            if is_all || action.is(marker) {
                hit.set(at);
            }
        }
        let action = action.as_str().to_owned();
        Cell { example: action.clone(), action, on: self.on(&hit), asks: None }
    }
}

/// Names that are texts and beginnings of texts, sorted.
struct Tree<'a> {
    plain: &'a [(&'a str, bool, usize)],
    any: &'a Bits,
}

impl Tree<'_> {
    /// Each text, and each beginning with a letter that no longer text has there.
    fn cells(&self) -> Vec<(String, Bits)> {
        let mut cells = Vec::new();
        let mut open: Vec<(&str, Bits)> = Vec::new();
        let mut root = self.any.clone();
        for (_, _, at) in self.plain.iter().filter(|(text, is_prefix, _)| text.is_empty() && *is_prefix) {
            root.set(*at);
        }
        self.fresh("", &root, &mut cells);
        let mut rest = self.plain;
        while let Some((text, _, _)) = rest.first().copied() {
            let group = rest.iter().take_while(|(own, _, _)| *own == text).count();
            let (same, after) = rest.split_at_checked(group).unwrap_or((rest, &[]));
            rest = after;
            if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
                continue;
            }
            while open.last().is_some_and(|(above, _)| !text.starts_with(above)) {
                open.pop();
            }
            let mut inner = open.last().map_or(&root, |(_, hit)| hit).clone();
            let mut here = inner.clone();
            for (_, is_prefix, at) in same {
                here.set(*at);
                if *is_prefix {
                    inner.set(*at);
                }
            }
            cells.push((text.to_owned(), here));
            if same.iter().any(|(_, is_prefix, _)| *is_prefix) {
                self.fresh(text, &inner, &mut cells);
                open.push((text, inner));
            }
        }
        cells
    }

    fn fresh(&self, text: &str, hit: &Bits, cells: &mut Vec<(String, Bits)>) {
        let from = self.plain.partition_point(|(own, _, _)| *own < text);
        let below = self.plain.get(from..).unwrap_or_default().iter();
        let below = below.map_while(|(own, _, _)| own.strip_prefix(text));
        let taken: BTreeSet<char> = below.filter_map(|rest| rest.chars().next()).collect();
        let mut letters = ('a'..='z').rev().chain('0'..='9').chain('\u{e0}'..='\u{2000}');
        if let Some(letter) = letters.find(|letter| !taken.contains(letter)) {
            cells.push((format!("{text}{letter}"), hit.clone()));
        }
    }
}
