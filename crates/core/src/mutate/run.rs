//! Every change to every policy of a set of cases, against the cases that involve the policy.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::Arc;

use super::Change;
use super::changes::changes;
use crate::attached::AttachedPolicies;
use crate::case::Case;
use crate::coverage::registry::{Registry, Written};
use crate::coverage::{inline_at, is_implied};
use crate::document::PolicyDocument;
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::Source;

/// What came of the mutants.
///
/// ```
/// # use sayso::{Case, Decision, decide, mutate};
/// # let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "policies": {"identity": {"Statement": {
/// #         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}}"#.parse().unwrap();
/// # let allowed = |case: &Case| decide(&case.policies, &case.request) == Decision::Allowed;
/// let survey = mutate::survey(&mut [case], 1, allowed);
/// // The statement dropped was noticed; there was no room for widening it.
/// assert_eq!((survey.mutants, survey.noticed(), survey.stopped), (1, 1, true));
/// ```
#[derive(Debug, Default)]
pub struct Survey {
    /// How many there were.
    pub mutants: usize,
    /// Whether there would have been more.
    pub stopped: bool,
    /// Those that no case noticed, by file and place.
    pub survivors: Vec<Survivor>,
}

/// A change that no case notices.
///
/// ```
/// # use sayso::{Case, Decision, decide, mutate};
/// # let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "policies": {"identity": {"Statement": {
/// #         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}}"#.parse().unwrap();
/// # let allowed = |case: &Case| decide(&case.policies, &case.request) == Decision::Allowed;
/// let survivor = &mutate::survey(&mut [case], 100, allowed).survivors[0];
/// assert_eq!(survivor.source.slice(survivor.change.span), r#""s3:GetObject""#);
/// assert_eq!((survivor.file.as_str(), survivor.line), ("case", Some(2)));
/// ```
#[derive(Debug, Clone)]
pub struct Survivor {
    /// The file that the policy is written in.
    pub file: String,
    /// The line where the policy starts, if the file holds more than it.
    pub line: Option<u32>,
    /// The text that the change's place points into.
    pub source: Source,
    /// The change.
    pub change: Change,
}

impl Survey {
    /// How many mutants a case noticed.
    ///
    /// ```
    /// use sayso::mutate::Survey;
    ///
    /// let survey = Survey { mutants: 8, ..Survey::default() };
    /// assert_eq!(survey.noticed(), 8);
    /// ```
    pub fn noticed(&self) -> usize {
        self.mutants - self.survivors.len()
    }
}

/// Makes at most `most` mutants. A case that passes and no longer does has noticed; one that fails by
/// itself can notice nothing. Policies written at the same place are one, and changed everywhere at once.
///
/// ```
/// use sayso::{Action, Case, decide, mutate};
///
/// let reads: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject", "expected": "allowed",
///     "policies": {"identity": {"Statement": {
///         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let mut writes = reads.clone();
/// writes.request.action = Action::new("s3:PutObject").unwrap();
/// writes.expected = "denied".parse().ok();
/// let passes = |case: &Case| case.expected.unwrap().accepts(decide(&case.policies, &case.request));
///
/// // That she may read is tested, but not that she may not write.
/// assert_eq!(mutate::survey(&mut [reads.clone()], 100, passes).survivors.len(), 1);
/// assert_eq!(mutate::survey(&mut [reads, writes], 100, passes).survivors.len(), 0);
/// ```
pub fn survey(cases: &mut [Case], most: usize, passes: impl Fn(&Case) -> bool) -> Survey {
    let mut registry = Registry::default();
    let mut users = Vec::<Users>::new();
    for (at, case) in cases.iter().enumerate() {
        let passing = passes(case);
        for policy in case.policies.layers().flat_map(|layer| case.policies.layer(layer)) {
            let Some(number) = registry.add(policy) else { continue };
            users.resize_with(registry.len(), Users::default);
            let Some(users) = users.get_mut(number) else { continue };
            users.types.insert(policy.policy_type());
            if passing {
                users.cases.insert(at);
            }
        }
    }
    let mut run = Run { registry: &registry, cases, passes, most, survey: Survey::default() };
    for (number, written) in registry.sorted() {
        if let Some(users) = users.get(number) {
            run.policy(number, written, users);
        }
    }
    let mut survey = run.survey;
    survey.survivors.sort_by(|a, b| (&a.file, a.change.span).cmp(&(&b.file, b.change.span)));
    survey
}

/// Who has a policy in force, and as what.
#[derive(Default)]
struct Users {
    cases: BTreeSet<usize>,
    types: BTreeSet<PolicyType>,
}

struct Run<'r, P> {
    registry: &'r Registry,
    cases: &'r mut [Case],
    passes: P,
    most: usize,
    survey: Survey,
}

impl<P: Fn(&Case) -> bool> Run<'_, P> {
    fn policy(&mut self, number: usize, written: &Written, users: &Users) {
        let document = written.policy.document();
        for change in changes(document) {
            let node = document.statements().get(change.statement);
            let implied = |kind| node.is_some_and(|node| is_implied(kind, node));
            if users.types.iter().any(|kind| implied(*kind)) {
                continue;
            }
            let Some(mutants) = change.apply(document).and_then(|it| compile(it, &users.types)) else {
                continue;
            };
            if self.survey.mutants == self.most {
                self.survey.stopped = true;
                return;
            }
            self.survey.mutants += 1;
            if !users.cases.iter().any(|case| self.notices(*case, number, &mutants)) {
                self.survey.survivors.push(Survivor {
                    file: written.file.clone(),
                    line: inline_at(document),
                    source: document.source().clone(),
                    change,
                });
            }
        }
    }

    fn notices(&mut self, case: usize, number: usize, mutants: &Mutants) -> bool {
        let Some(case) = self.cases.get_mut(case) else { return false };
        let mut changed = case.policies.clone();
        for policy in slots(&mut changed) {
            if self.registry.number(policy) == Some(number)
                && let Some(mutant) = mutants.get(&policy.policy_type())
            {
                *policy = mutant.clone();
            }
        }
        let own = mem::replace(&mut case.policies, changed);
        let passes = (self.passes)(case);
        case.policies = own;
        !passes
    }
}

/// The mutant as each type that its policy plays.
type Mutants = BTreeMap<PolicyType, Arc<Policy>>;

/// `None` where the grammar of a type refuses the change.
fn compile(document: PolicyDocument, types: &BTreeSet<PolicyType>) -> Option<Mutants> {
    let document = Arc::new(document);
    let compile = |kind: &PolicyType| Some((*kind, Arc::new(Policy::compile(document.clone(), *kind).ok()?)));
    types.iter().map(compile).collect()
}

fn slots(policies: &mut AttachedPolicies) -> impl Iterator<Item = &mut Arc<Policy>> {
    let levels = policies.service_control.iter_mut().chain(&mut policies.resource_control);
    let identity = policies.identity.iter_mut().map(|identity| &mut identity.policy);
    identity
        .chain(&mut policies.resource)
        .chain(&mut policies.permissions_boundary)
        .chain(&mut policies.session)
        .chain(levels.flat_map(|level| &mut level.policies))
        .chain(&mut policies.vpc_endpoint)
}
