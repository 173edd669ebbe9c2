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
    let (rows, columns) = (read::texts(rows)?, read::texts(columns)?);
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
        let principal =
            if row_kind == "principal" { Principal::named(row, "session").ok() } else { nobody() };
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::Session;

    const ROLE: &str = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:Get*", "kms:*"], "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/tmp/*"},
        {"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:*"}
    ]}"#;

    fn session() -> Session {
        let services = include_bytes!("../../catalog/data/services.bin");
        let catalogue =
            [sayso_catalog::tables().as_bytes(), &sayso_catalog::pack(services).unwrap()].concat();
        let mut session = Session::new(&catalogue).unwrap();
        session.open("role.json", ROLE.to_owned());
        session
    }

    fn case(principal: &str, action: &str, resource: &Value) -> Value {
        json!({"principal": principal, "action": action, "resource": resource, "policies": {"identity": "role.json"}})
    }

    /// The byte that a report's decision has in a matrix.
    fn reported(session: &Session, case: &Value) -> u8 {
        let Ok(report) = session.report(&case.to_string()) else { return super::ERROR };
        let report: Value = serde_json::from_str(&report).unwrap();
        let decisions = ["allowed", "explicitDeny", "implicitDeny", "depends"];
        u8::try_from(decisions.iter().position(|it| report["decision"] == *it).unwrap()).unwrap()
    }

    const APP: &str = "arn:aws:iam::123456789012:role/App";
    const ACTIONS: [&str; 5] =
        ["s3:GetObject", "s3:PutObject", "kms:Decrypt", "sqs:SendMessage", "no action"];

    #[test]
    fn a_cell_is_what_the_case_of_its_own_would_be() {
        let session = session();
        let owned = json!({"arn": "arn:aws:s3:::reports/tmp/a", "account": "444455556666"});
        let rows = [
            "arn:aws:s3:::reports/tmp/a",
            "arn:aws:s3:::reports/b",
            "arn:aws:kms:eu-west-1:123456789012:key/a",
            "arn:aws:sqs:eu-west-1:123456789012:orders",
            "arn:aws:sqs:eu-west-1:444455556666:orders",
            "*",
        ];
        let base = case(APP, "s3:GetObject", &owned).to_string();
        let cells =
            session.matrix(&base, "resource", &json!(rows).to_string(), &json!(ACTIONS).to_string()).unwrap();
        let expected = rows.iter().flat_map(|row| ACTIONS.map(|action| (row, action)));
        let expected = expected.map(|(row, action)| {
            // What names no account belongs to the account of the case's own resource.
            let account = if row.contains("123456789012") { "123456789012" } else { "444455556666" };
            reported(&session, &case(APP, action, &json!({"arn": row, "account": account})))
        });
        assert_eq!(cells, expected.collect::<Vec<_>>());
        assert!(cells.contains(&0) && cells.contains(&1) && cells.contains(&2) && cells.contains(&4));
    }

    #[test]
    fn rows_of_principals_are_as_the_principal_asks() {
        let session = session();
        let rows = [APP, "arn:aws:iam::444455556666:user/ana", "anonymous", "nobody at all"];
        let base = case(APP, "s3:GetObject", &json!("arn:aws:s3:::reports/b"));
        let owned = json!({"arn": "arn:aws:s3:::reports/b", "account": "123456789012"});
        let (rows_json, columns) = (json!(rows).to_string(), json!(ACTIONS).to_string());
        let cells = session.matrix(&base.to_string(), "principal", &rows_json, &columns).unwrap();
        let expected = rows.iter().flat_map(|row| ACTIONS.map(|action| (row, action)));
        let expected = expected.map(|(row, action)| reported(&session, &case(row, action, &owned)));
        assert_eq!(cells, expected.collect::<Vec<_>>());
    }
}
