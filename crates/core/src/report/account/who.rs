//! Who can do something.

use std::collections::BTreeMap;

use serde::Serialize;

use super::evidence::{EvidenceReport, names};
use crate::account::{Access, Admitted, Entity, EntityKind, RolePath, WhoCan};

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
/// let report = WhoCanReport::new(&question, &direct);
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
/// let report = WhoCanReport::new(&question, &direct);
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
/// let report = WhoCanReport::new(&question, &direct);
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
/// let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
/// let report = WhoCanReport::new(&question, &direct);
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

impl WhoCanReport {
    /// Who can by themselves as found, and what follows: the ways through roles, and whom those roles let in.
    ///
    /// ```
    /// # use sayso::account::WhoCan;
    /// # use sayso::report::WhoCanReport;
    /// # use sayso::{Action, Context};
    /// # use sayso_catalog::ServiceReference;
    /// # let inventory = sayso::account::sample();
    /// # let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
    /// let question = WhoCan::new(&inventory, &action, None, &context, ServiceReference::embedded());
    /// assert!(WhoCanReport::new(&question, &[]).direct.is_empty());
    /// ```
    pub fn new<'a>(question: &WhoCan<'a>, direct: &[Access<'a>]) -> Self {
        let paths = question.paths(direct);
        let reached = direct.iter().map(|access| access.entity).chain(paths.iter().map(|path| path.entity));
        let roles = reached.filter(|entity| entity.kind == EntityKind::Role);
        let roles: BTreeMap<&str, &Entity> = roles.map(|role| (role.arn.as_str(), role)).collect();
        let admitted = question.admitted(roles.into_values());
        Self {
            action: question.action.as_str().to_owned(),
            resource: question.resource.map(str::to_owned),
            direct: direct.iter().map(access).collect(),
            paths: paths.iter().map(path).collect(),
            stopped_early: question.stopped_early(),
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
        statements: evidence.iter().filter_map(super::evidence::evidence).collect(),
        depends_on: names(keys),
        instance_profiles: entity.instance_profiles.clone(),
        gaps: gaps.iter().map(ToString::to_string).collect(),
    }
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
