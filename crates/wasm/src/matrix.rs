//! Many decisions with the same policies: a byte for each.

use sayso::{Action, Case, Decision, Principal, Request, Resource, decide};

use crate::attached::Attached;
use crate::fault::sentence;
use crate::read;
use crate::shelf::Shelf;

/// More cells than this are refused.
const MOST_CELLS: usize = 250_000;
/// What can't be asked.
const ERROR: u8 = 4;

/// Row by row: 0 allowed, 1 explicitly denied, 2 implicitly denied, 3 depends, 4 can't be asked.
pub(crate) fn matrix(
    shelf: &Shelf,
    case: &str,
    row_kind: &str,
    rows: &str,
    columns: &str,
) -> Result<Vec<u8>, String> {
    let (rows, columns) = (read::texts(rows)?, read::texts(columns)?);
    if rows.len().saturating_mul(columns.len()) > MOST_CELLS {
        return Err(format!("{} by {} cells are more than {MOST_CELLS}", rows.len(), columns.len()));
    }
    let base = read::case(shelf, case).map_err(|diagnostics| sentence(&diagnostics))?;
    let mut attached = Attached::new(shelf, case);
    let mut cells = Vec::with_capacity(rows.len() * columns.len());
    for row in &rows {
        for column in &columns {
            let request = match row_kind {
                "principal" => of_principal(&base, row, column),
                _ => on_resource(&base, row, column),
            };
            let cell =
                request.and_then(|request| Some(code(decide(attached.of(request.resource.kind)?, &request))));
            cells.push(cell.unwrap_or(ERROR));
        }
    }
    Ok(cells)
}

fn of_principal<'a>(base: &'a Case, principal: &'a str, action: &'a str) -> Option<Request<'a>> {
    Some(Request {
        principal: Principal::named(principal, "session").ok()?,
        action: Action::new(action).ok()?,
        ..base.request.clone()
    })
}

/// The case's own resource keeps what was said of it. Another belongs to the same account, if its ARN names none.
fn on_resource<'a>(base: &'a Case, arn: &'a str, action: &'a str) -> Option<Request<'a>> {
    let action = Action::new(action).ok()?;
    let own = &base.request.resource;
    let nobody = Principal::named("anonymous", "").ok()?;
    let said = Resource::of(arn, &action, &nobody);
    let resource = if own.arn == arn && action.as_str() == base.request.action.as_str() {
        own.clone()
    } else {
        Resource { account: said.account.clone().or_else(|| own.account.clone()), ..said }
    };
    Some(Request { action, resource, ..base.request.clone() })
}

fn code(decision: Decision) -> u8 {
    match decision {
        Decision::Allowed => 0,
        Decision::ExplicitDeny => 1,
        Decision::ImplicitDeny => 2,
        Decision::Depends => 3,
    }
}
