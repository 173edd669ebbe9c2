use super::entries::{check_list, each};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_RESOURCE",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_resource.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (element, globs) in
        each(context, |statement| statement.resource.as_ref(), |globs| globs.resources.as_ref())
    {
        check_list(element, globs, findings, str::to_owned);
    }
}
