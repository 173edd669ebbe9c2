use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::pattern::{Pattern, Resolved, Syntax};
use crate::truth::Truth;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_REGION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_region.md")),
    check,
};

const KEYS: [&str; 2] = ["aws:RequestedRegion", "ec2:Region"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_region_key =
        |clause: &&crate::document::ConditionClause| KEYS.iter().any(|key| clause.is_about(key));
    for clause in clauses(context).map(|(_, clause)| clause).filter(is_region_key) {
        if clause.compared() != Compared::Text {
            continue;
        }
        for value in clause.values.iter().filter(|value| !has_variable(&value.value)) {
            if findings.is_full() {
                return;
            }
            if !names_a_region(&value.value, clause.takes_wildcards()) {
                let message = format!("AWS has no region {}", quote(&value.value));
                findings.add_help(value.span, message, "write its code, such as `eu-west-1`");
            }
        }
    }
}

/// Whether a value is a region, or a pattern that matches one. An empty value and one with a wildcard that does
/// not work here have rules of their own.
fn names_a_region(value: &str, wildcards: bool) -> bool {
    if value.is_empty() || sayso_catalog::is_region(&value.to_ascii_lowercase()) || value == "aws-global" {
        return true;
    }
    if !value.contains(['*', '?']) {
        return false;
    }
    let pattern = Pattern::parse(value, Syntax { wildcards: true, variables: false });
    let matches = |region: &str| pattern.matches(region, |_| Resolved::Void) == Truth::Yes;
    let mut regions =
        sayso_catalog::partitions().iter().flat_map(|partition| partition.regions.iter().copied());
    !wildcards || regions.any(matches)
}
