//! Coverage: which statements, elements and entries of the policies no case exercises.
//! docs/scenarios.md has the definitions for people.

mod parts;
pub(crate) mod registry;
mod report;

use std::collections::{BTreeMap, BTreeSet};

pub use report::{Count, Kind, Never, PolicyCoverage, Uncovered};
pub(crate) use report::{inline_at, is_implied};

use crate::case::Case;
use crate::condition::BaseOperator;
use crate::document::{PrincipalEntry, StatementNode};
use crate::evaluate::{Because, Element, ElementCheck, StatementTrace, Trace};
use crate::request::{Principal, PrincipalType};
use crate::truth::Truth;

use registry::Registry;

/// What the cases so far exercise. Policies written at the same place are one, whichever case or file
/// of cases read them; AWS's managed policies are left out.
///
/// ```
/// use sayso::{Case, Coverage, Trace, evaluate};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {
///         "Sid": "Read", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let (mut coverage, mut trace) = (Coverage::default(), Trace::default());
/// evaluate(&case.policies, &case.request, &mut trace);
/// coverage.record(&case, &trace);
/// let gaps: Vec<String> = coverage.report()[0].uncovered.iter().map(|gap| gap.message()).collect();
/// assert!(gaps.contains(&"`s3:List*` in `Action` of statement `Read` is never hit".to_owned()), "{gaps:?}");
/// ```
#[derive(Debug, Default)]
pub struct Coverage {
    registry: Registry,
    /// By the registry's number.
    seen: Vec<BTreeMap<u32, Seen>>,
}

/// What happened to one statement.
#[derive(Debug, Default)]
struct Seen {
    matched: Tally,
    elements: BTreeMap<Element, Tally>,
    hit: BTreeSet<(Element, u32)>,
}

/// Whether something was seen to hold and seen to fail. What depended on unknown facts is neither.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    yes: bool,
    no: bool,
}

impl Tally {
    fn add(&mut self, truth: Truth) {
        self.yes |= truth == Truth::Yes;
        self.no |= truth == Truth::No;
    }
}

impl Coverage {
    /// Takes in one case with the full trace of its evaluation. A policy of which no case has a statement
    /// visited is reported all the same, as not covered.
    ///
    /// ```
    /// use sayso::{Action, Case, Coverage, Trace, evaluate};
    ///
    /// let reads: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": {
    ///         "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}}"#.parse().unwrap();
    /// let mut writes = reads.clone();
    /// writes.request.action = Action::new("s3:PutObject").unwrap();
    /// let mut coverage = Coverage::default();
    /// for case in [reads, writes] {
    ///     let mut trace = Trace::default();
    ///     evaluate(&case.policies, &case.request, &mut trace);
    ///     coverage.record(&case, &trace);
    /// }
    /// // Both cases have the same policy, and between them it matches and fails.
    /// assert_eq!(coverage.report().len(), 1);
    /// assert!(coverage.report()[0].uncovered.is_empty());
    /// ```
    pub fn record(&mut self, case: &Case, trace: &Trace) {
        for layer in case.policies.layers() {
            for policy in case.policies.layer(layer) {
                self.registry.add(policy);
            }
        }
        self.seen.resize_with(self.registry.len(), BTreeMap::new);
        for statement in trace.statements() {
            self.statement(case, statement);
        }
    }

    fn statement(&mut self, case: &Case, statement: &StatementTrace) {
        let at = statement.at;
        let Some(policy) = case.policies.layer(at.layer).nth(at.policy as usize) else { return };
        let Some(number) = self.registry.number(policy) else { return };
        let Some(node) = policy.document().statements().get(at.statement as usize) else { return };
        let Some(seen) = self.seen.get_mut(number) else { return };
        let seen = seen.entry(at.statement).or_default();
        seen.matched.add(statement.matched);
        let misses = |check: &&ElementCheck| check.outcome.truth != Truth::Yes;
        let all = statement.elements.iter().filter(misses).count();
        for check in &statement.elements {
            seen.elements.entry(check.element).or_default().add(check.outcome.truth);
            let others_match = all == usize::from(misses(&check));
            if others_match {
                let hit = hits(node, &case.request.principal, check);
                seen.hit.extend(hit.into_iter().map(|entry| (check.element, entry)));
            }
        }
    }

    /// Every policy's coverage, sorted by place.
    ///
    /// ```
    /// use sayso::Coverage;
    ///
    /// assert!(Coverage::default().report().is_empty());
    /// ```
    pub fn report(&self) -> Vec<PolicyCoverage> {
        let nothing = BTreeMap::new();
        let of = |number: usize| self.seen.get(number).unwrap_or(&nothing);
        self.registry.sorted().map(|(number, written)| report::of(written, of(number))).collect()
    }
}

/// The entries that decided an element.
fn hits(node: &StatementNode, principal: &Principal, check: &ElementCheck) -> Vec<u32> {
    match (check.element, check.outcome.because) {
        (Element::Principal, Because::Entry { entry, .. }) => {
            let mut hits = vec![entry];
            if let Some(element) = node.principal.as_ref().filter(|element| element.negated) {
                let above = (0..).zip(&element.entries).filter(|(_, entry)| is_above(entry, principal));
                hits.extend(above.map(|(number, _)| number));
            }
            hits
        }
        (_, Because::Entry { entry, .. }) => vec![entry],
        (Element::Condition(number), Because::KeyAbsent) => null_entries(node, number, "true"),
        (Element::Condition(number), Because::KeyPresent) => null_entries(node, number, "false"),
        _ => Vec::new(),
    }
}

/// P13: a caller is exempt only if the identities above it are listed, too.
fn is_above(entry: &PrincipalEntry, principal: &Principal) -> bool {
    let entry = entry.value.value.as_str();
    let account = principal.account.as_deref();
    let root = entry.strip_prefix("arn:").and_then(|rest| rest.strip_suffix(":root"));
    let role = match &principal.kind {
        PrincipalType::RoleSession { role_arn, .. } => Some(&**role_arn),
        _ => None,
    };
    Some(entry) == account || Some(entry) == role || root.and_then(|root| root.rsplit(':').next()) == account
}

/// C28: the values of `Null` have no comparison; absence meets `true`, presence `false`.
fn null_entries(node: &StatementNode, number: u32, met: &str) -> Vec<u32> {
    let clauses = node.condition.iter().flat_map(|condition| &condition.clauses);
    let clause = clauses.into_iter().nth(number as usize);
    let clause = clause.filter(|clause| clause.operator.value.base == BaseOperator::Null);
    let values = clause.into_iter().flat_map(|clause| (0..).zip(&clause.values));
    values.filter(|(_, value)| value.value.eq_ignore_ascii_case(met)).map(|(number, _)| number).collect()
}
