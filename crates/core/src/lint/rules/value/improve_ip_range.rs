use crate::condition::network;
use crate::diagnostic::{Severity, quote};
use crate::edit::TextEdit;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "IMPROVE_IP_RANGE",
    severity: Severity::Suggestion,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("improve_ip_range.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context).filter(|(_, clause)| clause.compared() == Compared::Ip) {
        for value in &clause.values {
            let Some(range) = network(&value.value).filter(|range| range.addr() != range.network()) else {
                continue;
            };
            let whole = range.trunc();
            let message = format!("{} is the range `{whole}`", quote(&value.value));
            findings.add_with(value.span, message, |finding| {
                let finding = finding.help(format!("write `{whole}`"));
                // Written as in JSON: what the text of another format means is not known here.
                if context.source().slice(value.span) == format!("\"{}\"", value.value) {
                    let edit = TextEdit { span: value.span, replacement: format!("\"{whole}\"") };
                    finding.fix(format!("write `{whole}`"), vec![edit], true)
                } else {
                    finding
                }
            });
        }
    }
}
