//! What an open decision depends on: sets of keys, with a value for each decision that they can bring.

use sayso::harmless::one_line;
use sayso::settle::{DecidingKeys, Dependence, Example};
use sayso::{Explanation, Fact, Settled, Truth};

/// Columns that one set may take before its examples go on lines of their own.
const WIDTH: usize = 80;
/// Keys named of a set; nobody states more at once.
const MOST_KEYS: usize = 6;

/// The block below the verdict; `None` where nothing is open.
pub(super) fn text(explanation: &Explanation<'_>) -> Option<String> {
    let dependence = dependence(explanation)?;
    let mut lines = Vec::new();
    if !dependence.sets().is_empty() {
        lines.push("depends on".to_owned());
    }
    let width = dependence.sets().iter().map(|set| keys(set).chars().count()).max().unwrap_or(0);
    for (number, set) in (1..).zip(dependence.sets()) {
        let examples: Vec<String> = set.examples().iter().map(example).collect();
        let line = format!("  {number}  {:width$}   {}", keys(set), examples.join("   "));
        if line.chars().count() <= WIDTH {
            lines.push(line);
        } else {
            lines.push(format!("  {number}  {}", keys(set)));
            lines.extend(examples.iter().map(|example| format!("       {example}")));
        }
    }
    if let Some((set, example)) = allowing(dependence) {
        lines.push("and is allowed with".to_owned());
        let width = named(set).map(|key| key.chars().count()).max().unwrap_or(0);
        let facts = named(set).zip(example.facts());
        lines.extend(facts.map(|(key, value)| format!("     {key:width$}   {}", fact(value))));
        lines.extend(more(set).map(|more| format!("     {more}")));
    }
    lines.extend(never(dependence).map(str::to_owned));
    lines.extend(stopped(dependence));
    Some(lines.join("\n"))
}

/// The same as a list.
pub(super) fn markdown(explanation: &Explanation<'_>) -> Option<String> {
    let dependence = dependence(explanation)?;
    let item = |set: &DecidingKeys| {
        let names: Vec<String> = named(set).map(|key| format!("`{key}`")).collect();
        let examples: Vec<String> = set.examples().iter().map(example).collect();
        format!("- {}: {}", joined(&names, set), examples.join("; "))
    };
    let items: Vec<String> = dependence.sets().iter().map(item).collect();
    let list = (!items.is_empty()).then(|| format!("Depends on:\n\n{}", items.join("\n")));
    let allowed = allowing(dependence).map(|(set, example)| {
        let facts = named(set).zip(example.facts());
        let facts: Vec<String> =
            facts.map(|(key, value)| format!("`{key}` {}", fact(value))).chain(more(set)).collect();
        format!("It is allowed with {}.", facts.join(", "))
    });
    let rest = never(dependence).map(|never| format!("{never}."));
    let rest = rest.into_iter().chain(stopped(dependence).map(|stopped| format!("{stopped}.")));
    let blocks: Vec<String> = list.into_iter().chain(allowed).chain(rest).collect();
    (!blocks.is_empty()).then(|| blocks.join("\n\n"))
}

fn dependence<'e>(explanation: &'e Explanation<'_>) -> Option<&'e Dependence> {
    match explanation.settled() {
        Some(Settled::Depends(dependence)) => Some(dependence),
        _ => None,
    }
}

/// Facts that allow, where no example above does.
fn allowing(dependence: &Dependence) -> Option<(&DecidingKeys, &Example)> {
    let set = dependence.allowing()?;
    Some((set, set.examples().first()?))
}

fn never(dependence: &Dependence) -> Option<&'static str> {
    (dependence.allowable() == Truth::No)
        .then_some("denied in any case: nothing that is unknown can allow it")
}

fn more(set: &DecidingKeys) -> Option<String> {
    let more = set.keys().len().saturating_sub(MOST_KEYS);
    (more > 0).then(|| format!("and {more} more"))
}

fn stopped(dependence: &Dependence) -> Option<String> {
    let none = if dependence.sets().is_empty() { ": no two decisions were found" } else { "" };
    let stopped = || format!("stopped after {} evaluations{none}", dependence.evaluations());
    dependence.exhausted().then(stopped)
}

/// `aws:MultiFactorAuthPresent and aws:RequestedRegion`
fn keys(set: &DecidingKeys) -> String {
    let names: Vec<String> = named(set).collect();
    joined(&names, set)
}

fn named(set: &DecidingKeys) -> impl Iterator<Item = String> {
    set.keys().iter().take(MOST_KEYS).map(|key| one_line(key.as_str()).into_owned())
}

fn joined(names: &[String], set: &DecidingKeys) -> String {
    let names = names.join(" and ");
    match more(set) {
        None => names,
        Some(more) => format!("{names} {more}"),
    }
}

/// `allowed with true, eu-west-1`
fn example(example: &Example) -> String {
    let mut facts: Vec<String> = example.facts().iter().take(MOST_KEYS).map(fact).collect();
    facts.extend((example.facts().len() > MOST_KEYS).then(|| "…".to_owned()));
    format!("{} with {}", example.decision().as_str(), facts.join(", "))
}

fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Known(values) => match values.as_slice() {
            [value] => quoted(value),
            values => {
                format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", "))
            }
        },
        Fact::Absent => "absent".to_owned(),
        Fact::Unknown => "unknown".to_owned(),
    }
}

/// A value as it stands, in quotes where it could be mistaken for something else.
fn quoted(value: &str) -> String {
    let value = one_line(value);
    let plain = !value.is_empty() && value != "absent" && !value.contains([' ', ',', '[', ']', '"']);
    if plain { value.into_owned() } else { format!("\"{value}\"") }
}
