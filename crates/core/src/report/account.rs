//! The JSON of the questions of whole accounts.

use std::collections::HashMap;

use serde::Serialize;

use super::Location;
use crate::account::{Access, Admitted, Entity, Evidence, Grant, RolePath};
use crate::evaluate::Decision;
use crate::request::Key;
use crate::truth::Truth;

/// Who can do something.
///
/// ```
/// use sayso::account::WhoCan;
/// use sayso::report::WhoCanReport;
/// use sayso::{Action, Context};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
/// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let paths = question.paths(&direct);
/// let report = WhoCanReport::new("s3:PutObject", None, (&direct, &paths, &[]));
/// let json = serde_json::to_value(&report).unwrap();
/// assert_eq!(json["direct"][0]["principal"], "arn:aws:iam::123456789012:role/Deploy");
/// assert_eq!(json["paths"][0]["path"][1], "arn:aws:iam::123456789012:role/Deploy");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhoCanReport {
    /// The action asked about.
    pub action: String,
    /// The resource asked about; absent where any would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Who can by itself, by ARN.
    pub direct: Vec<AccessReport>,
    /// Who can by assuming roles, the shortest way first.
    pub paths: Vec<PathReport>,
    /// Whether the search for ways stopped before it had looked at all of them.
    pub stopped_early: bool,
    /// Whom the roles among all those let in besides.
    pub admitted: Vec<AdmittedReport>,
}

/// A user or role that can.
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
/// let report = WhoCanReport::new("s3:GetObject", None, (&direct, &[], &[]));
/// assert_eq!(report.direct[0].instance_profiles, ["arn:aws:iam::123456789012:instance-profile/Web"]);
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessReport {
    /// Its ARN.
    pub principal: String,
    /// `allowed` or `depends`.
    pub decision: &'static str,
    /// On what it can.
    pub resource: String,
    /// By which statements; where it depends, those that may allow or deny it.
    pub statements: Vec<EvidenceReport>,
    /// What it depends on: sets of keys, each of which decides.
    pub depends_on: Vec<Vec<String>>,
    /// The instance profiles that hand out a role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instance_profiles: Vec<String>,
    /// What was not given and could change that.
    pub gaps: Vec<String>,
}

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
/// let report = WhoCanReport::new("s3:GetObject", None, (&direct, &[], &[]));
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

/// A way through roles.
///
/// ```
/// # use sayso::account::WhoCan;
/// # use sayso::report::WhoCanReport;
/// # use sayso::{Action, Context};
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let (action, context) = (Action::new("s3:PutObject").unwrap(), Context::new());
/// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// # let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let report = WhoCanReport::new("s3:PutObject", None, (&direct, &question.paths(&direct), &[]));
/// assert_eq!(report.paths[0].decision, "allowed");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PathReport {
    /// Its ARN.
    pub principal: String,
    /// `allowed` or `depends`.
    pub decision: &'static str,
    /// ARNs from the principal to the role that can.
    pub path: Vec<String>,
    /// For each assumption what it depends on: sets of keys, each of which decides.
    pub depends_on: Vec<Vec<Vec<String>>>,
}

/// Whom a role's trust policy lets in.
///
/// ```
/// # use sayso::account::WhoCan;
/// # use sayso::report::WhoCanReport;
/// # use sayso::{Action, Context};
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// # let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
/// let admitted = question.admitted([inventory.entity("role/App").unwrap()]);
/// let report = WhoCanReport::new("s3:GetObject", None, (&[], &[], &admitted));
/// assert_eq!((report.admitted[0].kind, report.admitted[0].name.as_str()), ("service", "ec2.amazonaws.com"));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdmittedReport {
    /// The role's ARN.
    pub role: String,
    /// `service`, `federated`, `account`, `principal` or `anyone`.
    pub kind: &'static str,
    /// Its name in the trust policy.
    pub name: String,
    /// The action with which it takes the role.
    pub action: String,
    /// `allowed` or `depends`, going by the trust policy alone.
    pub decision: &'static str,
    /// What it depends on: sets of keys, each of which decides.
    pub depends_on: Vec<Vec<String>>,
}

/// What a user or role can do.
///
/// ```
/// use sayso::Context;
/// use sayso::account::WhatCan;
/// use sayso::report::WhatCanReport;
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let context = Context::new();
/// let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
/// let app = inventory.entity("role/App").unwrap();
/// let report = WhatCanReport::new(app, &question.grants(app));
/// assert_eq!(report.rows[0].actions, ["s3:GetObject"]);
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhatCanReport {
    /// Its ARN.
    pub principal: String,
    /// Actions that are bound alike, together, by service and access level.
    pub rows: Vec<GrantReport>,
}

/// Actions of one service and access level that are bound alike.
///
/// ```
/// # use sayso::Context;
/// # use sayso::account::WhatCan;
/// # use sayso::report::WhatCanReport;
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let context = Context::new();
/// # let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
/// let ana = inventory.entity("ana").unwrap();
/// let report = WhatCanReport::new(ana, &question.grants(ana));
/// assert_eq!((report.rows[0].service.as_str(), report.rows[0].level), ("sts", "Write"));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantReport {
    /// The service's prefix.
    pub service: String,
    /// The access level.
    pub level: &'static str,
    /// `service:Name`, by name.
    pub actions: Vec<String>,
    /// The patterns of resources, each confirmed on a witness.
    pub bounds: Vec<BoundReport>,
}

