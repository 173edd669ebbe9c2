//! Requests made of what a region asks; the evaluator says whether one is what was looked for.

use std::collections::{BTreeMap, BTreeSet};

use sayso_catalog::ServiceReference;

use super::caller::{self, Stated};
use super::language::{Glob, Letter, Step, key_of as letter_key, matches};
use super::literal::{ACTION, Body, RESOURCE, key_of};
use super::scene::{ACCOUNT, Scene};
use super::search::{Region, Search};
use super::space::{EMPTY, Feasible, Set};
use super::theory::text_of;
use crate::request::{Action, Context, Fact, Key, Principal, Request, Resource};

/// Keys whose values follow from the caller.
const OF_CALLERS: [&str; 6] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:username",
];

/// Texts for policy variables that are tried.
const MOST_TEXTS: usize = 60;

/// The values of each variable; `None` where it is absent.
type Values = BTreeMap<u32, Option<Vec<Vec<Letter>>>>;

pub(super) struct Maker<'m, 's> {
    pub(super) search: &'m mut Search<'s>,
    pub(super) scene: &'m Scene,
    /// An action of the cell, or the service or nothing where the action is a variable.
    pub(super) action: &'m str,
    pub(super) is_variable: bool,
    /// To make resources look like those of the action.
    pub(super) reference: Option<ServiceReference<'m>>,
}

impl Maker<'_, '_> {
    /// The first request that is confirmed.
    pub(super) fn find(
        &mut self,
        region: &Region,
        confirm: &dyn Fn(&Request<'_>) -> bool,
    ) -> Option<Request<'static>> {
        let values = self.values(region)?;
        let mut shapes: Vec<Set> = self.shapes(&values, region.set(RESOURCE));
        shapes.push(region.set(RESOURCE));
        for set in shapes {
            let mut values = values.clone();
            match &*self.search.feasible(RESOURCE, set) {
                Feasible::Values(words) => _ = values.insert(RESOURCE, Some(words.clone())),
                Feasible::Unknown(_, words) => _ = values.insert(RESOURCE, words.clone()),
                Feasible::No | Feasible::Absent => continue,
            }
            for given in self.texts(region, &values) {
                if let Some(request) = self.request(&values, &given)
                    && confirm(&request)
                {
                    return Some(request.into_owned());
                }
            }
        }
        None
    }

    fn values(&mut self, region: &Region) -> Option<Values> {
        let mut values = Values::new();
        for (variable, set) in &region.0 {
            let found = match &*self.search.feasible(*variable, *set) {
                Feasible::No => return None,
                Feasible::Absent => None,
                Feasible::Values(words) => Some(words.clone()),
                Feasible::Unknown(_, words) => Some(words.clone().unwrap_or_default()),
            };
            values.insert(*variable, found);
        }
        Some(values)
    }

    /// The resource's set with what makes it look like an ARN of the action, where that can be.
    fn shapes(&mut self, values: &Values, set: Set) -> Vec<Set> {
        let Some(reference) = self.reference else { return Vec::new() };
        let Some(action) = self.action_text(values) else { return Vec::new() };
        let mut patterns: Vec<String> = Vec::new();
        if let Some(action) = reference.action(&action) {
            let types = action.resource_types();
            patterns.extend(types.flat_map(|own| own.resource_type.arn_patterns()).map(placeholders));
        }
        patterns.push("*".to_owned());
        let service = action.split(':').next().unwrap_or_default();
        patterns.push(format!("arn:aws:{service}:us-east-1:{ACCOUNT}:?*"));
        let literals = patterns.iter().map(|pattern| {
            let star = |letter: char| match letter {
                '*' if pattern.len() > 1 => Step::Star,
                '?' => Step::One,
                letter => Step::Char(letter.into()),
            };
            let glob: Glob = pattern.chars().map(star).collect();
            let signed = self.search.space.text(vec![glob]);
            self.search.space.on(RESOURCE, signed)
        });
        let literals: Vec<u32> = literals.collect();
        literals.into_iter().map(|literal| self.search.space.with(set, literal)).collect()
    }

