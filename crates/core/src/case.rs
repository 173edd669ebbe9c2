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
use crate::evaluate::{Decision, Trace, evaluate};
use crate::json::{self, Limits, Node, Value};
use crate::request::Request;
use crate::settle::decide;
use crate::source::{Source, Span};

use fields::Fields;
use policies::PolicyReader;

/// One request with its policies, ready to be decided.
///
/// A text of JSON with one case parses to it, if its policies are inline; [`read_cases`] reads files of
/// them. Fields are those of docs/scenarios.md.
///
/// ```
/// use sayso::{Case, Decision, decide};
///
/// let case: Case = r#"{
///     "name": "the boundary keeps everybody in one Region",
///     "principal": "arn:aws:iam::123456789012:role/App",
///     "action": "s3:ListBucket", "resource": "arn:aws:s3:::reports",
///     "context": {"aws:RequestedRegion": "us-east-1"},
///     "policies": {
///         "identity": {"Statement": {"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}},
///         "boundary": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
///             "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}}
///     },
///     "expected": "denied"
/// }"#.parse().unwrap();
/// let decision = decide(&case.policies, &case.request);
/// assert_eq!(decision, Decision::ImplicitDeny);
/// assert!(case.expected.unwrap().accepts(decision));
///
/// let error = r#"{"action": "s3:GetObject"}"#.parse::<Case>().unwrap_err();
/// assert_eq!(error.diagnostics[0].message, "`test 1` has no `principal`");
/// ```
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

impl Case {
    /// Whether the decision is as expected and, if a `Sid` is named, a statement with it decided; `None` if nothing
    /// is expected.
    ///
    /// ```
    /// use sayso::Case;
    ///
    /// let mut case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {
    ///         "Sid": "Read", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}},
    ///     "expected": "allowed", "sid": "Read"
    /// }"#.parse().unwrap();
    /// assert_eq!(case.passes(), Some(true));
    /// case.sid = Some("Write".to_owned());
    /// assert_eq!(case.passes(), Some(false));
    /// case.expected = None;
    /// assert_eq!(case.passes(), None);
    /// ```
    pub fn passes(&self) -> Option<bool> {
        let decision = decide(&self.policies, &self.request);
        let accepted = self.expected?.accepts(decision);
        Some(accepted && self.sid.as_ref().is_none_or(|sid| self.is_decided_by(decision, sid)))
    }

    fn is_decided_by(&self, decision: Decision, sid: &str) -> bool {
        let mut trace = Trace::default();
        evaluate(&self.policies, &self.request, &mut trace);
        trace.deciding(decision).any(|statement| {
            let policy = self.policies.layer(statement.at.layer).nth(statement.at.policy as usize);
            let nodes = policy.map_or(&[][..], |policy| policy.document().statements());
            let node = nodes.get(statement.at.statement as usize);
            node.and_then(|node| node.sid.as_ref()).is_some_and(|own| own.value == sid)
        })
    }
}

/// A decision, or either kind of denial.
///
/// ```
/// use sayso::{Decision, Expected};
///
/// assert_eq!("allowed".parse(), Ok(Expected::Decision(Decision::Allowed)));
/// assert_eq!("denied".parse(), Ok(Expected::Denied));
/// assert!("deny".parse::<Expected>().unwrap_err().starts_with("`deny` is no decision"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Exactly this decision.
    Decision(Decision),
    /// `denied`: explicitly or implicitly.
    Denied,
}

impl Expected {
    /// Whether `decision` is as expected.
    ///
    /// ```
    /// use sayso::{Decision, Expected};
    ///
    /// assert!(Expected::Denied.accepts(Decision::ExplicitDeny));
    /// assert!(!Expected::Decision(Decision::ImplicitDeny).accepts(Decision::ExplicitDeny));
    /// assert!(!Expected::Denied.accepts(Decision::Depends));
    /// ```
    pub fn accepts(self, decision: Decision) -> bool {
        match self {
            Self::Decision(expected) => expected == decision,
            Self::Denied => matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny),
        }
    }

    /// The word it is written as.
    ///
    /// ```
    /// use sayso::{Decision, Expected};
    ///
    /// assert_eq!(Expected::Decision(Decision::ExplicitDeny).as_str(), "explicitDeny");
    /// assert_eq!(Expected::Denied.as_str(), "denied");
    /// ```
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
///
/// ```
/// use sayso::Case;
///
/// let text = r#"{"id": "E02-1", "principal": "ana", "action": "s3:GetObject"}"#;
/// let unreadable = text.parse::<Case>().unwrap_err();
/// assert_eq!(unreadable.id.as_deref(), Some("E02-1"));
/// assert!(unreadable.diagnostics[0].message.starts_with("`ana` is no principal"));
/// ```
#[derive(Debug, Clone)]
pub struct UnreadableCase {
    /// Its name, where that much could be read.
    pub id: Option<String>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads every case of a parsed file: one case, a scenario with `tests`, or an array of either. A list of
/// actions or resources makes a case for each pair.
///
/// What can't be read is an error in its place, and the rest is read all the same. A file may have a
/// million cases. YAML becomes a [`Node`] by the caller's own parser.
///
/// ```
/// use sayso::case::LoadError;
/// use sayso::{Limits, PolicyLoader, Source, json, read_cases};
///
/// /// Knows one policy.
/// struct Shelf;
/// impl PolicyLoader for Shelf {
///     fn load(&self, reference: &str) -> Result<Source, LoadError> {
///         Ok(Source::new(reference, r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#))
///     }
/// }
///
/// let source = Source::new("admin.test.json", r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "policies": {"identity": "admin.json"},
///     "tests": [{"action": ["iam:ListUsers", "iam:ListRoles"]}, {"acton": "s3:GetObject"}]
/// }"#);
/// let node = json::parse(&source, &Limits::default()).unwrap();
/// let cases = read_cases(&source, &node, &Limits::default(), &Shelf);
/// assert_eq!(cases.len(), 3);
/// assert_eq!(cases[0].as_ref().unwrap().id, "test 1 [iam:ListUsers on *]");
/// assert!(cases[2].is_err());
/// ```
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

impl FromStr for Case {
    type Err = UnreadableCase;

    /// Reads a text of JSON that holds exactly one case, its policies inline.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (source, limits) = (Source::new("case", text), Limits::default());
        let node = json::parse(&source, &limits).map_err(|diagnostic| unreadable(None, diagnostic))?;
        let mut cases = read_cases(&source, &node, &limits, &InlineOnly);
        match (cases.pop(), cases.is_empty()) {
            (Some(case), true) => case,
            _ => {
                let message = "expected one case, found none or several";
                Err(unreadable(None, Diagnostic::error("INVALID_CASE", &source, node.span, message)))
            }
        }
    }
}

/// Finds no policy by reference.
struct InlineOnly;

impl PolicyLoader for InlineOnly {
    fn load(&self, _: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing("a policy by reference needs a loader, see `read_cases`".to_owned()))
    }
}

fn unreadable(id: Option<String>, diagnostic: Diagnostic) -> UnreadableCase {
    UnreadableCase { id, diagnostics: vec![diagnostic] }
}
