//! Users and roles by actions or resources.

use sayso_catalog::ServiceReference;
use serde::Serialize;

use crate::account::{Entity, Inventory};
use crate::evaluate::Decision;
use crate::request::{Action, Context};

/// Who can do what.
///
/// ```
/// use sayso::report::{ColumnReport, MatrixReport, RowReport};
/// use sayso::{Action, Context};
/// use sayso_catalog::ServiceReference;
///
/// let inventory = sayso::account::sample();
/// let (action, context) = (Action::new("s3:GetObject").unwrap(), Context::new());
/// let columns = [(&action, None)];
/// let row = |entity| RowReport::new(&inventory, entity, &columns, &context, ServiceReference::embedded());
/// let table = MatrixReport {
///     columns: columns.iter().map(|(action, resource)| ColumnReport::new(action, *resource)).collect(),
///     rows: inventory.entities().map(row).collect(),
/// };
/// let json = serde_json::to_value(&table).unwrap();
/// assert_eq!(json["rows"][0]["cells"][0]["decision"], "allowed");
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct MatrixReport {
    /// What is asked, a column each.
    pub columns: Vec<ColumnReport>,
    /// Who, a row each.
    pub rows: Vec<RowReport>,
}

/// What a column asks.
///
/// ```
/// use sayso::{Action, report::ColumnReport};
///
/// let column = ColumnReport::new(&Action::new("s3:GetObject").unwrap(), None);
/// assert_eq!((column.action.as_str(), column.resource), ("s3:GetObject", None));
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct ColumnReport {
    /// `service:Name`
    pub action: String,
    /// None where some resource will do.
    pub resource: Option<String>,
}

impl ColumnReport {
    /// An action on a resource, or on some.
    ///
    /// ```
    /// # use sayso::{Action, report::ColumnReport};
    /// let action = Action::new("s3:GetObject").unwrap();
    /// let column = ColumnReport::new(&action, Some("arn:aws:s3:::reports/q3.csv"));
    /// assert_eq!(column.resource.as_deref(), Some("arn:aws:s3:::reports/q3.csv"));
    /// ```
    pub fn new(action: &Action<'_>, resource: Option<&str>) -> Self {
        Self { action: action.as_str().to_owned(), resource: resource.map(str::to_owned) }
    }
}

/// A user or role.
///
/// ```
/// # use sayso::report::RowReport;
/// let row = RowReport { cells: Vec::new(), principal: "arn:aws:iam::123456789012:user/ana".into() };
/// assert!(!row.can());
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct RowReport {
    /// For each column.
    pub cells: Vec<CellReport>,
    /// Its ARN.
    pub principal: String,
}

/// A decision, and on which resource.
///
/// ```
/// # use sayso::report::CellReport;
/// let cell = CellReport { decision: "allowed", resource: "arn:aws:s3:::reports/example".into() };
/// assert_eq!(serde_json::to_value(&cell).unwrap()["decision"], "allowed");
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct CellReport {
    /// Of a simulation with all that was given.
    pub decision: &'static str,
    /// The column's resource, or the one of which it holds.
    pub resource: String,
}

impl RowReport {
    /// Decides every column.
    ///
    /// ```
    /// use sayso::report::RowReport;
    /// use sayso::{Action, Context};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let inventory = sayso::account::sample();
    /// let (app, context) = (inventory.entity("role/App").unwrap(), Context::new());
    /// let action = Action::new("s3:GetObject").unwrap();
    /// let row = RowReport::new(&inventory, app, &[(&action, None)], &context, ServiceReference::embedded());
    /// assert_eq!(row.cells[0].resource, "arn:aws:s3:::reports/example");
    /// ```
    pub fn new(
        inventory: &Inventory,
        entity: &Entity,
        columns: &[(&Action<'_>, Option<&str>)],
        given: &Context<'_>,
        reference: ServiceReference<'_>,
    ) -> Self {
        let cell = |(action, resource): &(&Action<'_>, Option<&str>)| match resource {
            Some(arn) => {
                let decision = inventory.ask(entity, "session", action, arn, given).decide();
                CellReport { decision: decision.as_str(), resource: (*arn).to_owned() }
            }
            None => {
                let found = inventory.ask_any(entity, "session", action, given, reference).into_iter().next();
                let (resource, decision) = found.unwrap_or_else(|| ("*".to_owned(), Decision::ImplicitDeny));
                CellReport { decision: decision.as_str(), resource }
            }
        };
        Self { cells: columns.iter().map(cell).collect(), principal: entity.arn.clone() }
    }

    /// Whether anything of it is allowed, or may be.
    ///
    /// ```
    /// # use sayso::report::{CellReport, RowReport};
    /// let cell = CellReport { decision: "depends", resource: "*".into() };
    /// assert!(RowReport { cells: vec![cell], principal: String::new() }.can());
    /// ```
    pub fn can(&self) -> bool {
        let may = [Decision::Allowed, Decision::Depends].map(Decision::as_str);
        self.cells.iter().any(|cell| may.contains(&cell.decision))
    }
}
