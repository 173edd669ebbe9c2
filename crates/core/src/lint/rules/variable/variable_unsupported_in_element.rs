use crate::diagnostic::{Severity, quote};
use crate::document::StatementNode;
use crate::lint::conditions::has_variable;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Spanned;

pub(super) static RULE: Rule = Rule {
    code: "VARIABLE_UNSUPPORTED_IN_ELEMENT",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("variable_unsupported_in_element.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for statement in context.statements() {
        for (element, value) in elsewhere(statement).filter(|(_, value)| has_variable(&value.value)) {
            let message = format!("{} has a variable, which {element} does not take", quote(&value.value));
            findings.add_help(value.span, message, "variables work in `Resource` and in condition values");
        }
    }
}

fn elsewhere(statement: &StatementNode) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    let actions = statement.action.iter().flat_map(|action| &action.entries);
    let principals = statement.principal.iter().flat_map(|principal| &principal.entries);
    let actions = actions.map(|entry| ("an action", entry));
    actions.chain(principals.map(|entry| ("a principal", &entry.value)))
}
