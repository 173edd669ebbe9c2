//! The JSON of what users and roles can do.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::evidence::{EvidenceReport, evidence, names};
use crate::account::{Bound, Entity, Grant};
use crate::evaluate::Decision;
use crate::request::Key;

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
fn likeness(bound: &Bound) -> (&str, Decision, usize, u32, &[Vec<Key<'static>>]) {
    let policy = Arc::as_ptr(&bound.by.policy).addr();
    (&bound.pattern, bound.decision, policy, bound.by.statement, &bound.keys)
}

fn bound(bound: &Bound) -> BoundReport {
    BoundReport {
        pattern: bound.pattern.clone(),
        decision: bound.decision.as_str(),
        witness: bound.witness.clone(),
        depends_on: names(&bound.keys),
        statement: evidence(&bound.by),
    }
}
