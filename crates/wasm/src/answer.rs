//! A decision with what an editor shows of it.

use std::rc::Rc;

use sayso::evaluate::StatementTrace;
use sayso::explain::element_name;
use sayso::report::Report;
use sayso::{Case, Explanation, Principal, Truth, doubts};
use sayso_catalog::ServiceReference;
use serde::{Serialize, Serializer};

use crate::fault::Fault;
use crate::offsets::{Offsets, Place};
use crate::shelf::Shelf;

/// Keys whose values can follow from the principal.
const DERIVED: [&str; 7] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName",
    "aws:PrincipalType",
    USER_ID,
    "aws:username",
];

const USER_ID: &str = "aws:userid";

#[derive(Serialize)]
pub(crate) struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report>,
    statements: Vec<Statement>,
    edits: Vec<Option<Edit>>,
    #[serde(serialize_with = "object")]
    derived: Vec<(&'static str, String)>,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Statement {
    document: String,
    check_type: &'static str,
    index: u32,
    effect: &'static str,
    matched: &'static str,
    deciding: bool,
    #[serde(flatten)]
    place: Place,
    elements: Vec<ElementState>,
}

#[derive(Serialize)]
struct ElementState {
    element: String,
    matched: &'static str,
    because: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Edit {
    document: String,
    #[serde(flatten)]
    place: Place,
    insert: String,
}

pub(crate) fn unreadable(faults: Vec<Fault>) -> Answer {
    Answer { report: None, statements: Vec::new(), edits: Vec::new(), derived: Vec::new(), faults }
}

pub(crate) fn answer(shelf: &Shelf, case: &Case, reference: ServiceReference<'_>) -> Answer {
    let explanation = Explanation::new(&case.policies, &case.request);
    let mut places = Places::default();
    let deciding: Vec<_> = explanation.deciding().iter().map(|statement| statement.at).collect();
    let statements = explanation.trace().statements().iter();
    let statements = statements
        .filter_map(|trace| places.statement(&explanation, trace, deciding.contains(&trace.at)))
        .collect();
    let edits = explanation.suggestions();
    let edits = edits.iter().map(|suggestion| {
        let source = explanation.source(suggestion.at)?;
        let place = places.offsets(source).place(suggestion.edit.span);
        let document = source.name().to_owned();
        shelf.is_open(&document).then(|| Edit {
            document,
            place,
            insert: suggestion.edit.replacement.clone(),
        })
    });
    Answer {
        statements,
        edits: edits.collect(),
        derived: derived(&case.request.principal),
        report: Some(report(&explanation, reference)),
        faults: Vec::new(),
    }
}

/// The report as the command line makes it.
pub(crate) fn report(explanation: &Explanation<'_>, reference: ServiceReference<'_>) -> Report {
    let mut report = Report::new(explanation, explanation.notes());
    report.warnings = doubts(explanation.request(), &[], &reference);
    report
}

fn derived(principal: &Principal<'_>) -> Vec<(&'static str, String)> {
    let value = |key| match key {
        USER_ID => principal.derived_user_id(),
        _ => principal.derived_value(key).map(std::borrow::ToOwned::to_owned),
    };
    DERIVED.into_iter().filter_map(|key| Some((key, value(key)?))).collect()
}

fn object<S: Serializer>(pairs: &[(&str, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

/// The offsets of the texts that statements stand in, each made once.
#[derive(Default)]
struct Places(Vec<(String, Rc<Offsets>)>);

impl Places {
    fn offsets(&mut self, source: &sayso::Source) -> Rc<Offsets> {
        if let Some((_, offsets)) = self.0.iter().find(|(name, _)| name == source.name()) {
            return offsets.clone();
        }
        let offsets = Rc::new(Offsets::new(source.text()));
        self.0.push((source.name().to_owned(), offsets.clone()));
        offsets
    }

    fn statement(
        &mut self,
        explanation: &Explanation<'_>,
        trace: &StatementTrace,
        deciding: bool,
    ) -> Option<Statement> {
        let (node, source) = (explanation.node(trace.at)?, explanation.source(trace.at)?);
        let offsets = self.offsets(source);
        let elements = trace.elements.iter().map(|check| {
            let span = explanation.element_span(trace.at, check.element).unwrap_or(node.span);
            ElementState {
                element: element_name(node, check.element),
                matched: word(check.outcome.truth),
                because: explanation.because(trace.at, check),
                place: offsets.place(span),
            }
        });
        Some(Statement {
            document: source.name().to_owned(),
            check_type: trace.at.layer.check_type(),
            index: trace.at.statement,
            effect: trace.effect.as_str(),
            matched: word(trace.matched),
            deciding,
            place: offsets.place(node.span),
            elements: elements.collect(),
        })
    }
}

fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}
