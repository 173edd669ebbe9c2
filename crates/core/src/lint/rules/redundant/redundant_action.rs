use super::entries::{check_list, each};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_ACTION",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_action.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (element, globs) in
        each(context, |statement| statement.action.as_ref(), |globs| globs.actions.as_ref())
    {
        check_list(element, globs, findings, str::to_ascii_lowercase);
    }
}
