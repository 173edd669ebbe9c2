use crate::condition::BaseOperator;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::private;

pub(super) static RULE: Rule = Rule {
    code: "PRIVATE_IP_ADDRESS",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("private_ip_address.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    private::all(context, findings, BaseOperator::IpAddress);
}
