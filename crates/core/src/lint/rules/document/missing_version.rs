use crate::diagnostic::Severity;
use crate::edit::TextEdit;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::policy_type::PolicyType;
use crate::source::{Source, Span};

pub(super) static RULE: Rule = Rule {
    code: "MISSING_VERSION",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_version.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Policies of an organization without one are refused on reading.
    let refused = matches!(context.policy_type, PolicyType::ServiceControl | PolicyType::ResourceControl);
    let document = context.document;
    let is_invalid = || document.diagnostics().iter().any(|fault| fault.code == "INVALID_VERSION");
    if refused || document.version().is_some() || is_invalid() {
        return;
    }
    let span = context.opening(document.span());
    findings.add_with(span, "the policy has no `Version`: it is read as `2008-10-17`", |finding| {
        let finding = finding.help("write `\"Version\": \"2012-10-17\"`: only there is `${…}` a variable");
        let text = context.source().slice(document.span());
        // What would become a variable changes decisions; it may be written with escapes.
        let is_safe = !text.contains("${") && !text.contains('\\');
        match insertion(context.source(), document.span()) {
            Some(edit) => finding.fix("write the `Version`", vec![edit], is_safe),
            None => finding,
        }
    });
}

/// Puts the element first, followed by the white space that is there; none where the text is not plain JSON.
fn insertion(source: &Source, document: Span) -> Option<TextEdit> {
    let inside = source.slice(document).strip_prefix('{')?;
    let rest = inside.trim_start();
    let key = rest.strip_prefix('"')?;
    if !key.split_once('"')?.1.trim_start().starts_with(':') {
        return None;
    }
    let space = inside.get(..inside.len() - rest.len())?;
    let space = if space.is_empty() { " " } else { space };
    let at = document.start + u32::try_from(inside.len() - rest.len()).ok()? + 1;
    Some(TextEdit::insert(at, format!("\"Version\": \"2012-10-17\",{space}")))
}
