//! The steps of a way to escalate privileges.

use super::Step;
use super::probe::{Probe, Prober};
use super::table::{Method, MethodAction};
use crate::evaluate::Decision;

/// An action, and the service that a role is passed to.
type Asked = (&'static str, Option<&'static str>);

/// Each action is asked about once.
pub(super) struct Search<'a> {
    prober: Prober<'a>,
    /// What was asked before.
    known: Vec<(Asked, Option<Probe>)>,
}

impl<'a> Search<'a> {
    pub(super) fn new(prober: Prober<'a>) -> Self {
        Self { prober, known: Vec::new() }
    }

    /// `None` as soon as an action is not allowed.
    pub(super) fn steps(&mut self, method: &Method) -> Option<Vec<Step>> {
        method.actions.iter().map(|action| self.step(method, action)).collect()
    }

    fn step(&mut self, method: &Method, action: &MethodAction) -> Option<Step> {
        let services: Vec<Option<&'static str>> = match action.name {
            "iam:PassRole" => method.passed_to.iter().copied().map(Some).collect(),
            _ => vec![None],
        };
        let probes = services.into_iter().filter_map(|service| self.ask(action, service));
        let probe = probes.max_by_key(|probe| (probe.is_certain(), probe.decision == Decision::Allowed))?;
        Some(Step {
            action: action.name,
            is_certain: probe.is_certain(),
            request: probe.request,
            decision: probe.decision,
            keys: probe.keys,
            is_limited: probe.is_limited,
        })
    }

    fn ask(&mut self, action: &MethodAction, service: Option<&'static str>) -> Option<Probe> {
        let asked = (action.name, service);
        // Few enough to look at all: the actions of the table.
        if let Some((_, probe)) = self.known.iter().find(|(known, _)| *known == asked) {
            return probe.clone();
        }
        let probe = self.prober.probe(action.name, service, action.on_others);
        self.known.push((asked, probe.clone()));
        probe
    }
}