    fn action_text(&self, values: &Values) -> Option<String> {
        if !self.is_variable {
            return Some(self.action.to_owned());
        }
        let word = values.get(&ACTION)?.as_ref()?.first()?;
        let text = text_of(word)?;
        Some(if self.action.is_empty() { text } else { format!("{}:{text}", self.action) })
    }

    /// Texts of keys to be tried where they stand for policy variables.
    fn texts(&mut self, region: &Region, values: &Values) -> Vec<BTreeMap<u32, String>> {
        let mut tries = vec![BTreeMap::new()];
        let mut used: BTreeSet<u32> = BTreeSet::new();
        let mut solved: BTreeSet<(u32, String)> = BTreeSet::new();
        let mut sets: Vec<(u32, Set)> = region.0.clone();
        if region.set(RESOURCE) == EMPTY {
            sets.push((RESOURCE, EMPTY));
        }
        for (variable, set) in sets {
            let words = values.get(&variable).cloned().flatten().unwrap_or_default();
            used.extend(words.iter().flatten().filter_map(|letter| letter_key(*letter)));
            for literal in self.search.space.set(set).iter() {
                let (Body::Single(signed)
                | Body::UnlessSingle(signed)
                | Body::Some(signed)
                | Body::Every(signed)) = self.search.space.get(*literal).body
                else {
                    continue;
                };
                for glob in self.search.space.theory.globs(signed.predicate) {
                    used.extend(glob.iter().filter_map(|step| step.value()));
                    for word in words.iter().filter(|_| !signed.negated) {
                        solve(glob, word, &mut solved);
                    }
                }
            }
        }
        if used.is_empty() {
            return tries;
        }
        let all = |text: &dyn Fn(u32) -> String| used.iter().map(|key| (*key, text(*key))).collect();
        tries.push(all(&|key| format!("value{key}")));
        tries.push(all(&|key| format!("{:012}", 123_456_789_012_u64 + u64::from(key))));
        tries.push(all(&|_| "ana".to_owned()));
        // No field of an ARN takes this.
        tries.push(all(&|_| "a:b".to_owned()));
        tries.extend(solved.into_iter().take(MOST_TEXTS).map(|(key, text)| BTreeMap::from([(key, text)])));
        tries
    }

