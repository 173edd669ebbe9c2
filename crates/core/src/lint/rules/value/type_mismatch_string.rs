use crate::condition::binary;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::Compared;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::typed;

pub(super) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_STRING",
    severity: Severity::Warning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("type_mismatch_string.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    typed::check(context, findings, &[Compared::Binary], |_, value| {
        let message = || format!("{} is not Base64", quote(value));
        binary(value).is_none().then(|| (message(), "write the bytes in Base64, with padding"))
    });
}
