use crate::condition::BaseOperator;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::private;

pub(super) static RULE: Rule = Rule {
    code: "PRIVATE_NOT_IP_ADDRESS_SUBSET",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("private_not_ip_address_subset.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    private::some(context, findings, BaseOperator::NotIpAddress);
}
