use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::lint::{arns, resource_policy};

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_resource_arn_in_policy.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(policy) = resource_policy::of(context).filter(|policy| policy.has_own_arns) else { return };
    let own = policy.service;
    let resources = context.statements().filter_map(|statement| statement.resource.as_ref());
    for entry in resources.flat_map(|resource| &resource.entries) {
        let fields = arns::fields(&entry.value);
        let is_other = |service: &&str| arns::is_literal(service) && !service.eq_ignore_ascii_case(own);
        if let Some(service) = fields.service.filter(|_| fields.scheme == "arn").filter(is_other) {
            let message = format!("{} in a policy of a resource of `{own}`", quote(service));
            findings.add_help(entry.span, message, "name the resource that has this policy");
        }
    }
}
