use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::ids;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_VPC_FORMAT",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_vpc_format.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    ids::check(context, findings, &["aws:SourceVpc", "aws:Ec2InstanceSourceVpc"], "vpc-", "a VPC");
}