    fn request(&self, values: &Values, given: &BTreeMap<u32, String>) -> Option<Request<'static>> {
        let action = Action::new(self.action_text(values)?).ok()?;
        let text = |word: &[Letter]| filled(word, values, given, 3);
        let arn = match values.get(&RESOURCE).and_then(Option::as_ref).and_then(|words| words.first()) {
            Some(word) => text(word)?,
            None => "*".to_owned(),
        };
        let mut facts = Facts::new();
        for (variable, words) in values {
            let Some(key) = key_of(*variable) else { continue };
            let name = self.search.space.key_name(key)?.clone();
            let texts = match (given.get(&key), words) {
                (_, None) => None,
                (Some(text), Some(_)) => Some(vec![text.clone()]),
                (None, Some(words)) if words.is_empty() => Some(vec!["x".to_owned()]),
                (None, Some(words)) => Some(words.iter().map(|word| text(word)).collect::<Option<_>>()?),
            };
            facts.push((name, texts));
        }
        let principal = self.principal(&arn, &facts)?;
        let mut context = Context::new();
        for (key, texts) in facts {
            // What follows from a caller that policies ask for is not stated otherwise.
            if !self.scene.anybody && OF_CALLERS.contains(&key.to_lowercase().as_str()) {
                continue;
            }
            let derived = principal.derived_value(key.as_str()).map(str::to_owned);
            match texts {
                None => _ = context.insert(key.as_str().to_owned(), Fact::Absent),
                Some(texts) if derived.as_ref().is_some_and(|own| texts == [own.as_str()]) => {}
                Some(texts) => _ = context.insert(key.as_str().to_owned(), Fact::Known(texts.into())),
            }
        }
        let is_own = self.scene.owner.as_deref() == self.scene.principal.account.as_deref();
        let owner = if is_own { principal.account.clone() } else { self.scene.owner.clone().map(Into::into) };
        let mut resource = Resource::new(arn, owner);
        resource.kind = self.scene.kind;
        Some(Request { principal, action, resource, context })
    }

    /// The caller: where anybody will do, one of the resource's partition and of the ARN that the request states.
    fn principal(&self, arn: &str, facts: &Facts) -> Option<Principal<'static>> {
        let stated = |name: &str| {
            let texts =
                facts.iter().find(|(key, _)| *key == Key::new(name)).and_then(|(_, texts)| texts.as_ref());
            texts.and_then(|texts| texts.first()).map(String::as_str)
        };
        if !self.scene.anybody {
            let stated = Stated {
                arn: stated("aws:PrincipalArn"),
                account: stated("aws:PrincipalAccount"),
                username: stated("aws:username"),
                service: stated("aws:PrincipalServiceName"),
            };
            return caller::named(self.scene, stated);
        }
        let partition = arn.strip_prefix("arn:").and_then(|rest| rest.split(':').next());
        let partition = partition.filter(|own| !own.is_empty()).unwrap_or("aws");
        let own = format!("arn:{partition}:iam::{ACCOUNT}:user/ana");
        let named = stated("aws:PrincipalArn")
            .filter(|text| text.starts_with(&format!("arn:{partition}:iam:")))
            .and_then(|text| Principal::named(text, "session").ok())
            .filter(|own| own.has_identity_policies() && own.account.as_deref() == Some(ACCOUNT))
            .or_else(|| Principal::named(&own, "").ok());
        Some(named.map_or_else(|| self.scene.principal.clone(), Principal::into_owned))
    }
}

/// Keys with their values; `None` of those that are absent.
type Facts = Vec<(Key<'static>, Option<Vec<String>>)>;

/// An ARN pattern of the catalogue with the placeholders that every request shares.
fn placeholders(pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(match name {
            "Partition" => "aws",
            "Region" => "us-east-1",
            "Account" => ACCOUNT,
            _ => "?*",
        });
        rest = after;
    }
    text + rest
}

/// A word with texts for the letters that stand for keys.
fn filled(word: &[Letter], values: &Values, given: &BTreeMap<u32, String>, depth: u32) -> Option<String> {
    let mut text = String::new();
    for letter in word {
        match letter_key(*letter) {
            None => text.push(char::from_u32(*letter)?),
            Some(key) => match given.get(&key) {
                Some(own) => text.push_str(own),
                None => {
                    let own = values.get(&super::literal::variable_of(key))?.as_ref()?.first()?;
                    text.push_str(&filled(own, values, given, depth.checked_sub(1)?)?);
                }
            },
        }
    }
    Some(text)
}

/// What the only variable of a pattern may stand for in a word.
fn solve(glob: &[Step], word: &[Letter], solved: &mut BTreeSet<(u32, String)>) {
    let mut at_values = glob.iter().enumerate().filter_map(|(at, step)| Some((at, step.value()?)));
    let (Some((at, key)), None) = (at_values.next(), at_values.next()) else { return };
    let (Some(before), Some(after)) = (glob.get(..at), glob.get(at + 1..)) else { return };
    for from in 0..=word.len() {
        if !word.get(..from).is_some_and(|head| matches(before, head)) {
            continue;
        }
        for to in (from..=word.len()).rev() {
            if solved.len() >= MOST_TEXTS {
                return;
            }
            if word.get(to..).is_some_and(|tail| matches(after, tail)) {
                let Some(text) = word.get(from..to).and_then(text_of) else { continue };
                solved.insert((key, text.to_ascii_uppercase()));
                solved.insert((key, text));
            }
        }
    }
}
