//! Findings about what several statements allow together: one for each group of statements.

use crate::diagnostic::quote;
use crate::lint::context::Context;
use crate::lint::covering::{ActionGlob, Cover as _};
use crate::lint::findings::Findings;
use crate::request::Request;
use crate::risk::Escalation;
use crate::risk::probe::Probe;
use crate::sorted::sorted;
use crate::source::Span;

/// What a message lists before it only counts.
const MOST_LISTED: usize = 3;

/// Something that statements allow: the actions with their requests, and how to say it.
pub(super) struct Found {
    pub(super) actions: Vec<(String, Request<'static>)>,
    pub(super) text: String,
}

impl Found {
    pub(super) fn escalation(escalation: &Escalation, text: String) -> Self {
        let actions = escalation.steps.iter().map(|step| (step.action.to_owned(), step.request.clone()));
        Self { actions: actions.collect(), text }
    }

    fn names(&self) -> Vec<String> {
        self.actions.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// Reports what is found, a finding for each group of statements, at the action that comes first.
pub(super) fn report(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    found: Vec<Found>,
    message: impl Fn(&str, usize) -> String,
    help: &str,
) {
    let Some(caller) = context.caller() else { return };
    let grantors = |found: Found| {
        let granting = found.actions.iter().map(|(_, request)| caller.granting(request));
        (sorted(granting), found)
    };
    let mut found: Vec<(Vec<Vec<usize>>, Found)> = found.into_iter().map(grantors).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    for group in found.chunk_by(|(a, _), (b, _)| a == b) {
        let group = || group.iter().map(|(_, found)| found);
        let texts: Vec<&str> = group().take(MOST_LISTED).map(|found| found.text.as_str()).collect();
        let mut spans: Vec<Span> = Vec::new();
        for (action, request) in group().take(1).flat_map(|found| &found.actions) {
            let place = caller.granting(request).first().and_then(|number| place(context, *number, action));
            spans.extend(place);
        }
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        spans.dedup();
        let Some((span, others)) = spans.split_first() else { continue };
        findings.add_with(*span, message(&texts.join("; "), group().count()), |mut finding| {
            for other in others {
                finding = finding.label(*other, "together with this");
            }
            finding.action_sets = group().map(Found::names).collect();
            finding.help(help)
        });
    }
}

/// Where a statement names an action, by itself or by a pattern.
fn place(context: &Context<'_>, number: usize, action: &str) -> Option<Span> {
    let element = context.document.statements().get(number)?.action.as_ref()?;
    if element.negated {
        return Some(element.key);
    }
    let wanted = ActionGlob::parse(action);
    let meets = |text: &str| ActionGlob::parse(text).meets(&wanted);
    element.entries.iter().find(|entry| meets(&entry.value)).map(|entry| entry.span)
}

/// `a` with `b` and `c`
pub(super) fn with(actions: &[(String, Request<'static>)]) -> String {
    let names: Vec<String> = actions.iter().map(|(name, _)| quote(name)).collect();
    match names.split_first() {
        Some((first, [])) => first.clone(),
        Some((first, rest)) => format!("{first} with {}", rest.join(" and ")),
        None => String::new(),
    }
}

/// The actions of a list that the policy allows on any resource, one finding for each group of statements.
pub(super) fn report_actions(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    names: impl IntoIterator<Item = impl AsRef<str>>,
    message: impl Fn(&str, usize) -> String,
    help: &str,
) {
    let Some(caller) = context.caller() else { return };
    let mut prober = caller.prober(context.reference());
    let told: Vec<&str> = context
        .escalations()
        .iter()
        .filter(|escalation| escalation.is_certain())
        .flat_map(|escalation| escalation.steps.iter().map(|step| step.action))
        .collect();
    let mut found = Vec::new();
    for name in names {
        let name = name.as_ref();
        if told.iter().any(|told| told.eq_ignore_ascii_case(name)) {
            continue;
        }
        let probe = prober.probe(name, None, false).filter(Probe::is_certain);
        found.extend(
            probe.map(|probe| Found { text: quote(name), actions: vec![(name.to_owned(), probe.request)] }),
        );
    }
    report(context, findings, found, message, help);
}
