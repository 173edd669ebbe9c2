use super::{entry, unlisted};
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "INVALID_SERVICE_IN_ACTION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_service_in_action.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for entry in entry::all(context) {
        let Some((prefix, name)) = entry.value.split_once(':') else { continue };
        let is_known = || context.reference().service(prefix).is_some() || unlisted::is_known(prefix, name);
        if findings.is_full() || !entry::is_literal(prefix) || is_known() {
            continue;
        }
        let message = format!("there is no service {} in {}", quote(prefix), quote(&entry.value));
        findings.add_with(entry.span, message, |finding| {
            let Some(meant) = context.reference().suggest_service(prefix) else { return finding };
            let finding = finding.help(format!("did you mean `{meant}`?"));
            match fixes::replace_string(context.source(), entry.span, &format!("{meant}:{name}")) {
                Some(edit) => finding.fix(format!("write `{meant}:`"), vec![edit], false),
                None => finding,
            }
        });
    }
}
