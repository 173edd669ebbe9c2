//! Many decisions with the same policies: a byte for each.

use std::borrow::Cow;

use sayso::{Action, Decision, Principal, Request, Resource, decide};

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
    let (rows, columns) = (list(rows)?, list(columns)?);
    if rows.len().saturating_mul(columns.len()) > MOST_CELLS {
        return Err(format!("{} by {} cells are more than {MOST_CELLS}", rows.len(), columns.len()));
    }
    let base = read::case(shelf, case).map_err(|diagnostics| sentence(&diagnostics))?;
    let mut attached = Attached::new(shelf, case);
    let actions: Vec<Option<Action<'_>>> = columns.iter().map(|name| Action::new(name).ok()).collect();
    // One request, in which a cell replaces what differs: a copy of its texts for each would cost more than deciding.
    let mut request = base.request.clone();
    let mut cells = Vec::with_capacity(rows.len() * columns.len());
    for row in &rows {
        let principal = if row_kind == "principal" { Principal::named(row, "session").ok() } else { nobody() };
        for action in &actions {
            let cell = principal.as_ref().zip(action.as_ref()).and_then(|(principal, action)| {
                request.action.clone_from(action);
                if row_kind == "principal" {
                    request.principal.clone_from(principal);
                } else {
                    request.resource = resource(&base.request, row, action, principal);
                }
                Some(code(decide(attached.of(request.resource.kind)?, &request)))
            });
            cells.push(cell.unwrap_or(ERROR));
        }
    }
    Ok(cells)
}

fn list(text: &str) -> Result<Vec<String>, String> {
    serde_json::from_str(text).map_err(|error| format!("the list can't be read: {error}"))
}

/// Who has no account that a resource could fall to.
fn nobody() -> Option<Principal<'static>> {
    Principal::named("anonymous", "").ok()
}

/// The case's own resource keeps what was said of it. Another belongs to the same account, if its ARN names none.
fn resource<'a>(
    base: &'a Request<'_>,
    arn: &'a str,
    action: &Action<'_>,
    nobody: &Principal<'a>,
) -> Resource<'a> {
    let own = &base.resource;
    if own.arn == arn && action.as_str() == base.action.as_str() {
        return own.clone();
    }
    let said = Resource::of(arn, action, nobody);
    let account = said.account.or_else(|| own.account.as_deref().map(Cow::Borrowed));
    Resource { account, ..said }
}

fn code(decision: Decision) -> u8 {
    match decision {
        Decision::Allowed => 0,
        Decision::ExplicitDeny => 1,
        Decision::ImplicitDeny => 2,
        Decision::Depends => 3,
    }
}
