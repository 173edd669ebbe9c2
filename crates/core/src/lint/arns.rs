//! What is wrong with the ARNs of a document, found in one pass for all rules about them.

mod formats;
mod overlap;
mod pass;
mod principal;
mod resource;
mod unlisted;

use super::context::Context;
use super::findings::Findings;
use crate::edit::TextEdit;
use crate::pattern::colon_outside_variables;
use crate::source::Span;

pub(super) use pass::problems;

/// Something wrong with one ARN.
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
    /// What to write at `span` instead, where that is certain.
    pub(super) replacement: Option<String>,
}

/// Adds the problems that have a rule's code.
pub(super) fn report(context: &Context<'_>, code: &str, findings: &mut Findings<'_>) {
    for problem in context.arn_problems().iter().filter(|problem| problem.code == code) {
        findings.add_with(problem.span, problem.message.as_str(), |finding| {
            let finding = finding.help(problem.help.as_str());
            // A field that could not be placed stands for the whole entry.
            let is_field = !context.source().slice(problem.span).starts_with('"');
            match problem.replacement.clone().filter(|_| is_field) {
                Some(replacement) => {
                    let edit = TextEdit { span: problem.span, replacement };
                    finding.fix(problem.help.as_str(), vec![edit], false)
                }
                None => finding,
            }
        });
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
    use crate::document::PolicyDocument;
    use crate::json::Limits;
    use crate::lint::{Options, check};
    use crate::policy_type::PolicyType;
    use crate::source::Source;

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

    /// The codes found in a policy about one resource.
    fn codes(resource: &str) -> String {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Action": "*", "Resource": "{resource}"}}]}}"#
        );
        let document = PolicyDocument::parse(&Source::new("policy", text), &Limits::default());
        let found = check(&document, PolicyType::Identity, &Options::default());
        let about =
            |code: &str| code.contains("ARN") || code.contains("PARTITION") || code == "INVALID_SERVICE";
        let codes: Vec<&str> = found.iter().map(|finding| finding.code).filter(|code| about(code)).collect();
        codes.join(" ")
    }

    #[test]
    fn every_field_is_held_to_what_resources_of_the_service_have() {
        for (resource, expected) in [
            ("*", ""),
            ("arn:*", "MISSING_ARN_FIELD"),
            ("reports/*", "INVALID_ARN_PREFIX"),
            (" arn:aws:s3:::reports", "INVALID_ARN_PREFIX"),
            ("arn:aws:s3:::reports", ""),
            ("arn:*:s3:::reports/${aws:username}/*", ""),
            ("arn:aws:s3:::${aws:PrincipalTag/bucket}/*", ""),
            ("arn:aws:s3::111122223333:reports", "ARN_ACCOUNT_NOT_ALLOWED"),
            ("arn:aws:s3:eu-west-1:111122223333:accesspoint/reports", ""),
            ("arn:aws:ssm:eu-west-1::document/AWS-RunShellScript", ""),
            ("arn:aws:ec2:*::image/*", ""),
            ("arn:aws:ec2:::instance/*", "MISSING_ARN_ACCOUNT MISSING_ARN_REGION"),
            ("arn:aws:iam::aws:policy/ReadOnlyAccess", ""),
            ("arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}", ""),
            ("arn:aws:iam:eu-west-1:111122223333:user/ana", "ARN_REGION_NOT_ALLOWED"),
            ("arn:aws:iam::1111:user/ana", "INVALID_ARN_ACCOUNT"),
            ("arn:aws:sqs:eu-west-1:*:${aws:PrincipalTag/team}-queue", ""),
            ("arn:aws:lambda:eu-west-1:111122223333:function/resize", "INVALID_ARN_RESOURCE"),
            ("arn:aws:lambda:*:111122223333:function/resize", ""),
            ("arn:aws:lambda:eu-west-9:111122223333:function:resize", "INVALID_ARN_REGION"),
            ("arn:aws:lambda:cn-north-1:111122223333:function:resize", "INVALID_ARN_REGION"),
            ("arn:aws-cn:lambda:cn-north-1:111122223333:function:resize", ""),
            ("arn:aws-gov:lambda:us-gov-west-1:111122223333:function:resize", "INVALID_PARTITION"),
            ("arn:aws:Lambda:eu-west-1:111122223333:function:resize", "INVALID_ARN_SERVICE_CASE"),
            ("arn:aws:lamda:eu-west-1:111122223333:function:resize", "INVALID_SERVICE"),
            ("arn:aws:lam*:eu-west-1:111122223333:function:resize", ""),
            ("arn:aws:kafka:eu-west-1:111122223333:topic/orders/*", ""),
            ("arn:aws:evidently:eu-west-1:111122223333:project/web", ""),
            ("arn:aws:apigateway:eu-west-1::/v2/apis/*", ""),
        ] {
            assert_eq!(codes(resource), expected, "{resource}");
        }
    }
}
