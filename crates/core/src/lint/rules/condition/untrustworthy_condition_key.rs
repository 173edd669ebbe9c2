use crate::diagnostic::{Severity, quote};
use crate::document::{PrincipalKind, StatementNode};
use crate::lint::conditions::{ClauseExt as _, clauses};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNTRUSTWORTHY_CONDITION_KEY",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("untrustworthy_condition_key.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (statement, clause) in clauses(context) {
        let is_header = clause.is_about("aws:Referer") || clause.is_about("aws:UserAgent");
        if findings.is_full() || !is_header || is_for_services(statement) {
            continue;
        }
        let message = format!("callers choose the value of {}", quote(&clause.key.value));
        let help = "test who asks instead, such as `aws:PrincipalOrgID` or `aws:SourceArn`";
        findings.add_help(clause.key.span, message, help);
    }
}

/// Whether only services are meant, which set the header themselves.
fn is_for_services(statement: &StatementNode) -> bool {
    let principals = statement.principals();
    !principals.is_empty() && principals.iter().all(|entry| entry.kind == PrincipalKind::Service)
}
