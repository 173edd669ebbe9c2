use super::grouped::report_actions;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "DATA_EXFILTRATION",
    severity: Severity::Warning,
    origin: Origin::Sayso,
    page: page(include_str!("data_exfiltration.md")),
    check,
};

/// As cloudsplaining (BSD-3-Clause) has them.
const ACTIONS: [&str; 5] = [
    "s3:GetObject",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let message = |actions: &str, _: usize| format!("data of any resource may be read: {actions}");
    report_actions(context, findings, ACTIONS, message, "name the resources");
}
