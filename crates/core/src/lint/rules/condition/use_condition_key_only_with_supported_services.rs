use crate::diagnostic::{Severity, quote};
use crate::document::StatementNode;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    code: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("use_condition_key_only_with_supported_services.md")),
    check,
};

const KEYS: [&str; 3] = ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, clause) in clauses(context) {
        let is_told = KEYS.iter().any(|key| clause.is_about(key)) && clause.compared() != Compared::Presence;
        if findings.is_full() || !is_told {
            continue;
        }
        if let Some(span) = every_service(statement) {
            let message = format!("not every service sets {}", quote(&clause.key.value));
            findings.add_with(clause.key.span, message, |finding| {
                finding.help("name the services: `s3:*`").label(span, "every service is meant here")
            });
        }
    }
}

/// Where a statement takes in actions of every service.
fn every_service(statement: &StatementNode) -> Option<Span> {
    let action = statement.action.as_ref()?;
    let is_any = |entry: &str| {
        entry
            .split(':')
            .next()
            .is_some_and(|prefix| !prefix.is_empty() && prefix.bytes().all(|byte| byte == b'*'))
    };
    if action.negated {
        return (!action.entries.is_empty()).then_some(action.key);
    }
    action.entries.iter().find(|entry| is_any(&entry.value)).map(|entry| entry.span)
}
