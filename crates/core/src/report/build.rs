//! From an explanation to its report.

use super::{
    Check, DependenceReport, ElementReport, ExampleReport, Location, Report, RequestReport, SCHEMA_VERSION,
    StatementReport, SuggestionReport,
};
use crate::attached::Layer;
use crate::evaluate::{Decision, StatementRef, StatementTrace};
use crate::explain::{Explanation, element_name};
use crate::message::AccessDenied;
use crate::request::{Fact, Request, Values};
use crate::settle::{DecidingKeys, Example, Settled};
use crate::source::{Source, Span};
use crate::suggest::Suggestion;
use crate::truth::Truth;

/// More near misses than this help nobody.
const MOST_CLOSEST: usize = 5;

impl Report {
    /// Everything there is to say about a decision; `notes` are what its reader should know besides, such as
    /// [`Explanation::notes`] and what the caller of this function assumed.
    ///
    /// ```
    /// use sayso::{Case, Explanation, report::Report};
    ///
    /// let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject"}"#
    ///     .parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// let report = Report::new(&why, why.notes());
    /// let json = serde_json::to_value(&report).unwrap();
    /// assert_eq!(json["evaluatedEffect"], "IMPLICIT_DENY");
    /// assert_eq!(json["errorCode"], "AccessDenied");
    /// assert_eq!(json["mustChange"][0], "PRINCIPAL");
    /// ```
    pub fn new(explanation: &Explanation<'_>, notes: Vec<String>) -> Self {
        let decision = explanation.decision();
        let denied = AccessDenied::of(explanation);
        let statement = |trace: &StatementTrace| statement(explanation, trace);
        let suggestion = |suggestion: &Suggestion| self::suggestion(explanation, suggestion);
        Self {
            schema_version: SCHEMA_VERSION,
            decision: decision.as_str(),
            evaluated_effect: match decision {
                Decision::Allowed => "ALLOW",
                Decision::ExplicitDeny => "EXPLICIT_DENY",
                Decision::ImplicitDeny => "IMPLICIT_DENY",
                Decision::Depends => "DEPENDS",
            },
            summary: explanation.summary(),
            message: denied.as_ref().map(ToString::to_string),
            error_code: denied.map(|denied| denied.code.to_string()),
            request: request(explanation.request()),
            checks: explanation.trace().layers().iter().map(|layer| Check::new(explanation, layer)).collect(),
            decided_by: explanation.deciding().into_iter().filter_map(statement).collect(),
            closest: explanation.closest().into_iter().take(MOST_CLOSEST).filter_map(statement).collect(),
            suggestions: explanation.suggestions().iter().filter_map(suggestion).collect(),
            depends_on: depends_on(explanation),
            stopped_early: stopped_early(explanation),
            must_change: must_change(explanation),
            missing_context_keys: explanation.missing_context_keys().into_iter().map(str::to_owned).collect(),
            notes,
            warnings: Vec::new(),
        }
    }
}

fn request(request: &Request) -> RequestReport {
    let known = request.context.iter().filter_map(|(key, fact)| match fact {
        Fact::Known(values) => Some((key.as_str().to_owned(), list(values))),
        Fact::Absent | Fact::Unknown => None,
    });
    RequestReport {
        principal: request.principal.to_string(),
        action: request.action.as_str().to_owned(),
        resource: request.resource.arn.to_string(),
        resource_account: request.resource.account.as_deref().map(str::to_owned),
        context: by_name(known),
    }
}

fn by_name<T>(pairs: impl Iterator<Item = (String, T)>) -> Vec<(String, T)> {
    let mut pairs: Vec<(String, T)> = pairs.collect();
    pairs.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    pairs
}

fn list(values: &Values<'_>) -> Vec<String> {
    values.iter().map(str::to_owned).collect()
}

fn depends_on(explanation: &Explanation<'_>) -> Vec<DependenceReport> {
    let Some(Settled::Depends(dependence)) = explanation.settled() else { return Vec::new() };
    let sets = dependence.sets().iter().map(|set| DependenceReport {
        keys: set.keys().iter().map(|key| key.as_str().to_owned()).collect(),
        examples: set.examples().iter().map(|example| self::example(set, example)).collect(),
    });
    sets.collect()
}

fn stopped_early(explanation: &Explanation<'_>) -> bool {
    matches!(explanation.settled(), Some(Settled::Depends(dependence)) if dependence.exhausted())
}

fn example(set: &DecidingKeys, example: &Example) -> ExampleReport {
    let values = set.keys().iter().zip(example.facts()).map(|(key, fact)| {
        let values = match fact {
            Fact::Known(values) => Some(list(values)),
            Fact::Absent | Fact::Unknown => None,
        };
        (key.as_str().to_owned(), values)
    });
    ExampleReport { decision: example.decision().as_str(), values: by_name(values) }
}

/// The layers at fault, each kind once.
fn must_change(explanation: &Explanation<'_>) -> Vec<&'static str> {
    let mut layers: Vec<&str> = explanation.must_change().into_iter().map(Layer::check_type).collect();
    layers.dedup();
    layers
}

fn suggestion(explanation: &Explanation<'_>, suggestion: &Suggestion) -> Option<SuggestionReport> {
    Some(SuggestionReport {
        what: suggestion.what.clone(),
        newly_allows: suggestion.reach.to_string(),
        decision: suggestion.decision.as_str(),
        policy: explanation.policy(suggestion.at)?.name().to_owned(),
        location: Location::new(explanation.source(suggestion.at)?, suggestion.edit.span),
        replacement: suggestion.edit.replacement.clone(),
    })
}

fn statement(explanation: &Explanation<'_>, trace: &StatementTrace) -> Option<StatementReport> {
    let (node, source) = (explanation.node(trace.at)?, explanation.source(trace.at)?);
    let elements = trace.elements.iter().map(|check| ElementReport {
        element: element_name(node, check.element),
        matched: match check.outcome.truth {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        },
        because: explanation.because(trace.at, check),
        location: Location::new(
            source,
            explanation.element_span(trace.at, check.element).unwrap_or(node.span),
        ),
    });
    Some(StatementReport {
        check_type: trace.at.layer.check_type(),
        policy: explanation.policy(trace.at)?.name().to_owned(),
        group: explanation.group(trace.at).map(str::to_owned),
        sid: sid(explanation, trace.at),
        index: trace.at.statement,
        effect: trace.effect.as_str(),
        location: Location::new(source, node.span),
        elements: elements.collect(),
    })
}

pub(super) fn sid(explanation: &Explanation<'_>, at: StatementRef) -> String {
    let sid = explanation.node(at).and_then(|node| node.sid.as_ref());
    sid.map(|sid| sid.value.clone()).unwrap_or_default()
}

impl Location {
    /// The place of a span.
    ///
    /// ```
    /// use sayso::{Source, Span, report::Location};
    ///
    /// let source = Source::starting_at("cases.jsonl", "{}", 7);
    /// let location = Location::new(&source, Span::new(0, 2));
    /// assert_eq!((location.file.as_str(), location.line, location.end_column), ("cases.jsonl", 7, 3));
    /// ```
    pub fn new(source: &Source, span: Span) -> Self {
        let (start, end) = (source.line_column(span.start), source.line_column(span.end));
        Self {
            file: source.name().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
