use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::oidc;

pub(super) static RULE: Rule = Rule {
    code: "MISSING_GITHUB_REPO_CONDITION_KEY",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_github_repo_condition_key.md")),
    check,
};

/// Claims that tell repositories apart.
const CLAIMS: [&str; 4] = ["sub", "repository", "repository_id", "job_workflow_ref"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, provider) in oidc::trusted(context).filter(|(_, provider)| oidc::is_github(provider.name))
    {
        if findings.is_full() || oidc::tests(statement, provider.name, &CLAIMS) {
            continue;
        }
        let help = format!("test {} for `repo:owner/name:…`", quote(&format!("{}:sub", provider.name)));
        findings.add_help(provider.span, "workflows of every repository on GitHub are trusted", help);
    }
}
