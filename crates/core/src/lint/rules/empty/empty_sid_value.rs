use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "EMPTY_SID_VALUE",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("empty_sid_value.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let sids = context.statements().filter_map(|statement| statement.sid.as_ref());
    for sid in sids.filter(|sid| sid.value.is_empty()) {
        findings.add_with(sid.span, "`Sid` is empty", |finding| {
            match fixes::remove_member(context.source(), sid.span) {
                Some(edit) => finding.fix("remove the empty `Sid`", vec![edit], true),
                None => finding,
            }
        });
    }
}
