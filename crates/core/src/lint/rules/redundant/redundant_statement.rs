use crate::condition::ConditionOperator;
use crate::diagnostic::Severity;
use crate::document::{ConditionClause, Effect, PrincipalKind, StatementNode};
use crate::edit::remove_entry;
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::covering::repeated;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::sorted::sorted;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    code: "REDUNDANT_STATEMENT",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("redundant_statement.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let statements = context.document.statements();
    let spans: Vec<Span> = statements.iter().map(|statement| statement.span).collect();
    let said = statements.iter().enumerate().map(|(number, statement)| same(context, number, statement));
    for (number, first) in repeated(said) {
        let (Some(span), Some(first)) = (spans.get(number), spans.get(first)) else { continue };
        if findings.is_full() {
            return;
        }
        let fix = remove_entry(&spans, number);
        let span = context.opening(*span);
        findings.add_with(span, "another statement says the same", |finding| {
            let finding = finding.label(context.opening(*first), "that statement");
            match fix {
                Some(edit) => finding.fix("remove the statement", vec![edit], true),
                None => finding,
            }
        });
    }
}

/// What a statement says, in an order of its own. One that lacks something, or has something unknown, is like no other.
fn same<'a>(context: &Context<'_>, number: usize, statement: &'a StatementNode) -> Result<Said<'a>, usize> {
    if context.document.is_unknown(statement.span) {
        return Err(number);
    }
    let effect = statement.effect.as_ref().ok_or(number)?.value;
    let action = statement.action.as_ref().ok_or(number)?;
    let principals = statement.principal.as_ref().map(|element| {
        let entries = element.entries.iter().map(|entry| (entry.kind, entry.value.value.as_str()));
        (element.negated, sorted(entries))
    });
    let resources = statement.resource.as_ref().map(|element| {
        let entries = element.entries.iter().map(|entry| entry.value.as_str());
        (element.negated, sorted(entries))
    });
    let actions = sorted(action.entries.iter().map(|entry| entry.value.to_ascii_lowercase()));
    let clause = |clause: &'_ ConditionClause| {
        let values = sorted(clause.values.iter().map(|value| value.value.clone()));
        (clause.operator.value, clause.key.value.to_lowercase(), values)
    };
    let clauses = sorted(statement.clauses().iter().map(clause));
    Ok(Said { effect, principals, actions: (action.negated, actions), resources, clauses })
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Said<'a> {
    effect: Effect,
    principals: Option<(bool, Vec<(PrincipalKind, &'a str)>)>,
    actions: (bool, Vec<String>),
    resources: Option<(bool, Vec<&'a str>)>,
    clauses: Vec<(ConditionOperator, String, Vec<String>)>,
}
