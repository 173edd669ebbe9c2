//! The JSON of a replay.

use serde::Serialize;

use crate::evaluate::Decision;
use crate::replay::{Counts, Kind, Tally, Verdict};

/// What a replay found.
///
/// ```
/// use sayso::replay::{Changes, Replay};
/// use sayso::report::ReplayReport;
///
/// let (inventory, changes) = (sayso::account::sample(), Changes::default());
/// let mut replay = Replay::new(&inventory, &changes);
/// replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
///     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
/// let json = serde_json::to_value(ReplayReport::new(&replay.finish())).unwrap();
/// // AWS allowed it, and this account's policies do not.
/// assert_eq!(json["agreement"]["deniedHereOnly"], 1);
/// assert_eq!(json["kinds"][0]["before"]["decision"], "implicitDeny");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplayReport {
    /// All events.
    pub events: u64,
    /// Those that are calls of an API.
    pub calls: u64,
    /// Calls that were decided.
    pub decided: u64,
    /// Calls for which no permission is checked.
    pub unchecked: u64,
    /// Other events, by type.
    pub other_events: Vec<NamedCount>,
    /// Calls that the catalogue does not have: `source name`.
    pub unresolved: Vec<NamedCount>,
    /// Calls of principals whose policies are not there.
    pub strangers: Vec<NamedCount>,
    /// AWS's answers beside those of the policies that are there.
    pub agreement: Agreement,
    /// The calls decided, by principal and reason.
    pub kinds: Vec<KindReport>,
}

/// How often something was seen.
///
/// ```
/// let count = sayso::report::NamedCount { name: "AwsServiceEvent".into(), reason: String::new(), events: 2 };
/// assert_eq!(serde_json::to_string(&count).unwrap(), r#"{"name":"AwsServiceEvent","events":2}"#);
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct NamedCount {
    /// What.
    pub name: String,
    /// Why it was not decided.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How many events.
    pub events: u64,
}

/// AWS's answers beside ours, in events.
///
/// ```
/// assert_eq!(sayso::report::Agreement::default().denied_here_only, 0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Both allow.
    pub allowed: u64,
    /// Both deny.
    pub denied: u64,
    /// The call succeeded, and the policies deny it.
    pub denied_here_only: u64,
    /// AWS denied it, and the policies allow it.
    pub allowed_here_only: u64,
    /// What the policies say depends on what the event does not say, or is not in the files.
    pub depends: u64,
    /// The call failed for another reason.
    pub untold: u64,
}

/// What the changes do to calls.
///
/// ```
/// assert_eq!(sayso::report::Effect::Denied.as_str(), "denied");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// They would be denied.
    Denied,
    /// They may be denied: it depends on what the events do not say.
    MayBeDenied,
    /// They would be allowed, and were not before.
    Allowed,
    /// Denied as before, for another reason, or allowed as before.
    None,
}

impl Effect {
    /// As reports write it.
    ///
    /// ```
    /// assert_eq!(sayso::report::Effect::MayBeDenied.as_str(), "mayBeDenied");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::MayBeDenied => "mayBeDenied",
            Self::Allowed => "allowed",
            Self::None => "none",
        }
    }

    fn of(kind: &Kind) -> Self {
        let Some(after) = &kind.after else { return Self::None };
        let before = kind.before.decision;
        match after.decision {
            _ if before == after.decision && kind.before.unknown == after.unknown => Self::None,
            Decision::Depends if !kind.before.is_denied() => Self::MayBeDenied,
            Decision::Allowed | Decision::Depends if kind.before.is_denied() => Self::Allowed,
            Decision::ExplicitDeny | Decision::ImplicitDeny if !kind.before.is_denied() => Self::Denied,
            _ => Self::None,
        }
    }
}

/// Calls of one principal with the same answer for the same reason.
///
/// ```
/// # use sayso::replay::{Changes, Replay};
/// # use sayso::report::{Effect, ReplayReport};
/// # let (inventory, changes) = (sayso::account::sample(), Changes::default());
/// # let mut replay = Replay::new(&inventory, &changes);
/// # replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
/// #     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
/// let report = ReplayReport::new(&replay.finish());
/// assert_eq!((report.kinds[0].events, report.kinds[0].effect), (1, Effect::None));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KindReport {
    /// The ARN of the user or role.
    pub principal: String,
    /// By the policies that are there.
    pub before: VerdictReport,
    /// With the changes, where that is another answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<VerdictReport>,
    /// What the changes do to it.
    pub effect: Effect,
    /// How many events.
    pub events: u64,
    /// How many of them succeeded.
    pub succeeded: u64,
    /// How many of them AWS denied.
    pub denied_by_aws: u64,
    /// The time of the first.
    pub first: String,
    /// The time of the last.
    pub last: String,
    /// One of the resources.
    pub resource: String,
}

