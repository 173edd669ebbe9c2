//! Cases: a request, the policies in force and the decision expected. One format for vectors,
//! scenario files and the page; docs/scenarios.md describes it for people.

mod expand;
mod facts;
mod fields;
mod policies;

use std::str::FromStr;

pub use policies::{LoadError, PolicyLoader};

use crate::attached::AttachedPolicies;
use crate::diagnostic::Diagnostic;
use crate::evaluate::Decision;
use crate::json::{Limits, Node, Value};
use crate::request::Request;
use crate::source::{Source, Span};

use fields::Fields;
use policies::PolicyReader;

/// One request with its policies, ready to be decided.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name, unique in a well-kept file.
    pub id: String,
    /// Where it is written.
    pub span: Span,
    /// What it shows, in its author's words.
    pub description: Option<String>,
    /// The request.
    pub request: Request<'static>,
    /// The policies in force.
    pub policies: AttachedPolicies,
    /// The decision expected, if any is.
    pub expected: Option<Expected>,
    /// The `Sid` of the statement that should decide, if one is named.
    pub sid: Option<String>,
}

/// A decision, or either kind of denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Exactly this decision.
    Decision(Decision),
    /// `denied`: explicitly or implicitly.
    Denied,
}

impl Expected {
    /// Whether `decision` is as expected.
    pub fn accepts(self, decision: Decision) -> bool {
        match self {
            Self::Decision(expected) => expected == decision,
            Self::Denied => matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny),
        }
    }

    /// The word it is written as.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decision(decision) => decision.as_str(),
            Self::Denied => "denied",
        }
    }
}

impl FromStr for Expected {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let decisions =
            [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny, Decision::Depends];
        match decisions.into_iter().find(|decision| decision.as_str() == text) {
            Some(decision) => Ok(Self::Decision(decision)),
            None if text == "denied" => Ok(Self::Denied),
            None => Err(format!(
                "`{text}` is no decision: expected `allowed`, `denied`, `explicitDeny`, `implicitDeny` or `depends`"
            )),
        }
    }
}

/// A case that could not be read, and why.
#[derive(Debug, Clone)]
pub struct UnreadableCase {
    /// Its name, where that much could be read.
    pub id: Option<String>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads every case of a parsed file: one case, a scenario with `tests`, or an array of either.
pub fn read_cases(
    source: &Source,
    node: &Node<'_>,
    limits: &Limits,
    loader: &dyn PolicyLoader,
) -> Vec<Result<Case, UnreadableCase>> {
    let policies = PolicyReader::new(source, limits, loader);
    let mut reader = CaseReader { source, policies, left: MOST_CASES };
    match &node.value {
        Value::Array(items) => {
            (1..).zip(items).flat_map(|(number, item)| reader.item(number, item)).collect()
        }
        // Of JSON lines every line is a text of its own: its number tells nameless cases apart.
        _ => reader.item(source.line_column(node.span.start).line as usize, node),
    }
}

/// Cases of one file: lists of actions and resources multiply, so that a small file could ask for billions.
const MOST_CASES: usize = 1_000_000;

struct CaseReader<'s> {
    source: &'s Source,
    policies: PolicyReader<'s>,
    left: usize,
}

impl CaseReader<'_> {
    fn item(&mut self, number: usize, node: &Node<'_>) -> Vec<Result<Case, UnreadableCase>> {
        let scenario = match Fields::of(self.source, node, "a case or a scenario") {
            Ok(scenario) => scenario,
            Err(diagnostic) => return vec![Err(unreadable(None, diagnostic))],
        };
        let Some(tests) = scenario.get("tests") else { return self.case(number, node, None) };
        match (scenario.check(&fields::SCENARIO), &tests.value) {
            (Err(diagnostic), _) => vec![Err(unreadable(None, diagnostic))],
            (Ok(()), Value::Array(tests)) => {
                (1..).zip(tests).flat_map(|(number, test)| self.case(number, test, Some(&scenario))).collect()
            }
            (Ok(()), _) => {
                let message = format!("`tests` is {}, expected an array", tests.value.kind());
                vec![Err(unreadable(None, scenario.error(tests.span, message)))]
            }
        }
    }

    fn case(
        &mut self,
        number: usize,
        node: &Node<'_>,
        scenario: Option<&Fields<'_, '_>>,
    ) -> Vec<Result<Case, UnreadableCase>> {
        let fields = match Fields::of(self.source, node, "a case") {
            Ok(fields) => fields,
            Err(diagnostic) => return vec![Err(unreadable(None, diagnostic))],
        };
        let name = ["id", "name"].into_iter().find_map(|field| fields.string(field).ok().flatten());
        let id = name.map_or_else(|| format!("test {number}"), |name| name.value.to_owned());
        match expand::expand(&mut self.policies, &id, &fields, scenario, &mut self.left) {
            Ok(cases) => cases.into_iter().map(Ok).collect(),
            Err(diagnostics) => vec![Err(UnreadableCase { id: Some(id), diagnostics })],
        }
    }
}

fn unreadable(id: Option<String>, diagnostic: Diagnostic) -> UnreadableCase {
    UnreadableCase { id, diagnostics: vec![diagnostic] }
}
