use crate::condition::Decimal;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::Compared;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::typed;

pub(super) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_NUMBER",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("type_mismatch_number.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    typed::check(context, findings, &[Compared::Number], |_, value| {
        let message = || format!("{} is no number", quote(value));
        Decimal::parse(value).is_none().then(|| (message(), "write digits, such as `3600` or `1.2`"))
    });
}
