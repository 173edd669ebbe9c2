//! Brute force: for each value of each variable which statements it leaves, through the evaluator, and all
//! combinations of that.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::random::{Document, LIST, Statement, TEXT, TYPED};
use super::{AttachedPolicies, compiled};
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::{Action, Context, Fact, Policy, PolicyType, Principal, Request, Resource};

/// What some request shows.
#[allow(clippy::struct_excessive_bools, reason = "four questions")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    pub(super) gained: bool,
    pub(super) lost: bool,
    /// One denies it explicitly, the other does not.
    pub(super) denied: bool,
    pub(super) shared: bool,
}

type Values = Option<Vec<String>>;

/// Which element a part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Action,
    Resource,
    Key(&'static str),
}

impl Found {
    /// `several` is whether any key may have several values, and not the list alone.
    pub(super) fn of(one: &Document, other: &Document, several: bool) -> Self {
        let statements: Vec<&Statement> = one.0.iter().chain(&other.0).collect();
        let text = serde_json::to_string(&(one.document(), other.document())).unwrap();
        let bits = |parts: &[Part], requests: &mut dyn Iterator<Item = Ask>| -> BTreeSet<u32> {
            let policies: Vec<_> = statements.iter().map(|own| part(own, parts)).collect();
            requests.map(|ask| ask.bits(&policies)).collect()
        };
        let actions = texts("abc", 1, 3).into_iter().map(|name| format!("s:{name}"));
        let actions = actions.chain(["t:a", "st:ab", "ss:b"].map(String::from));
        let mut sets = vec![bits(&[Part::Action], &mut actions.map(Ask::action))];
        let typed = typed_values(several);
        sets.push(bits(&[Part::Key(TYPED)], &mut typed.into_iter().map(|own| Ask::key(TYPED, own))));
        let linked = text.contains("${s");
        let (short, long) = (texts("ab", 0, 2), texts("abc", 0, 4));
        let lists =
            lists(if linked { "aA" } else { "abc" }, text.contains("Values:") || text.contains("AnyValue:"));
        if linked {
            let mut all = Vec::new();
            for own in text_values(several) {
                for list in &lists {
                    for resource in short.iter().chain(&["aA".to_owned(), "aba".to_owned()]) {
                        all.push(Ask {
                            resource: resource.clone(),
                            keys: vec![(TEXT, own.clone()), (LIST, list.clone())],
                            ..Ask::default()
                        });
                    }
                }
            }
            sets.push(bits(&[Part::Resource, Part::Key(TEXT), Part::Key(LIST)], &mut all.into_iter()));
        } else {
            sets.push(bits(&[Part::Resource], &mut long.into_iter().map(Ask::resource)));
            sets.push(bits(
                &[Part::Key(TEXT)],
                &mut text_values(several).into_iter().map(|own| Ask::key(TEXT, own)),
            ));
            sets.push(bits(&[Part::Key(LIST)], &mut lists.into_iter().map(|own| Ask::key(LIST, own))));
        }
        let all = sets.into_iter().reduce(|left, right| {
            left.iter().flat_map(|own| right.iter().map(move |other| own & other)).collect()
        });
        judge(&statements, one.0.len(), all.unwrap_or_default())
    }
}

fn judge(statements: &[&Statement], first: usize, all: BTreeSet<u32>) -> Found {
    let mask = |test: &dyn Fn(usize, &Statement) -> bool| {
        statements
            .iter()
            .enumerate()
            .filter(|(at, own)| test(*at, own))
            .fold(0_u32, |mask, (at, _)| mask | 1 << at)
    };
    let of_first = mask(&|at, _| at < first);
    let allow = mask(&|_, own| own.allow);
    let mut found = Found::default();
    for bits in all {
        let denied = |own: u32| bits & own & !allow != 0;
        let allowed = |own: u32| bits & own & allow != 0 && !denied(own);
        let (one, other) = (allowed(of_first), allowed(!of_first));
        found.gained |= one && !other;
        found.lost |= other && !one;
        found.shared |= one && other;
        found.denied |= denied(of_first) != denied(!of_first);
    }
    found
}

