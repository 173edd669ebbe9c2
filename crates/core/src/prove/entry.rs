//! Patterns of a policy as globs: for each way in which the keys of its variables can stand, the texts it matches.

use std::collections::BTreeMap;

use super::language::{Glob, Step, normalised};
use super::literal::Body;
use super::space::Space;
use crate::pattern::{Pattern, Token, Variable};

/// Combinations of keys beyond which a list of patterns is not understood.
const MOST_CASES: usize = 64;

/// One entry of an element or of a clause: one pattern, or six, the fields of an ARN.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) parts: Vec<&'a Pattern>,
    /// Whether letter case does not matter.
    pub(super) folded: bool,
}

/// How the key of a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// It has one value, which the variable stands for.
    One,
    /// It is absent, and the variable's default stands for it.
    Absent,
    /// Neither: the entry is void (O09). With or without a default elsewhere.
    Several,
    NotOne,
    /// A multivalued key that is present (C32).
    Present,
}

/// Patterns that count in one case, and the literals that tell the case.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) literals: Vec<u32>,
    pub(super) globs: Vec<Glob>,
}

type States = Vec<(u32, State)>;

/// `None` of what is not understood: too many variables, text beyond ASCII without regard to letter case.
pub(super) fn cases(space: &mut Space, entries: &[Entry<'_>], jointly: bool) -> Option<Vec<Case>> {
    let mut found: BTreeMap<States, Vec<Glob>> = BTreeMap::new();
    if jointly {
        let variables: Vec<&Variable> = entries.iter().flat_map(Entry::variables).collect();
        for states in combinations(space, &variables)? {
            let globs = found.entry(states.clone()).or_default();
            for entry in entries {
                globs.extend(entry.glob(space, &states).ok()?);
            }
        }
    } else {
        for entry in entries {
            let variables: Vec<&Variable> = entry.variables().collect();
            for states in combinations(space, &variables)? {
                if let Some(glob) = entry.glob(space, &states).ok()? {
                    found.entry(states).or_default().push(glob);
                }
            }
        }
    }
    let case = |(states, globs): (States, Vec<Glob>)| Case {
        literals: states.into_iter().map(|(key, state)| literal(space, key, state)).collect(),
        globs,
    };
    Some(found.into_iter().map(case).collect())
}

fn literal(space: &mut Space, key: u32, state: State) -> u32 {
    let anything = space.anything();
    let (absent, body) = match state {
        State::One => (false, Body::Single(anything)),
        State::NotOne => (true, Body::UnlessSingle(anything.not())),
        State::Absent => (true, Body::Never),
        State::Several => (false, Body::UnlessSingle(anything.not())),
        State::Present => (false, Body::Any),
    };
    space.on_key(key, absent, body)
}

/// Every way in which the keys can stand, as far as it matters.
fn combinations(space: &mut Space, variables: &[&Variable]) -> Option<Vec<States>> {
    let mut keys: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
    for variable in variables {
        let number = space.key(&variable.key);
        let (multivalued, default) = keys.entry(number).or_default();
        *multivalued = variable.key.is_multivalued();
        *default |= variable.default.is_some();
    }
    let mut all: Vec<States> = vec![Vec::new()];
    for (key, flags) in keys {
        let states: &[State] = match flags {
            // Void however it stands.
            (true, false) => continue,
            (true, true) => &[State::Absent, State::Present],
            (false, false) => &[State::One, State::NotOne],
            (false, true) => &[State::One, State::Absent, State::Several],
        };
        let longer = |before: States| {
            states.iter().map(move |state| before.iter().copied().chain([(key, *state)]).collect())
        };
        all = all.into_iter().flat_map(longer).collect();
        if all.len() > MOST_CASES {
            return None;
        }
    }
    Some(all)
}

/// Not to be compared here.
struct NotUnderstood;

impl<'a> Entry<'a> {
    pub(super) fn plain(pattern: &'a Pattern) -> Self {
        Self { parts: vec![pattern], folded: false }
    }

    fn variables(&self) -> impl Iterator<Item = &'a Variable> {
        self.parts.iter().flat_map(|pattern| pattern.variables())
    }

    /// `None` where a variable has no value.
    fn glob(&self, space: &mut Space, states: &States) -> Result<Option<Glob>, NotUnderstood> {
        let mut glob = Glob::new();
        let last = self.parts.len().saturating_sub(1);
        for (at, pattern) in self.parts.iter().enumerate() {
            if at > 0 {
                glob.push(Step::Char(u32::from(':')));
            }
            let writer = Writer { folded: self.folded, field: at < last };
            if !writer.pattern(pattern, &mut glob, space, states)? {
                return Ok(None);
            }
        }
        Ok(Some(normalised(&glob)))
    }
}

struct Writer {
    folded: bool,
    /// Within a field of an ARN, which has no colon.
    field: bool,
}

impl Writer {
    fn pattern(
        &self,
        pattern: &Pattern,
        glob: &mut Glob,
        space: &mut Space,
        states: &States,
    ) -> Result<bool, NotUnderstood> {
        let star = if self.field { Step::FieldStar } else { Step::Star };
        let one = if self.field { Step::FieldOne } else { Step::One };
        let tokens = match pattern {
            Pattern::Any => {
                glob.push(star);
                return Ok(true);
            }
            Pattern::Literal(text) => return self.text(text, glob),
            Pattern::Prefix(text) => {
                let fits = self.text(text, glob);
                glob.push(star);
                return fits;
            }
            Pattern::Tokens { tokens, .. } => tokens,
        };
        for token in tokens {
            let fits = match token {
                Token::Star => {
                    glob.push(star);
                    true
                }
                Token::One => {
                    glob.push(one);
                    true
                }
                Token::Text(text) => self.text(text, glob)?,
                Token::Variable(variable) => self.variable(variable, glob, space, states)?,
                Token::Unknown => return Err(NotUnderstood),
            };
            if !fits {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn text(&self, text: &str, glob: &mut Glob) -> Result<bool, NotUnderstood> {
        if !self.folded {
            glob.extend(text.chars().map(|letter| Step::Char(letter.into())));
            return Ok(!(self.field && text.contains(':')));
        }
        if !text.is_ascii() {
            return Err(NotUnderstood);
        }
        glob.extend(text.chars().map(|letter| Step::Folded(letter.to_ascii_lowercase().into())));
        Ok(true)
    }

    fn variable(
        &self,
        variable: &Variable,
        glob: &mut Glob,
        space: &mut Space,
        states: &States,
    ) -> Result<bool, NotUnderstood> {
        let key = space.key(&variable.key);
        let state = states.iter().find(|(own, _)| *own == key).map(|(_, state)| *state);
        match (state, &variable.default) {
            (Some(State::One), _) => {
                glob.push(match (self.folded, self.field) {
                    (true, _) => Step::FoldedValue(key),
                    (false, true) => Step::FieldValue(key),
                    (false, false) => Step::Value(key),
                });
                Ok(true)
            }
            (Some(State::Absent), Some(default)) => self.text(default, glob),
            _ => Ok(false),
        }
    }
}
