use crate::diagnostic::{Severity, quote};
use crate::document::Version;
use crate::edit::TextEdit;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::places;

pub(super) static RULE: Rule = Rule {
    code: "VARIABLE_UNSUPPORTED_IN_VERSION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("variable_unsupported_in_version.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let version = context.document.version();
    let is_told = |code| context.document.diagnostics().iter().any(|fault| fault.code == code);
    let is_new = version.as_ref().is_some_and(|version| version.value == Version::V2012);
    if is_new || is_told("INVALID_VERSION") {
        return;
    }
    for value in places::values(context).filter(|value| places::has_whole_variable(&value.value)) {
        let message = format!(
            "{} has a variable, which this version of the language does not know",
            quote(&value.value)
        );
        findings.add_with(value.span, message, |finding| {
            let finding = finding.help("write `\"Version\": \"2012-10-17\"`");
            let Some(version) = &version else { return finding };
            let edit = TextEdit { span: version.span, replacement: "\"2012-10-17\"".into() };
            finding.label(version.span, "the version").fix("write the newer version", vec![edit], false)
        });
    }
}