/// A decision and what it is due to.
///
/// ```
/// # use sayso::replay::{Changes, Replay};
/// # use sayso::report::ReplayReport;
/// # let (inventory, changes) = (sayso::account::sample(), Changes::default());
/// # let mut replay = Replay::new(&inventory, &changes);
/// # replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
/// #     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
/// let report = ReplayReport::new(&replay.finish());
/// assert_eq!(report.kinds[0].before.action, "iam:ListUsers");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerdictReport {
    /// The decision.
    pub decision: &'static str,
    /// The action.
    pub action: String,
    /// Why it is not allowed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The statements that deny, with their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<String>,
    /// Condition keys that the events do not have and the answer depends on, or `resource`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// What was not given and could make it another answer, in words for programs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_given: Vec<&'static str>,
}

impl ReplayReport {
    /// Of what was counted.
    ///
    /// ```
    /// let report = sayso::report::ReplayReport::new(&sayso::replay::Tally::default());
    /// assert!(report.kinds.is_empty());
    /// ```
    pub fn new(tally: &Tally) -> Self {
        let named =
            |name: &str, reason: String, events: u64| NamedCount { name: name.to_owned(), reason, events };
        let mut agreement = Agreement::default();
        tally.kinds.iter().for_each(|(kind, counts)| agreement.add(kind, counts));
        Self {
            events: tally.events,
            calls: tally.calls,
            decided: tally.decided,
            unchecked: tally.unchecked,
            other_events: tally
                .other_events
                .iter()
                .map(|(name, count)| named(name, String::new(), *count))
                .collect(),
            unresolved: tally
                .unresolved
                .iter()
                .map(|((source, name, reason), count)| {
                    named(&format!("{source} {name}"), reason.to_string(), *count)
                })
                .collect(),
            strangers: tally
                .strangers
                .iter()
                .map(|((name, reason), count)| named(name, (*reason).to_owned(), *count))
                .collect(),
            agreement,
            kinds: tally.kinds.iter().map(|(kind, counts)| KindReport::new(kind, counts)).collect(),
        }
    }

    /// Of the calls decided those that the changes do this to.
    ///
    /// ```
    /// use sayso::report::{Effect, ReplayReport};
    ///
    /// let report = ReplayReport::new(&sayso::replay::Tally::default());
    /// assert_eq!(report.with_effect(Effect::Denied).count(), 0);
    /// ```
    pub fn with_effect(&self, effect: Effect) -> impl Iterator<Item = &KindReport> {
        self.kinds.iter().filter(move |kind| kind.effect == effect)
    }
}

impl Agreement {
    fn add(&mut self, kind: &Kind, counts: &Counts) {
        self.untold += counts.events - counts.allowed - counts.denied;
        match kind.before.decision {
            // What is not given may have allowed it.
            Decision::ImplicitDeny if !kind.before.missing.is_empty() => {
                self.depends += counts.allowed;
                self.denied += counts.denied;
            }
            Decision::Depends => self.depends += counts.allowed + counts.denied,
            Decision::Allowed => {
                self.allowed += counts.allowed;
                self.allowed_here_only += counts.denied;
            }
            Decision::ExplicitDeny | Decision::ImplicitDeny => {
                self.denied += counts.denied;
                self.denied_here_only += counts.allowed;
            }
        }
    }
}

impl KindReport {
    fn new(kind: &Kind, counts: &Counts) -> Self {
        Self {
            principal: kind.principal.clone(),
            before: VerdictReport::new(&kind.before),
            after: kind.after.as_ref().map(VerdictReport::new),
            effect: Effect::of(kind),
            events: counts.events,
            succeeded: counts.allowed,
            denied_by_aws: counts.denied,
            first: counts.first.clone(),
            last: counts.last.clone(),
            resource: counts.resource.clone(),
        }
    }

    /// The answer with the changes, or as it is.
    ///
    /// ```
    /// # use sayso::replay::{Changes, Replay};
    /// # use sayso::report::ReplayReport;
    /// # let (inventory, changes) = (sayso::account::sample(), Changes::default());
    /// # let mut replay = Replay::new(&inventory, &changes);
    /// # replay.event(r#"{"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {
    /// #     "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana"}}"#).unwrap();
    /// let report = ReplayReport::new(&replay.finish());
    /// assert_eq!(report.kinds[0].now().decision, "implicitDeny");
    /// ```
    pub fn now(&self) -> &VerdictReport {
        self.after.as_ref().unwrap_or(&self.before)
    }
}

impl VerdictReport {
    fn new(verdict: &Verdict) -> Self {
        Self {
            decision: verdict.decision.as_str(),
            action: verdict.action.clone(),
            because: verdict.why.clone(),
            statements: verdict.statements.clone(),
            depends_on: verdict.unknown.clone(),
            not_given: verdict.missing.clone(),
        }
    }
}
