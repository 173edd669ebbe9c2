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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// That are exercised.
    pub covered: usize,
    /// That there are.
    pub total: usize,
}

impl Count {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { covered: self.covered + other.covered, total: self.total + other.total }
    }

    fn add(&mut self, covered: bool) {
        *self = self.plus(Self { covered: covered.into(), total: 1 });
    }
}

/// What is counted.
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
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Element => "element",
            Self::Value => "value",
        }
    }
}

/// What no case makes happen.
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
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Fail => "fail",
            Self::Hit => "hit",
        }
    }
}

/// Something that no case exercises.
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
    /// ``statement `Sid` never matches``
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
    /// All that counts.
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
