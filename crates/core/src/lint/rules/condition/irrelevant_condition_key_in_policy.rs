use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;

pub(super) static RULE: Rule = Rule {
    code: "IRRELEVANT_CONDITION_KEY_IN_POLICY",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("irrelevant_condition_key_in_policy.md")),
    check,
};

const KEYS: [&str; 4] =
    ["s3:ResourceAccount", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if ![PolicyType::Resource, PolicyType::KmsKey].contains(&context.policy_type) {
        return;
    }
    for (_, clause) in clauses(context).filter(|(_, clause)| KEYS.iter().any(|key| clause.is_about(key))) {
        // Compared with a variable the constant says something about the caller.
        if clause.values.iter().any(|value| has_variable(&value.value)) {
            continue;
        }
        let message = format!("{} is the same in every request to this resource", quote(&clause.key.value));
        let help = "remove the condition, or test the caller: `aws:PrincipalAccount`, `aws:PrincipalOrgID`";
        findings.add_help(clause.key.span, message, help);
    }
}
