//! Whether somebody can do something.

use serde::Serialize;

use crate::account::Gap;
use crate::evaluate::Decision;
use crate::explain::Explanation;
use crate::report::Report;

/// Whether somebody can, perhaps by way of roles.
///
/// ```
/// use sayso::report::CanReport;
/// use sayso::{Action, Context, Explanation};
///
/// let inventory = sayso::account::sample();
/// let app = inventory.entity("role/App").unwrap();
/// let (action, given) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// let question = inventory.ask(app, "session", &action, "arn:aws:s3:::reports/q3.csv", &given);
/// let explanation = Explanation::new(&question.policies, &question.request);
/// let mut report = CanReport::new(&app.arn);
/// report.answer = Some(report.told(&explanation, &inventory.gaps(app, &question, explanation.decision())));
/// let json = serde_json::to_value(&report).unwrap();
/// assert_eq!(json["answer"]["decision"], "allowed");
/// assert_eq!(json["gaps"][0]["kind"], "serviceControlPolicies");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CanReport {
    /// The ARN of the one who was asked about, or the name of a service or an identity provider.
    pub principal: String,
    /// Of each assumption of a role, in order.
    pub hops: Vec<Report>,
    /// Of the question itself; absent where a role could not be assumed.
    pub answer: Option<Report>,
    /// What was not given and could change any of that.
    pub gaps: Vec<GapReport>,
    /// Where no resource was named: all that were asked about.
    pub resources: Vec<CandidateReport>,
}

/// What was not given and could change an answer.
///
/// ```
/// use sayso::{account::Gap, report::GapReport};
///
/// let gap = Gap::Policy { what: "the boundary `Limits` is not in the dump".into() };
/// assert_eq!(GapReport::new(&gap).text, "the boundary `Limits` is not in the dump");
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct GapReport {
    /// One word.
    pub kind: &'static str,
    /// In a sentence.
    pub text: String,
}

impl GapReport {
    /// A gap in words.
    ///
    /// ```
    /// # use sayso::{account::Gap, report::GapReport};
    /// let gap = Gap::ServiceControl { account: "123456789012".into(), levels: Vec::new() };
    /// assert_eq!(GapReport::new(&gap).kind, "serviceControlPolicies");
    /// ```
    pub fn new(gap: &Gap) -> Self {
        Self { kind: gap.kind(), text: gap.to_string() }
    }
}

/// A resource that was asked about where none was named.
///
/// ```
/// # use sayso::{Decision, report::CanReport};
/// let mut report = CanReport::new("arn:aws:iam::123456789012:role/App");
/// report.asked(&[("arn:aws:s3:::reports/example".into(), Decision::Allowed)]);
/// assert_eq!(report.resources[0].decision, "allowed");
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct CandidateReport {
    /// Its ARN.
    pub resource: String,
    /// The decision on it.
    pub decision: &'static str,
}

impl CanReport {
    /// Nothing is asked yet.
    ///
    /// ```
    /// let report = sayso::report::CanReport::new("arn:aws:iam::123456789012:user/ana");
    /// assert!(report.answer.is_none());
    /// ```
    pub fn new(principal: &str) -> Self {
        Self {
            principal: principal.to_owned(),
            hops: Vec::new(),
            answer: None,
            gaps: Vec::new(),
            resources: Vec::new(),
        }
    }

    /// Says that no resource was named: these were asked about instead, the first for the answer.
    ///
    /// ```
    /// # use sayso::{Decision, report::CanReport};
    /// let mut report = CanReport::new("arn:aws:iam::123456789012:user/ana");
    /// report.asked(&[("*".into(), Decision::ImplicitDeny)]);
    /// assert_eq!(report.resources.len(), 1);
    /// ```
    pub fn asked(&mut self, resources: &[(String, Decision)]) {
        let candidate = |(resource, decision): &(String, Decision)| CandidateReport {
            resource: resource.clone(),
            decision: decision.as_str(),
        };
        self.resources = resources.iter().map(candidate).collect();
    }

    /// The report of one question, with a note on each gap, which it keeps.
    ///
    /// ```
    /// # use sayso::{Action, Context, Explanation, report::CanReport};
    /// # let inventory = sayso::account::sample();
    /// # let ana = inventory.entity("ana").unwrap();
    /// # let (action, given) = (Action::new("s3:GetObject").unwrap(), Context::new());
    /// let question = inventory.ask(ana, "session", &action, "arn:aws:s3:::reports/q3.csv", &given);
    /// let explanation = Explanation::new(&question.policies, &question.request);
    /// let told = CanReport::new(&ana.arn).told(&explanation, &[]);
    /// assert_eq!(told.decision, "implicitDeny");
    /// ```
    pub fn told(&mut self, explanation: &Explanation<'_>, gaps: &[Gap]) -> Report {
        let told = |gap: &Gap| format!("{gap}, which could change this");
        let notes = self.note().into_iter().chain(gaps.iter().map(told)).chain(explanation.notes());
        let report = Report::new(explanation, notes.collect());
        self.gaps.extend(gaps.iter().map(GapReport::new));
        report
    }

    /// What stands behind an answer on some resource.
    fn note(&self) -> Option<String> {
        let like = |decision: Decision| {
            self.resources.iter().filter(|own| own.decision == decision.as_str()).count()
        };
        let (allowed, depends) = (like(Decision::Allowed), like(Decision::Depends));
        (!self.resources.is_empty()).then(|| {
            format!(
                "no resource was named: of {} made from the policies' patterns and the catalogue's, {allowed} are \
                 allowed and {depends} depend; this is the first",
                self.resources.len()
            )
        })
    }
}
