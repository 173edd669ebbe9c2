//! sayso, untraced and with a full trace.

use sayso::{AttachedPolicies, Decision, NoTrace, Request, Trace, evaluate};
use sayso_benches::{PlainRequest, attach, compile, prepare};

use crate::library::Library;

/// The decision alone.
pub(crate) struct Sayso;

/// The decision with what every statement and element answered.
pub(crate) struct SaysoTraced;

impl Library for Sayso {
    type Policy = AttachedPolicies;
    type Request<'r> = Request<'r>;
    type Answer = Decision;

    const NAME: &'static str = "sayso";
    const REMARKS: &'static [&'static str] = &[];

    fn version(&self) -> &str {
        super::locked("sayso")
    }

    fn parse(&self, text: &str) -> Option<AttachedPolicies> {
        compile(text).map(attach)
    }

    fn prepare<'r>(&self, plain: &PlainRequest<'r>) -> Option<Request<'r>> {
        prepare(plain)
    }

    fn decide(&self, policy: &AttachedPolicies, request: &Request<'_>) -> Decision {
        evaluate(policy, request, &mut NoTrace)
    }

    fn decision(answer: &Decision) -> Option<Decision> {
        Some(*answer)
    }
}

impl Library for SaysoTraced {
    type Policy = AttachedPolicies;
    type Request<'r> = Request<'r>;
    type Answer = (Decision, Trace);

    const NAME: &'static str = "sayso, fully traced";
    const REMARKS: &'static [&'static str] =
        &["It records what every statement and every element answered; the rivals' rows record nothing."];

    fn version(&self) -> &str {
        Sayso.version()
    }

    fn parse(&self, text: &str) -> Option<AttachedPolicies> {
        Sayso.parse(text)
    }

    fn prepare<'r>(&self, plain: &PlainRequest<'r>) -> Option<Request<'r>> {
        Sayso.prepare(plain)
    }

    fn decide(&self, policy: &AttachedPolicies, request: &Request<'_>) -> (Decision, Trace) {
        let mut trace = Trace::default();
        (evaluate(policy, request, &mut trace), trace)
    }

    fn decision((decision, _): &(Decision, Trace)) -> Option<Decision> {
        Some(*decision)
    }
}
