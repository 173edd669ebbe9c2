use super::size;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("policy_size_exceeds_scp_quota.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.policy_type == PolicyType::ServiceControl {
        size::at_most(context, size::compact(context), 10_240, findings);
    }
}
