//! Where variables may stand, and what can be wrong with them.

use crate::diagnostic::quote;
use crate::document::Version;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::source::Spanned;

/// What can be wrong with a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Brace,
    Empty,
    Space,
    Quote,
}

/// Tells every value with this fault, in a policy whose version has variables.
pub(super) fn check(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    fault: Fault,
    what: &str,
    help: &'static str,
) {
    if context.document.version().is_none_or(|version| version.value != Version::V2012) {
        return;
    }
    for value in values(context) {
        if findings.is_full() {
            return;
        }
        if faults(&value.value).any(|found| found == fault) {
            findings.add_help(value.span, format!("{} {what}", quote(&value.value)), help);
        }
    }
}

/// The values in which variables work: resources, and what text and ARN operators compare.
pub(super) fn values<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Spanned<String>> + use<'a> {
    let lists = context.statements().filter_map(|statement| statement.resource.as_ref());
    let compared = clauses(context).map(|(_, clause)| clause);
    let compared = compared.filter(|clause| matches!(clause.compared(), Compared::Text | Compared::Arn));
    lists.flat_map(|list| &list.entries).chain(compared.flat_map(|clause| &clause.values))
}

/// Whether a text has a variable that names a key, or stands for one of `*`, `?` and `$`.
pub(super) fn has_whole_variable(text: &str) -> bool {
    let is_whole = |inside: Option<&str>| {
        inside.is_some_and(|inside| matches!(inside, "*" | "?" | "$") || inside.contains(':'))
    };
    variables(text).any(is_whole)
}

/// What stands in each `${…}`; none where it is not closed.
fn variables(text: &str) -> impl Iterator<Item = Option<&str>> {
    text.split("${").skip(1).map(|rest| rest.split_once('}').map(|(inside, _)| inside))
}

fn faults(text: &str) -> impl Iterator<Item = Fault> {
    variables(text).filter_map(|inside| {
        let Some(inside) = inside else { return Some(Fault::Brace) };
        let (name, default) = match inside.split_once(',') {
            Some((name, default)) => (name, Some(default.trim())),
            None => (inside, None),
        };
        let is_quoted = |text: &str| text.len() >= 2 && text.starts_with('\'') && text.ends_with('\'');
        if name.trim().is_empty() {
            Some(Fault::Empty)
        } else if name.contains(char::is_whitespace) {
            Some(Fault::Space)
        } else {
            default.filter(|default| !is_quoted(default)).map(|_| Fault::Quote)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_told_from_the_others() {
        for (text, expected) in [
            ("home/${aws:username}/*", vec![]),
            ("${*}${?}${$}", vec![]),
            ("$ {aws:username} $", vec![]),
            ("${aws:username, 'a guest'}", vec![]),
            ("${aws:username, ''}", vec![]),
            ("${", vec![Fault::Brace]),
            ("${aws:username/${aws:userid}", vec![Fault::Brace]),
            ("${}", vec![Fault::Empty]),
            ("${ }${aws:userid}", vec![Fault::Empty]),
            ("${aws:user name}", vec![Fault::Space]),
            ("${aws:username }", vec![Fault::Space]),
            ("${aws:username, guest}", vec![Fault::Quote]),
            ("${aws:username, 'guest}", vec![Fault::Quote]),
            ("${aws:username,'}", vec![Fault::Quote]),
        ] {
            assert_eq!(faults(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
