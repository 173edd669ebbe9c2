//! From plain strings to a request, and from a request to a decision.

use std::hint::black_box;

use sayso::{AttachedPolicies, Decision, NoTrace, Request, Trace, evaluate};

use super::Pass;
use crate::sets::{Flavour, Shape, decide as decide_set, questions, set as set_of};
use crate::{CORPUS, PlainRequest, expected, plain, prepare as prepare_plain};

/// A request in both forms, and its decision.
pub(super) struct Question {
    plain: PlainRequest<'static>,
    request: Request<'static>,
    expected: Decision,
}

/// How a question is answered.
pub(super) type Work = fn(&AttachedPolicies, &Question) -> Decision;

impl Question {
    fn new((plain, expected): (PlainRequest<'static>, Decision)) -> Option<Self> {
        Some(Self { request: prepare_plain(&plain)?, plain, expected })
    }
}

/// Makes every request of the corpus from plain strings.
pub(super) fn prepare() -> Option<Pass> {
    let plain = CORPUS.as_ref()?.requests.iter().map(plain).collect::<Option<_>>()?;
    Pass::over(plain, |plain| black_box(prepare_plain(black_box(plain))).is_some())
}

/// Answers the requests of the corpus that `policy` allows.
pub(super) fn hit(policy: &str, work: Work) -> Option<Pass> {
    pass(policy, |question| question.expected == Decision::Allowed, work)
}

/// Answers every request of the corpus.
pub(super) fn all(policy: &str, work: Work) -> Option<Pass> {
    pass(policy, |_| true, work)
}

fn pass(policy: &str, wanted: fn(&Question) -> bool, work: Work) -> Option<Pass> {
    let corpus = CORPUS.as_ref()?;
    let attached = corpus.policies.iter().find(|(name, ..)| name == policy)?.2.clone();
    let question = |value| Question::new((plain(value)?, expected(value, policy)?));
    let mut questions = corpus.requests.iter().map(question).collect::<Option<Vec<_>>>()?;
    questions.retain(wanted);
    Pass::over(questions, move |question| work(&attached, black_box(question)) == question.expected)
}

pub(super) fn decide(policies: &AttachedPolicies, question: &Question) -> Decision {
    evaluate(policies, &question.request, &mut NoTrace)
}

pub(super) fn trace(policies: &AttachedPolicies, question: &Question) -> Decision {
    let mut trace = Trace::default();
    let decision = evaluate(policies, &question.request, &mut trace);
    black_box(trace);
    decision
}

/// What a caller pays who holds strings.
pub(super) fn prepare_and_decide(policies: &AttachedPolicies, question: &Question) -> Decision {
    prepare_plain(&question.plain)
        .map_or(Decision::ImplicitDeny, |request| evaluate(policies, &request, &mut NoTrace))
}

/// Answers a few requests under the policies of an account.
pub(super) fn set(shape: Shape, flavour: Flavour, statements: usize) -> Option<Pass> {
    let set = set_of(shape, flavour, statements)?;
    let questions = questions().into_iter().map(Question::new).collect::<Option<_>>()?;
    Pass::over(questions, move |question: &Question| {
        decide_set(&set, black_box(&question.request)) == question.expected
    })
}
