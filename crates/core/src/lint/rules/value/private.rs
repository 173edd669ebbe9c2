//! Private addresses under `aws:SourceIp`, which is always public.

use ipnet::IpNet;

use crate::condition::{BaseOperator, network};
use crate::diagnostic::quote;
use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;

/// Ranges that are never public: three of IPv4, the unique local addresses of IPv6.
const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

const HELP: &str = "write the public addresses that requests come from, or test `aws:SourceVpc`";

/// Tells clauses whose values are all private.
pub(super) fn all(context: &Context<'_>, findings: &mut Findings<'_>, operator: BaseOperator) {
    for clause in source_ips(context, operator) {
        let values = &clause.values;
        if !values.is_empty() && values.iter().all(|value| is_private(&value.value)) {
            let always = if operator.is_negated() { "always" } else { "never" };
            let message = format!("this is {always} true: {} is public", quote(&clause.key.value));
            findings.add_help(clause.span, message, HELP);
        }
    }
}

/// Tells every private value among public ones.
pub(super) fn some(context: &Context<'_>, findings: &mut Findings<'_>, operator: BaseOperator) {
    for clause in source_ips(context, operator) {
        let (private, others): (Vec<_>, Vec<_>) =
            clause.values.iter().partition(|value| is_private(&value.value));
        if others.is_empty() {
            continue;
        }
        for value in private {
            let message =
                format!("{} is private, and {} public", quote(&value.value), quote(&clause.key.value));
            findings.add_help(value.span, message, "remove it");
        }
    }
}

fn source_ips<'a>(
    context: &Context<'a>,
    operator: BaseOperator,
) -> impl Iterator<Item = &'a ConditionClause> {
    let all = clauses(context).map(|(_, clause)| clause);
    all.filter(move |clause| clause.operator.value.base == operator && clause.is_about("aws:SourceIp"))
}

fn is_private(value: &str) -> bool {
    let within = |range: &str, net: &IpNet| range.parse::<IpNet>().is_ok_and(|range| range.contains(net));
    network(value).is_some_and(|net| PRIVATE.iter().any(|range| within(range, &net)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_private_if_all_of_it_is() {
        for (value, expected) in [
            ("10.1.2.3", true),
            ("10.0.0.0/8", true),
            ("10.0.0.0/7", false),
            ("172.31.255.255", true),
            ("172.32.0.0", false),
            ("192.168.0.0/16", true),
            ("0.0.0.0/0", false),
            ("203.0.113.0/24", false),
            ("fd12:3456::/32", true),
            ("2001:db8::/32", false),
            ("nowhere", false),
        ] {
            assert_eq!(is_private(value), expected, "{value}");
        }
    }
}