/// A statement with these elements alone, as a policy that allows.
fn part(statement: &Statement, parts: &[Part]) -> AttachedPolicies {
    let mut own = Statement { allow: true, ..statement.clone() };
    if !parts.contains(&Part::Action) {
        own.action = ("Action", vec!["*".to_owned()]);
    }
    if !parts.contains(&Part::Resource) {
        own.resource = ("Resource", vec!["*".to_owned()]);
    }
    own.clauses.retain(|(_, key, _)| parts.contains(&Part::Key(key)));
    let document: Value = Document(vec![own]).document();
    let policy: Arc<Policy> = compiled(&document, PolicyType::Identity);
    AttachedPolicies { identity: vec![policy.into()], ..AttachedPolicies::default() }
}

struct Ask {
    action: String,
    resource: String,
    keys: Vec<(&'static str, Values)>,
}

impl Default for Ask {
    fn default() -> Self {
        Self { action: "s:a".to_owned(), resource: "*".to_owned(), keys: Vec::new() }
    }
}

impl Ask {
    fn action(action: String) -> Self {
        Self { action, ..Self::default() }
    }

    fn resource(resource: String) -> Self {
        Self { resource, ..Self::default() }
    }

    fn key(key: &'static str, values: Values) -> Self {
        Self { keys: vec![(key, values)], ..Self::default() }
    }

    fn bits(self, policies: &[AttachedPolicies]) -> u32 {
        let principal = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
        let mut context = Context::new();
        for (key, values) in self.keys {
            if let Some(values) = values {
                context.insert(key, Fact::Known(values.into()));
            }
        }
        let resource = Resource::new(self.resource, Some("123456789012".into()));
        let request = Request { principal, action: Action::new(self.action).unwrap(), resource, context };
        let allows = |own: &AttachedPolicies| evaluate(own, &request, &mut NoTrace) == Decision::Allowed;
        policies.iter().enumerate().fold(0, |bits, (at, own)| bits | u32::from(allows(own)) << at)
    }
}

fn texts(letters: &str, least: usize, most: usize) -> Vec<String> {
    let (mut all, mut last) = (Vec::new(), vec![String::new()]);
    for long in 0..=most {
        if long >= least {
            all.extend(last.iter().cloned());
        }
        last = last
            .iter()
            .flat_map(|text| letters.chars().map(move |letter| format!("{text}{letter}")))
            .collect();
    }
    all
}

fn text_values(several: bool) -> Vec<Values> {
    let mut all: Vec<Values> = vec![None];
    all.extend(several.then(two));
    all.extend(
        texts("abA", 0, 2)
            .into_iter()
            .chain(["aab", "aba", "c"].map(String::from))
            .map(|own| Some(vec![own])),
    );
    for third in ["", "a", "b"] {
        for fifth in ["", "a", "b", "ab"] {
            for last in ["", "a", "b:", "ab"] {
                all.push(Some(vec![format!("a:a:{third}:{fifth}:a:{last}")]));
            }
        }
    }
    all
}

fn lists(letters: &str, several: bool) -> Vec<Values> {
    let mut all: Vec<Values> = vec![None];
    let words: Vec<String> =
        texts(letters, 0, 2).into_iter().chain(["b".to_owned(), "a:".to_owned()]).collect();
    all.extend(words.iter().map(|own| Some(vec![own.clone()])));
    all.push(two());
    if several {
        for one in &words {
            for other in &words {
                all.push(Some(vec![one.clone(), other.clone()]));
            }
        }
        all.push(Some(["a", "b", "ab"].map(String::from).to_vec()));
        all.push(Some(["a", "b", "c", "aa"].map(String::from).to_vec()));
    }
    all
}

/// Of a key whose lists no policy looks at, one list is like another.
#[allow(clippy::unnecessary_wraps, reason = "as the others")]
fn two() -> Values {
    Some(["1", "a"].map(String::from).to_vec())
}

fn typed_values(several: bool) -> Vec<Values> {
    let mut all: Vec<Values> = vec![None];
    all.extend(several.then(two));
    let texts = "-1 0 0.5 1 1.0 1.2 1.5 1.7 2 3 x y true TRUE false False MQ== 10.0.0.0 10.0.0.1 10.200.0.0 11.0.0.0 \
        2001:db8::1 ::1 2025-01-01 2026-01-01 2026 2026-01-01T00:00:00.5Z 1767225601 2026-01-01T00:00:02Z 2027";
    all.extend(texts.split_whitespace().map(|text| Some(vec![text.to_owned()])));
    all
}
