use crate::diagnostic::Severity;
use crate::lint::conditions::{ClauseExt, Compared};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::reaching::reached;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "DYNAMODB_SCAN_BYPASSES_LEADING_KEYS",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzerSection,
    page: page(include_str!("dynamodb_scan_bypasses_leading_keys.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for statement in context.statements().filter(|statement| statement.allows()) {
        let on_keys = || statement.clauses().iter().filter(|clause| clause.is_about("dynamodb:LeadingKeys"));
        let Some(clause) = on_keys().find(|clause| clause.compared() != Compared::Presence) else { continue };
        if findings.is_full() || !on_keys().all(ClauseExt::holds_without_key) {
            continue;
        }
        if let Some(span) = reached(statement, "dynamodb:Scan") {
            let message = "`dynamodb:Scan` reads items whatever their partition key";
            findings.add_with(span, message, |finding| {
                let help =
                    "leave `dynamodb:Scan` out, or add `\"Null\": {\"dynamodb:LeadingKeys\": \"false\"}`";
                finding.help(help).label(clause.key.span, "requests to scan meet this condition")
            });
        }
    }
}
