use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "JSON_SYNTAX_ERROR",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("json_syntax_error.md")),
    check: found_on_reading,
};
