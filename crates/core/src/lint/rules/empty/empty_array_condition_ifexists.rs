use super::list::{ValuesOf, check_values};
use crate::diagnostic::Severity;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "EMPTY_ARRAY_CONDITION_IFEXISTS",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("empty_array_condition_ifexists.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let message = "the key has no values: the condition is true only where the request does not have the key";
    let help = r#"write `"Null": { KEY: "true" }`, or list the values"#;
    check_values(context, findings, ValuesOf::IfExists, message, help);
}
