//! What was exercised against what there is.

use std::collections::BTreeMap;

use super::parts::{Part, parts};
use super::registry::Written;
use super::{Seen, Tally};
use crate::diagnostic::quote;
use crate::document::{Effect, PolicyDocument, StatementNode};
use crate::policy_type::PolicyType;
use crate::source::{Source, Span};

/// How many of how many.
///
/// ```
/// use sayso::coverage::Count;
///
/// let statements = Count { covered: 3, total: 4 };
/// assert_eq!(100 * statements.covered / statements.total, 75);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// That are exercised.
    pub covered: usize,
    /// That there are.
    pub total: usize,
}

impl Count {
    /// Both together.
    ///
    /// ```
    /// use sayso::coverage::Count;
    ///
    /// let (role, boundary) = (Count { covered: 3, total: 4 }, Count { covered: 1, total: 1 });
    /// assert_eq!(role.plus(boundary), Count { covered: 4, total: 5 });
    /// ```
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { covered: self.covered + other.covered, total: self.total + other.total }
    }

    fn add(&mut self, covered: bool) {
        *self = self.plus(Self { covered: covered.into(), total: 1 });
    }
}

/// What is counted.
///
/// ```
/// use sayso::coverage::Kind;
///
/// assert!(Kind::Statement < Kind::Element && Kind::Element < Kind::Value);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A statement.
    Statement,
    /// An element of a statement, or a clause of its condition.
    Element,
    /// An entry of a list: an action, a resource, a principal, a condition value.
    Value,
}

impl Kind {
    /// The word of reports.
    ///
    /// ```
    /// assert_eq!(sayso::coverage::Kind::Element.as_str(), "element");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Element => "element",
            Self::Value => "value",
        }
    }
}

/// What no case makes happen.
///
/// ```
/// use sayso::coverage::{Never, Uncovered};
///
/// /// Whether a test has to be written in which it matches.
/// fn wants_a_match(gap: &Uncovered) -> bool {
///     gap.missing.contains(&Never::Match) || gap.missing.contains(&Never::Hit)
/// }
/// # let missing = vec![Never::Fail];
/// # let gap = Uncovered { kind: sayso::coverage::Kind::Statement, statement: 1, sid: None, element: None,
/// #     value: None, span: sayso::Span::default(), missing };
/// assert_eq!(gap.message(), "statement 1 never fails");
/// assert!(!wants_a_match(&gap));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Never {
    /// It never matches.
    Match,
    /// It never fails.
    Fail,
    /// It never decides while the rest of its statement matches.
    Hit,
}

impl Never {
    /// The word of reports.
    ///
    /// ```
    /// assert_eq!(sayso::coverage::Never::Fail.as_str(), "fail");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Fail => "fail",
            Self::Hit => "hit",
        }
    }
}

/// Something that no case exercises.
///
/// ```
/// # use sayso::{Case, Coverage, Trace, evaluate};
/// # use sayso::coverage::{Kind, Never};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let (mut coverage, mut trace) = (Coverage::default(), Trace::default());
/// evaluate(&case.policies, &case.request, &mut trace);
/// coverage.record(&case, &trace);
/// // That ana may read is tested; that she may do nothing else is not.
/// let gap = &coverage.report()[0].uncovered[0];
/// assert_eq!((gap.kind, gap.missing.as_slice()), (Kind::Statement, [Never::Fail].as_slice()));
/// ```
#[derive(Debug, Clone)]
pub struct Uncovered {
    /// What it is.
    pub kind: Kind,
    /// Its statement, counted from 1.
    pub statement: usize,
    /// That statement's `Sid`.
    pub sid: Option<String>,
    /// The element, unless it is a statement: `NotAction`, `StringEquals aws:username`.
    pub element: Option<String>,
    /// The entry, if it is one.
    pub value: Option<String>,
    /// Its place.
    pub span: Span,
    /// What is missing.
    pub missing: Vec<Never>,
}

impl Uncovered {
    /// A sentence for people: ``statement `Sid` never matches``.
    ///
    /// ```
    /// use sayso::Span;
    /// use sayso::coverage::{Kind, Never, Uncovered};
    ///
    /// let gap = Uncovered {
    ///     kind: Kind::Value,
    ///     statement: 1,
    ///     sid: Some("Upload".to_owned()),
    ///     element: Some("Action".to_owned()),
    ///     value: Some("s3:PutObject".to_owned()),
    ///     span: Span::default(),
    ///     missing: vec![Never::Hit],
    /// };
    /// assert_eq!(gap.message(), "`s3:PutObject` in `Action` of statement `Upload` is never hit");
    /// ```
    pub fn message(&self) -> String {
        let statement = match &self.sid {
            Some(sid) => format!("statement {}", quote(sid)),
            None => format!("statement {}", self.statement),
        };
        let element = self.element.as_deref().map(quote).unwrap_or_default();
        let subject = match (self.kind, &self.value) {
            (Kind::Statement, _) => statement,
            (_, None) => format!("{element} of {statement}"),
            (_, Some(value)) => format!("{} in {element} of {statement}", quote(value)),
        };
        let verb = match self.missing.as_slice() {
            [Never::Match] => "never matches",
            [Never::Fail] => "never fails",
            [Never::Hit] => "is never hit",
            _ => "neither matches nor fails in any case",
        };
        format!("{subject} {verb}")
    }
}

