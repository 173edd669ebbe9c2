use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::ClauseExt as _;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::oidc;

pub(super) static RULE: Rule = Rule {
    code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("specific_github_repo_and_branch_recommended.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, provider) in oidc::trusted(context).filter(|(_, provider)| oidc::is_github(provider.name))
    {
        if findings.is_full() || oidc::tests(statement, provider.name, &["ref"]) {
            continue;
        }
        let subject = format!("{}:sub", provider.name);
        let positive = |base: crate::condition::BaseOperator| base.takes_wildcards() && !base.is_negated();
        let of_subject = statement.clauses().iter().filter(|clause| clause.is_about(&subject));
        for clause in of_subject.filter(|clause| positive(clause.operator.value.base)) {
            for value in clause.values.iter().filter(|value| is_open(&value.value)) {
                let message = format!("{} leaves the branch open", quote(&value.value));
                findings.add_help(value.span, message, "write `repo:owner/name:ref:refs/heads/branch`");
            }
        }
    }
}

/// Whether a subject has a wildcard and no branch or tag.
fn is_open(subject: &str) -> bool {
    let named = ["refs/heads/", "refs/tags/"].iter().any(|kind| {
        subject.split_once(kind).is_some_and(|(_, name)| !name.is_empty() && !name.starts_with(['*', '?']))
    });
    subject.contains(['*', '?']) && !named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_may_have_a_wildcard_after_its_beginning() {
        for (subject, expected) in [
            ("repo:example/*", true),
            ("repo:example/shop:*", true),
            ("repo:example/shop:ref:refs/heads/*", true),
            ("repo:example/shop:ref:refs/heads/release-*", false),
            ("repo:example/*:ref:refs/heads/main", false),
            ("repo:example/shop:environment:production", false),
        ] {
            assert_eq!(is_open(subject), expected, "{subject}");
        }
    }
}
