use super::sids;
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNIQUE_SIDS_REQUIRED",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unique_sids_required.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if sids::are_strict(context.policy_type) {
        sids::report_repeats(context, findings);
    }
}
