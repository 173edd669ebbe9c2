//! What there is to say about what is written at a place.

mod action;
mod arn;
mod key;
mod variable;

use sayso_catalog::ServiceReference;

use super::place::{Part, Place};
use super::{Hover, words};
use crate::condition::ConditionOperator;
use crate::policy_type::PolicyType;
use crate::source::Span;

pub(super) use action::of as of_action;
pub(super) use arn::of as of_arn;
pub(super) use key::of as of_key;

/// Things that are listed of many.
const FEW: usize = 8;

pub(super) fn hover(
    text: &str,
    offset: usize,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Option<Hover> {
    let place = Place::find(text, offset)?;
    let span = place.cursor.token?.content();
    let written = place.written();
    if written.is_empty() {
        return None;
    }
    if let Some((span, markdown)) =
        variable::at(text, span, offset, reference).filter(|_| takes_variables(place.part))
    {
        return Some(Hover { span, markdown });
    }
    let markdown = markdown(place.part, written, policy_type, reference)?;
    Some(Hover { span, markdown })
}

fn takes_variables(part: Part<'_>) -> bool {
    matches!(part, Part::Resource | Part::Value { .. })
}

fn markdown(
    part: Part<'_>,
    written: &str,
    policy_type: Option<PolicyType>,
    reference: &ServiceReference<'_>,
) -> Option<String> {
    match part {
        Part::DocumentElement | Part::StatementElement => named(written, words::element(written)),
        Part::PrincipalKind => named(written, words::principal_kind(written)),
        Part::Action => action::of(written, reference),
        Part::Resource | Part::PrincipalEntry("AWS" | "Federated") => arn::of(written, reference),
        Part::Operator => operator(written),
        Part::Key { .. } => key::of(written, reference),
        Part::Value { key, .. } => arn::of(written, reference).or_else(|| key::of(key, reference)),
        Part::Version => named("Version", words::element("Version")),
        Part::Effect => named("Effect", words::element("Effect")),
        Part::Principal => (written == "*").then(|| everybody(policy_type)),
        Part::PrincipalEntry(_) => None,
    }
}

fn named(name: &str, says: &str) -> Option<String> {
    (!says.is_empty()).then(|| format!("**{name}**: {says}"))
}

fn everybody(policy_type: Option<PolicyType>) -> String {
    let more = match policy_type {
        Some(PolicyType::ResourceControl) => "",
        _ => ", in every account, and without credentials unless a condition says otherwise",
    };
    format!("**\\***: everybody{more}")
}

fn operator(written: &str) -> Option<String> {
    let operator: ConditionOperator = written.parse().ok()?;
    Some(format!("**{operator}** compares {}: {}", words::compared(operator.base), words::operator(operator)))
}

/// Names in code, a few of them.
fn list(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    let shown: Vec<String> = names.iter().take(FEW).map(|name| code(name)).collect();
    let more = names.len().saturating_sub(FEW);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!shown.is_empty()).then(|| format!("{}{tail}", shown.join(", ")))
}

/// A text in code, harmless whatever is in it.
fn code(text: &str) -> String {
    const LONGEST: usize = 200;
    let plain = text.chars().filter(|character| *character != '`' && !character.is_control());
    format!("`{}`", plain.take(LONGEST).collect::<String>())
}

/// The part of a text at a span that is given within it.
fn within(outer: Span, start: usize, end: usize) -> Span {
    let from = outer.start as usize;
    Span::new(from + start, from + end)
}
