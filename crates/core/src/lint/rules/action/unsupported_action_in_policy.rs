use super::{elsewhere, entry};
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::resource_policy::{self, ResourcePolicy};
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_ACTION_IN_POLICY",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_action_in_policy.md")),
    check,
};

/// Of a role's trust policy it is found on reading.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    match resource_policy::of(context) {
        Some(policy) => attached(context, policy, findings),
        None => elsewhere::check(context, findings),
    }
}

fn attached(context: &Context<'_>, policy: &ResourcePolicy, findings: &mut Findings<'_>) {
    let service = policy.service;
    for entry in entry::all(context).filter(|entry| entry::is_literal(&entry.value)) {
        let Some((prefix, name)) = entry.value.split_once(':') else { continue };
        if !prefix.eq_ignore_ascii_case(service) {
            let message = format!(
                "{} is no action of `{service}`, whose resource has this policy",
                quote(&entry.value)
            );
            findings.add_help(
                entry.span,
                message,
                format!("name actions of `{service}`, such as `{service}:*`"),
            );
        } else if !policy.resource_types.is_empty() {
            let action = context.reference().service(service).and_then(|service| service.action(name));
            let fits = |name: &str| policy.resource_types.contains(&name);
            let is_on_it = |action: sayso_catalog::ServiceAction<'_>| {
                action.resource_types().any(|resource| fits(resource.resource_type.name()))
            };
            if action.is_some_and(|action| !is_on_it(action)) {
                let message =
                    format!("{} is not about the resource that has this policy", quote(&entry.value));
                findings.add_help(entry.span, message, "allow it in a policy of the caller");
            }
        }
    }
}