/// The coverage of one policy.
///
/// ```
/// # use sayso::{Case, Coverage, Trace, coverage::Count, evaluate};
/// # let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
/// #     "policies": {"resource": {"Statement": [
/// #         {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"},
/// #         {"Effect": "Deny", "Principal": "*", "Action": "s3:Delete*", "Resource": "*"}]}}}"#
/// #     .parse().unwrap();
/// # let (mut coverage, mut trace) = (Coverage::default(), Trace::default());
/// # evaluate(&case.policies, &case.request, &mut trace);
/// # coverage.record(&case, &trace);
/// // A bucket policy with an Allow, which the one case hits, and a Deny, which it does not.
/// let policy = &coverage.report()[0];
/// assert_eq!(policy.statements, Count { covered: 0, total: 2 });
/// assert_eq!(policy.values.covered, 3);
/// ```
#[derive(Debug, Clone)]
pub struct PolicyCoverage {
    /// The file it is written in.
    pub file: String,
    /// The line where it starts, if the file holds more than the policy.
    pub line: Option<u32>,
    /// The text that the spans point into.
    pub source: Source,
    /// Statements.
    pub statements: Count,
    /// Elements and clauses of conditions.
    pub elements: Count,
    /// Entries of lists.
    pub values: Count,
    /// What is missing, in the order written.
    pub uncovered: Vec<Uncovered>,
}

impl PolicyCoverage {
    /// Statements, elements and values together: what a percentage is made of.
    ///
    /// ```
    /// # use sayso::{Source, coverage::{Count, PolicyCoverage}};
    /// # let source = Source::new("role.json", "");
    /// let policy = PolicyCoverage {
    ///     statements: Count { covered: 1, total: 2 },
    ///     elements: Count { covered: 1, total: 5 },
    ///     values: Count { covered: 3, total: 7 },
    /// #   file: "role.json".to_owned(), line: None, source, uncovered: vec![],
    ///     // …
    /// };
    /// assert_eq!(policy.all(), Count { covered: 5, total: 14 });
    /// ```
    pub fn all(&self) -> Count {
        self.statements.plus(self.elements).plus(self.values)
    }
}

/// Compares a policy with what was seen of its statements.
pub(super) fn of(written: &Written, seen: &BTreeMap<u32, Seen>) -> PolicyCoverage {
    let document = written.policy.document();
    let mut coverage = PolicyCoverage {
        file: written.file.clone(),
        line: inline_at(document),
        source: document.source().clone(),
        statements: Count::default(),
        elements: Count::default(),
        values: Count::default(),
        uncovered: Vec::new(),
    };
    let nothing = Seen::default();
    for (number, node) in (0..).zip(document.statements()) {
        if !is_implied(written.policy.policy_type(), node) {
            coverage.statement(number, node, seen.get(&number).unwrap_or(&nothing));
        }
    }
    coverage
}

/// `RCPFullAWSAccess`, the only RCP that allows, is in force whether written or not.
pub(crate) fn is_implied(policy_type: PolicyType, node: &StatementNode) -> bool {
    policy_type == PolicyType::ResourceControl
        && node.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow)
}

/// The line of a policy that is a part of its file.
pub(crate) fn inline_at(document: &PolicyDocument) -> Option<u32> {
    let (source, span) = (document.source(), document.span());
    let own = source.slice(span).len();
    let file = source.text().trim_start_matches('\u{feff}').trim().len();
    (own != file).then(|| source.line_column(span.start).line)
}

impl PolicyCoverage {
    fn statement(&mut self, number: u32, node: &StatementNode, seen: &Seen) {
        let parts = parts(node);
        let base = Uncovered {
            kind: Kind::Statement,
            statement: number as usize + 1,
            sid: node.sid.as_ref().map(|sid| sid.value.clone()),
            element: None,
            value: None,
            span: node.span,
            missing: Vec::new(),
        };
        let missing = missing(seen.matched, parts.iter().any(|part| part.can_fail));
        self.statements.add(missing.is_empty());
        self.lacks(Uncovered { missing, ..base.clone() });
        for part in &parts {
            self.part(part, seen, &base);
        }
    }

    fn part(&mut self, part: &Part<'_>, seen: &Seen, base: &Uncovered) {
        let base = Uncovered { element: Some(part.name.clone()), ..base.clone() };
        if part.can_fail {
            let tally = seen.elements.get(&part.element).copied().unwrap_or_default();
            let missing = missing(tally, true);
            self.elements.add(missing.is_empty());
            self.lacks(Uncovered { kind: Kind::Element, span: part.span, missing, ..base.clone() });
        }
        for (number, entry) in (0..).zip(&part.entries) {
            let hit = seen.hit.contains(&(part.element, number));
            self.values.add(hit);
            let missing = if hit { Vec::new() } else { vec![Never::Hit] };
            let value = Some(entry.value.clone());
            self.lacks(Uncovered { kind: Kind::Value, value, span: entry.span, missing, ..base.clone() });
        }
    }

    fn lacks(&mut self, item: Uncovered) {
        if !item.missing.is_empty() {
            self.uncovered.push(item);
        }
    }
}

fn missing(tally: Tally, can_fail: bool) -> Vec<Never> {
    let never = [(!tally.yes, Never::Match), (can_fail && !tally.no, Never::Fail)];
    never.into_iter().filter_map(|(is, never)| is.then_some(never)).collect()
}
