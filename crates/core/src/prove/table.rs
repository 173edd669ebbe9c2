//! Which statements of a policy match which actions, by service.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::language::{Glob, Step, normalised};
use super::lower::{Cube, cubes};
use super::space::Space;
use crate::document::Effect;
use crate::pattern::{Pattern, Token};
use crate::policy::{ActionPattern, Policy};

/// A policy as cubes.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) policy: Arc<Policy>,
    pub(super) statements: Vec<LoweredStatement>,
    pub(super) services: BTreeMap<Box<str>, Vec<(u32, Name)>>,
    /// The statements with the entry `*`.
    pub(super) any: Vec<u32>,
    /// Whether an entry has wildcards in its service.
    pub(super) odd: bool,
    /// Whether a statement matches actions of services that it does not name.
    pub(super) wide: bool,
    /// Keys whose lists of values an operator looks at.
    pub(super) lists: Vec<u32>,
}

#[derive(Debug)]
pub(super) struct LoweredStatement {
    pub(super) effect: Effect,
    pub(super) cubes: Rc<[Cube]>,
    /// Whether it has `NotAction`.
    pub(super) negated: bool,
    /// Whether its list of actions is empty, so that it never matches (G12).
    pub(super) never: bool,
}

/// The name of an action within its service, in lower case.
#[derive(Debug, Clone)]
pub(super) enum Name {
    Exact(Box<str>),
    Prefix(Box<str>),
    Glob(Glob),
}

impl Lowered {
    pub(super) fn of(policy: &Arc<Policy>, space: &mut Space) -> Self {
        let mut lowered = Self {
            policy: Arc::clone(policy),
            statements: Vec::new(),
            services: BTreeMap::new(),
            any: Vec::new(),
            odd: false,
            wide: false,
            lists: Vec::new(),
        };
        let nodes = policy.document().statements();
        for (number, (statement, node)) in (0..).zip(policy.statements().iter().zip(nodes)) {
            let (negated, entries) = statement.action_element();
            lowered.statements.push(LoweredStatement {
                effect: statement.effect(),
                cubes: cubes(space, statement, node).into(),
                negated,
                never: entries.is_empty(),
            });
            lowered.wide |= negated;
            for entry in entries {
                lowered.action(number, entry);
            }
            let sets = statement.clauses().iter().filter(|clause| clause.operator().set.is_some());
            for clause in sets {
                let key = space.key(clause.key());
                lowered.lists.push(key);
            }
        }
        lowered
    }

    fn action(&mut self, statement: u32, entry: &ActionPattern) {
        let (service, name) = match entry {
            ActionPattern::Any => (None, Name::Prefix("".into())),
            ActionPattern::Never => return,
            ActionPattern::Exact { action, .. } => {
                let lower = action.to_ascii_lowercase();
                let Some((service, name)) = lower.split_once(':') else { return };
                (Some(service.to_owned()), Name::Exact(name.into()))
            }
            ActionPattern::Parts { service, name } => match service {
                Pattern::Literal(service) => (Some(service.to_string()), name_of(name)),
                Pattern::Any if *name == Pattern::Any => (None, Name::Prefix("".into())),
                _ => {
                    self.odd = true;
                    self.wide = true;
                    return;
                }
            },
        };
        match service {
            Some(service) => self.services.entry(service.into()).or_default().push((statement, name)),
            None => {
                self.any.push(statement);
                self.wide = true;
            }
        }
    }
}

fn name_of(pattern: &Pattern) -> Name {
    match pattern {
        Pattern::Any => Name::Prefix("".into()),
        Pattern::Literal(text) => Name::Exact(text.clone()),
        Pattern::Prefix(text) => Name::Prefix(text.clone()),
        Pattern::Tokens { .. } => Name::Glob(glob(pattern, false)),
    }
}

impl Name {
    /// The patterns of the name.
    pub(super) fn glob(&self) -> Glob {
        let text = |text: &str| -> Glob { text.chars().map(|letter| Step::Char(letter.into())).collect() };
        match self {
            Self::Exact(name) => text(name),
            Self::Prefix(name) => text(name).into_iter().chain([Step::Star]).collect(),
            Self::Glob(glob) => glob.clone(),
        }
    }
}

/// The glob of a pattern without variables.
fn glob(pattern: &Pattern, field: bool) -> Glob {
    let (one, star) = if field { (Step::FieldOne, Step::FieldStar) } else { (Step::One, Step::Star) };
    let text = |text: &str| -> Glob { text.chars().map(|letter| Step::Char(letter.into())).collect() };
    let token = |token: &Token| match token {
        Token::Star => vec![star],
        Token::One => vec![one],
        Token::Text(own) => text(own),
        Token::Variable(_) | Token::Unknown => Vec::new(),
    };
    let steps: Glob = match pattern {
        Pattern::Any => vec![star],
        Pattern::Literal(own) => text(own),
        Pattern::Prefix(own) => text(own).into_iter().chain([star]).collect(),
        Pattern::Tokens { tokens, .. } => tokens.iter().flat_map(token).collect(),
    };
    normalised(&steps)
}

/// The glob of a whole action; `None` of what matches none.
pub(super) fn whole(entry: &ActionPattern) -> Option<Glob> {
    let text = |text: &str| -> Glob { text.chars().map(|letter| Step::Char(letter.into())).collect() };
    match entry {
        ActionPattern::Any => Some(vec![Step::Star]),
        ActionPattern::Never => None,
        ActionPattern::Exact { action, .. } => Some(text(&action.to_ascii_lowercase())),
        ActionPattern::Parts { service, name } => {
            let mut whole = glob(service, true);
            whole.push(Step::Char(u32::from(':')));
            whole.extend(glob(name, false));
            Some(whole)
        }
    }
}
