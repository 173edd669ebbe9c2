//! What is wrong with the ARNs of a document, found in one pass for all rules about them.

mod formats;
mod overlap;
mod pass;
mod principal;
mod resource;
mod unlisted;

use super::context::Context;
use super::findings::Findings;
use crate::pattern::colon_outside_variables;
use crate::source::Span;

pub(super) use pass::problems;

/// Something wrong with one ARN.
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// Adds the problems that have a rule's code.
pub(super) fn report(context: &Context<'_>, code: &str, findings: &mut Findings<'_>) {
    for problem in context.arn_problems().iter().filter(|problem| problem.code == code) {
        findings.add_help(problem.span, problem.message.as_str(), problem.help.as_str());
    }
}

/// The fields of a text that may be an ARN, as far as it goes. Colons of variables separate none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fields<'a> {
    pub(super) scheme: &'a str,
    pub(super) partition: Option<&'a str>,
    pub(super) service: Option<&'a str>,
    pub(super) region: Option<&'a str>,
    pub(super) account: Option<&'a str>,
    pub(super) resource: Option<&'a str>,
}

pub(super) fn fields(text: &str) -> Fields<'_> {
    let mut rest = Some(text);
    let mut next = || {
        let text = rest?;
        let colon = colon_outside_variables(text);
        rest = colon.and_then(|colon| text.get(colon + 1..));
        Some(colon.and_then(|colon| text.get(..colon)).unwrap_or(text))
    };
    let scheme = next().unwrap_or_default();
    let (partition, service, region, account) = (next(), next(), next(), next());
    Fields { scheme, partition, service, region, account, resource: rest }
}

/// Whether a text stands for itself alone, without wildcards and variables.
pub(super) fn is_literal(text: &str) -> bool {
    !text.contains(['*', '?', '$'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_end_at_colons_outside_variables() {
        let found = fields("arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}:x");
        assert_eq!((found.region, found.account), (Some(""), Some("${aws:PrincipalAccount}")));
        assert_eq!(found.resource, Some("user/${aws:username}:x"));
        assert_eq!(fields("*").scheme, "*");
        assert_eq!(fields("arn:aws:s3").service, Some("s3"));
        assert_eq!(fields("arn:aws:s3:::").resource, Some(""));
        assert_eq!((fields("arn:aws:s3::").account, fields("arn:aws:s3::").resource), (Some(""), None));
    }
}
