//! What an answer rests on: statements, and keys that it depends on.

use serde::Serialize;

use crate::account::Evidence;
use crate::report::Location;
use crate::request::Key;
use crate::truth::Truth;

/// A statement that decides.
///
/// ```
/// # use sayso::account::WhoCan;
/// # use sayso::report::WhoCanReport;
/// # use sayso::{Action, Context};
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// # let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let report = WhoCanReport::new(&question, &direct);
/// assert_eq!(report.direct[0].statements[0].policy, "ReadReports");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceReport {
    /// The layer, as in a report's checks.
    pub check_type: &'static str,
    /// The policy's ARN, or its name.
    pub policy: String,
    /// The group it comes through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its `Sid`, or an empty string.
    pub sid: String,
    /// Its number in the policy, from 0.
    pub index: u32,
    /// `Allow` or `Deny`.
    pub effect: &'static str,
    /// `yes`, or `unknown` where that depends.
    pub matched: &'static str,
    /// Where it is.
    pub location: Location,
}

pub(super) fn evidence(evidence: &Evidence) -> Option<EvidenceReport> {
    let node = evidence.node()?;
    Some(EvidenceReport {
        check_type: evidence.layer.check_type(),
        policy: evidence.policy.arn().unwrap_or(evidence.policy.name()).to_owned(),
        group: evidence.group.as_deref().map(str::to_owned),
        sid: node.sid.as_ref().map(|sid| sid.value.clone()).unwrap_or_default(),
        index: evidence.statement,
        effect: evidence.effect.as_str(),
        matched: if evidence.matched == Truth::Yes { "yes" } else { "unknown" },
        location: Location::new(evidence.policy.document().source(), node.span),
    })
}

pub(super) fn names(sets: &[Vec<Key<'static>>]) -> Vec<Vec<String>> {
    sets.iter().map(|keys| keys.iter().map(|key| key.as_str().to_owned()).collect()).collect()
}
