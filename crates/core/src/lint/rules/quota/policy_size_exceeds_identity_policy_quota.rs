use super::size;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::options::Attachment;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("policy_size_exceeds_identity_policy_quota.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let most = match (context.policy_type, context.options.attachment) {
        (PolicyType::PermissionsBoundary, _) | (PolicyType::Identity, Attachment::Managed) => 6_144,
        (PolicyType::Identity, Attachment::User) => 2_048,
        (PolicyType::Identity, Attachment::Group) => 5_120,
        (PolicyType::Identity, _) => 10_240,
        _ => return,
    };
    size::at_most(context, size::visible(context), most, findings);
}
