use crate::diagnostic::Severity;
use crate::lint::rule::{Origin, Rule, found_on_reading, page};

pub(super) static RULE: Rule = Rule {
    code: "RCP_SYNTAX_ERROR_NOTACTION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("rcp_syntax_error_notaction.md")),
    check: found_on_reading,
};
