use super::pairs::covered_by;
use crate::diagnostic::Severity;
use crate::document::Effect;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "ALLOW_COVERED_BY_DENY",
    severity: Severity::Warning,
    origin: Origin::Sayso,
    page: page(include_str!("allow_covered_by_deny.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let statements = context.document.statements();
    for (number, by) in covered_by(context, Effect::Allow, Effect::Deny) {
        let (Some(allow), Some(deny)) = (statements.get(number), statements.get(by)) else { continue };
        let span = context.opening(allow.span);
        findings.add_with(span, "another statement denies all that this one allows", |finding| {
            let finding = finding.label(context.opening(deny.span), "this denies it");
            finding.help("narrow the Deny, or remove the Allow")
        });
    }
}
