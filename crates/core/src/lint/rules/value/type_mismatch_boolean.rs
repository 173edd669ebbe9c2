use crate::condition::boolean;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::Compared;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::typed;

pub(super) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_BOOLEAN",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("type_mismatch_boolean.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    typed::check(context, findings, &[Compared::Bool, Compared::Presence], |_, value| {
        let message = || format!("{} is neither `true` nor `false`", quote(value));
        boolean(value).is_none().then(|| (message(), "write `\"true\"` or `\"false\"`"))
    });
}
