use super::size;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::resource_policy;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("policy_size_exceeds_resource_policy_quota.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let most = match context.policy_type {
        PolicyType::Resource => resource_policy::of(context).and_then(|policy| policy.most_bytes),
        PolicyType::KmsKey => Some(32_768),
        PolicyType::VpcEndpoint => Some(20_480),
        _ => None,
    };
    if let Some(most) = most {
        size::at_most(context, size::compact(context), most, findings);
    }
}
