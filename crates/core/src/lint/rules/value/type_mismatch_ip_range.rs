use crate::condition::network;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::Compared;
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

use super::typed;

pub(super) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_IP_RANGE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("type_mismatch_ip_range.md")),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help = "write an address or a range with its prefix length: `203.0.113.0/24`, `2001:db8::/32`";
    typed::check(context, findings, &[Compared::Ip], |_, value| {
        network(value).is_none().then(|| (format!("{} is no IP address or range", quote(value)), help))
    });
}
