//! Administrators, and who can become one.

use super::Scope;
use crate::command::audit::code;
use crate::command::audit::finding::{Evidence, Finding};
use crate::command::audit::graph::{Certainty, Edge, Way, reason};

/// The names of AWS's policies that make an administrator; reviews look for them.
const NAMED: &str = "AdministratorAccess";

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    let mut ways: Vec<_> = scope.graph.entities.iter().zip(&scope.graph.ways).enumerate().collect();
    ways.sort_by_key(|(_, (_, way))| if let Way::Path(_, length) = way { *length } else { 0 });
    for (number, (entity, way)) in ways {
        match way {
            Way::Administrator(circumstances) => {
                let by_name = entity.policies.iter().any(|held| held.policy.name() == NAMED);
                let kind = if by_name { &code::ADMINISTRATOR } else { &code::HIDDEN_ADMINISTRATOR };
                let only = match circumstances.as_slice() {
                    [] => String::new(),
                    keys => format!(", depending on {}", keys.join(", ")),
                };
                let message = format!("{} may do everything in the account{only}", entity.short());
                let proof = reason::of_administrator(&scope.asker(), entity);
                found.push(Finding::of(kind, entity, message).evidence(proof));
            }
            Way::Path(..) => {
                let path = scope.graph.path(number);
                let is_certain = path.iter().all(|edge| edge.is_certain());
                let kind = if is_certain {
                    &code::ESCALATION_TO_ADMINISTRATOR
                } else {
                    &code::POSSIBLE_ESCALATION_TO_ADMINISTRATOR
                };
                let verb = if is_certain { "can" } else { "may be able to" };
                let steps =
                    if path.len() == 1 { "1 step".to_owned() } else { format!("{} steps", path.len()) };
                let how: Vec<String> = path.iter().map(|edge| edge.how.clone()).collect();
                let (short, how) = (entity.short(), how.join(", then "));
                let message = format!("{short} {verb} become administrator in {steps}: it {how}");
                let evidence =
                    scope.graph.holders(number).into_iter().zip(&path).flat_map(|(holder, edge)| {
                        let mut list = vec![step(&holder.short(), edge)];
                        list.extend(reason::of_edge(&scope.asker(), holder, edge));
                        list
                    });
                found.push(Finding::of(kind, entity, message).evidence(evidence));
            }
            Way::None => {}
        }
    }
}

/// "user/ana passes role/App to a Lambda function (iam:PassRole, lambda:CreateFunction)".
fn step(holder: &str, edge: &Edge) -> Evidence {
    let condition = match &edge.certainty {
        Certainty::Certain => String::new(),
        Certainty::Depends(keys) => format!("; depends on {}", keys.join(", ")),
        Certainty::Possible => "; if there is one".to_owned(),
    };
    Evidence::new(format!("{holder} {} ({}{condition})", edge.how, edge.actions()))
}
