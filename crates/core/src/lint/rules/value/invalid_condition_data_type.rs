use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::{Source, Span};

pub(super) static RULE: Rule = Rule {
    code: "INVALID_CONDITION_DATA_TYPE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_condition_data_type.md")),
    check,
};

/// The JSON type that a value was written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    Number,
    Boolean,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let source = context.source();
    for (_, clause) in clauses(context) {
        let mut values = clause.values.iter();
        let Some(first) = values.next() else { continue };
        let kind = kind(source, first.span);
        if let Some(other) = values.find(|value| self::kind(source, value.span) != kind) {
            let message = format!("the values of {} are of different types", quote(&clause.key.value));
            findings.add_with(other.span, message, |finding| {
                finding
                    .help("write them all alike, such as in double quotes")
                    .label(first.span, "another type")
            });
        } else if !fits(kind, clause.compared()) {
            let operator = clause.operator.value;
            let message = format!("`{operator}` does not compare {}", quote(&first.value));
            findings.add_help(first.span, message, "write a value of the operator's type");
        }
    }
}

fn kind(source: &Source, span: Span) -> Kind {
    let text = source.slice(span);
    if text == "true" || text == "false" {
        Kind::Boolean
    } else if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        Kind::Number
    } else {
        Kind::String
    }
}

/// Text operators take any value as text.
fn fits(kind: Kind, compared: Compared) -> bool {
    match kind {
        Kind::String => true,
        Kind::Number => matches!(compared, Compared::Number | Compared::Date | Compared::Text),
        Kind::Boolean => matches!(compared, Compared::Bool | Compared::Presence | Compared::Text),
    }
}
