use super::sids;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "UNSUPPORTED_SID",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("unsupported_sid.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !sids::are_strict(context.policy_type) {
        return;
    }
    for sid in context.statements().filter_map(|statement| statement.sid.as_ref()) {
        let Some(odd) = sid.value.chars().find(|character| !character.is_ascii_alphanumeric()) else {
            continue;
        };
        let message = format!("the `Sid` {} has a character that IAM refuses: {odd:?}", quote(&sid.value));
        findings.add_with(sid.span, message, |finding| {
            let finding = finding.help("use letters and digits only: `A` to `Z`, `a` to `z`, `0` to `9`");
            match fixes::replace_string(context.source(), sid.span, &joined(&sid.value)) {
                Some(edit) => finding.fix("join its words", vec![edit], false),
                None => finding,
            }
        });
    }
}

/// The words of a name without what is between them, each with a capital.
fn joined(sid: &str) -> String {
    let mut joined = String::new();
    for word in sid.split(|character: char| !character.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    joined
}
