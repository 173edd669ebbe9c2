//! Resources that an event does not name: whether the policies would tell them apart.

use crate::attached::AttachedPolicies;
use crate::glob::Glob;
use crate::pattern::{Pattern, Syntax};
use crate::policy::Statement;
use crate::request::{Request, Value};
use crate::truth::Truth;

/// Steps for the comparison of two patterns.
const BUDGET: usize = 10_000;

/// Whether a statement about the action matches some of the resources that the request's ARN, a pattern, stands for
/// and not others. Where none does, the ARN as it is decides as any of them would.
pub(crate) fn resource_matters(policies: &AttachedPolicies, request: &Request<'_>) -> bool {
    let asked =
        Glob::of(&Pattern::parse(&request.resource.arn, Syntax { wildcards: true, variables: false }));
    let mut statements =
        policies.layers().flat_map(|layer| policies.layer(layer)).flat_map(|policy| policy.statements());
    statements.any(|statement| {
        statement.action(&request.action).truth != Truth::No && tells_apart(statement, &asked, request)
    })
}

fn tells_apart(statement: &Statement, asked: &Glob, request: &Request<'_>) -> bool {
    let mut apart = false;
    for entry in statement.resource_entries() {
        let own = Glob::with_values(entry, |variable| match request.value(&variable.key) {
            Value::Present(values) => values.single(),
            _ => None,
        });
        if own.covers_within(asked, &mut BUDGET.clone()) {
            return false;
        }
        apart |= own.meets(asked);
    }
    apart
}
