use super::{entry, unlisted};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Severity, quote};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Spanned;
use sayso_catalog::operation_actions;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_ACTION",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_action.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for entry in entry::all(context) {
        if findings.is_full() {
            return;
        }
        let text = entry.value.as_str();
        match text.split_once(':') {
            None if text != "*" && !text.contains("${") => {
                let message = format!("{} is no action", quote(text));
                findings.add_help(entry.span, message, "write `service:Name`, such as `s3:GetObject`");
            }
            Some((prefix, _)) if !entry::is_literal(text) => {
                let known =
                    !prefix.contains(['*', '?', '$']) && context.reference().service(prefix).is_some();
                if known
                    && !text.contains("${")
                    && context.reference().actions_matching(text).next().is_none()
                {
                    let message = format!("there is no action like {}", quote(text));
                    findings.add_with(entry.span, message, |finding| suggest_stem(context, text, finding));
                }
            }
            Some((prefix, name)) => {
                let service = context.reference().service(prefix);
                let is_missing = service.is_some_and(|service| service.action(name).is_none());
                if is_missing && !unlisted::is_known(prefix, name) {
                    let message = format!("there is no action {}", quote(text));
                    findings.add_with(entry.span, message, |finding| suggest(context, entry, finding));
                }
            }
            _ => {}
        }
    }
}

fn suggest(context: &Context<'_>, entry: &Spanned<String>, finding: Diagnostic) -> Diagnostic {
    let authorizing = entry.value.split_once(':').and_then(|(prefix, name)| operation_actions(prefix, name));
    if let Some(actions @ [first, ..]) = authorizing.as_deref() {
        let list: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
        let help = format!("this is an operation of the API: it needs {}", list.join(" and "));
        return replace(context, entry, finding.help(help), first);
    }
    match context.reference().suggest_action(&entry.value) {
        Some(meant) => replace(context, entry, finding.help(format!("did you mean `{meant}`?")), &meant),
        None => finding,
    }
}

/// A wildcard that matches nothing often has a typo before it.
fn suggest_stem(context: &Context<'_>, text: &str, finding: Diagnostic) -> Diagnostic {
    let stem = text.split(['*', '?']).next().unwrap_or_default();
    match context.reference().suggest_action(stem).filter(|_| stem.len() == text.len() - 1) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("see `sayso catalog actions` for what the service has"),
    }
}

fn replace(context: &Context<'_>, entry: &Spanned<String>, finding: Diagnostic, meant: &str) -> Diagnostic {
    match fixes::replace_string(context.source(), entry.span, meant) {
        Some(edit) => finding.fix(format!("write `{meant}`"), vec![edit], false),
        None => finding,
    }
}