/// A pattern of resources.
///
/// ```
/// # use sayso::Context;
/// # use sayso::account::WhatCan;
/// # use sayso::report::WhatCanReport;
/// # use sayso_catalog::ServiceReference;
/// # let inventory = sayso::account::sample();
/// # let context = Context::new();
/// # let question = WhatCan::new(&inventory, &context, ServiceReference::embedded());
/// let app = inventory.entity("role/App").unwrap();
/// let report = WhatCanReport::new(app, &question.grants(app));
/// assert_eq!(report.rows[0].bounds[0].witness, "arn:aws:s3:::reports/example");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BoundReport {
    /// As the statement writes it.
    pub pattern: String,
    /// `allowed` or `depends`, on the witness.
    pub decision: &'static str,
    /// The resource that was asked about, with the first action of the row.
    pub witness: String,
    /// What it depends on: sets of keys, each of which decides.
    pub depends_on: Vec<Vec<String>>,
    /// The statement that has the pattern.
    pub statement: Option<EvidenceReport>,
}

impl WhatCanReport {
    /// Groups grants that differ by their action alone.
    ///
    /// ```
    /// use sayso::report::WhatCanReport;
    ///
    /// let inventory = sayso::account::sample();
    /// assert!(WhatCanReport::new(inventory.entity("ana").unwrap(), &[]).rows.is_empty());
    /// ```
    pub fn new(entity: &Entity, grants: &[Grant<'_>]) -> Self {
        let mut rows: Vec<GrantReport> = Vec::new();
        let mut at = HashMap::new();
        // Most actions share their bounds with others.
        let (mut shared, mut alike) = (HashMap::new(), HashMap::new());
        for grant in grants {
            let service = grant.action.split(':').next().unwrap_or_default();
            let next = alike.len();
            let bounds = *shared.entry(grant.bounds.as_ptr()).or_insert_with(|| {
                *alike.entry(grant.bounds.iter().map(likeness).collect::<Vec<_>>()).or_insert(next)
            });
            let number = *at.entry((service, grant.level.as_str(), bounds)).or_insert_with(|| {
                rows.push(GrantReport {
                    service: service.to_owned(),
                    level: grant.level.as_str(),
                    actions: Vec::new(),
                    bounds: grant.bounds.iter().map(bound).collect(),
                });
                rows.len() - 1
            });
            rows.get_mut(number).into_iter().for_each(|row| row.actions.push(grant.action.to_owned()));
        }
        Self { principal: entity.arn.clone(), rows }
    }
}

/// All that tells one pattern from another in a report, but the witness.
fn likeness(bound: &crate::account::Bound) -> (&str, Decision, usize, u32, &[Vec<Key<'static>>]) {
    let policy = std::sync::Arc::as_ptr(&bound.by.policy).addr();
    (&bound.pattern, bound.decision, policy, bound.by.statement, &bound.keys)
}

fn bound(bound: &crate::account::Bound) -> BoundReport {
    BoundReport {
        pattern: bound.pattern.clone(),
        decision: bound.decision.as_str(),
        witness: bound.witness.clone(),
        depends_on: names(&bound.keys),
        statement: evidence(&bound.by),
    }
}

impl WhoCanReport {
    /// What was found, in the order found.
    ///
    /// ```
    /// let report = sayso::report::WhoCanReport::new("s3:GetObject", None, (&[], &[], &[]));
    /// assert!(report.direct.is_empty());
    /// ```
    pub fn new(
        action: &str,
        resource: Option<&str>,
        (direct, paths, admitted): (&[Access<'_>], &[RolePath<'_>], &[Admitted<'_>]),
    ) -> Self {
        Self {
            action: action.to_owned(),
            resource: resource.map(str::to_owned),
            direct: direct.iter().map(access).collect(),
            paths: paths.iter().map(path).collect(),
            stopped_early: false,
            admitted: admitted.iter().map(self::admitted).collect(),
        }
    }
}

fn access(access: &Access<'_>) -> AccessReport {
    let Access { entity, resource, decision, evidence, keys, gaps } = access;
    AccessReport {
        principal: entity.arn.clone(),
        decision: decision.as_str(),
        resource: resource.clone(),
        statements: evidence.iter().filter_map(self::evidence).collect(),
        depends_on: names(keys),
        instance_profiles: entity.instance_profiles.clone(),
        gaps: gaps.iter().map(ToString::to_string).collect(),
    }
}

fn evidence(evidence: &Evidence) -> Option<EvidenceReport> {
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

fn path(path: &RolePath<'_>) -> PathReport {
    let roles = path.hops.iter().map(|hop| hop.role);
    PathReport {
        principal: path.entity.arn.clone(),
        decision: path.decision.as_str(),
        path: std::iter::once(path.entity).chain(roles).map(|entity: &Entity| entity.arn.clone()).collect(),
        depends_on: path.hops.iter().map(|hop| names(&hop.keys)).collect(),
    }
}

fn admitted(admitted: &Admitted<'_>) -> AdmittedReport {
    AdmittedReport {
        role: admitted.role.arn.clone(),
        kind: admitted.kind.as_str(),
        name: admitted.name.clone(),
        action: admitted.action.clone(),
        decision: admitted.decision.as_str(),
        depends_on: names(&admitted.keys),
    }
}

fn names(sets: &[Vec<Key<'static>>]) -> Vec<Vec<String>> {
    sets.iter().map(|keys| keys.iter().map(|key| key.as_str().to_owned()).collect()).collect()
}
