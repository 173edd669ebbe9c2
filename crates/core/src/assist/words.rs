//! A line about everything that has a name in the language of policies.

use crate::condition::{BaseOperator, Compared, ConditionOperator, SetOperator};

/// The kinds of principals, as policies name them.
pub(super) const PRINCIPAL_KINDS: [&str; 4] = ["AWS", "Service", "Federated", "CanonicalUser"];

/// What an element says; nothing about other names.
pub(super) fn element(name: &str) -> &'static str {
    match name {
        "Version" => "the version of the language: variables work from 2012-10-17 on",
        "Id" => "a name for the policy, which decides nothing",
        "Statement" => "the statements: each allows or denies something",
        "Sid" => "a name for the statement, which decides nothing",
        "Effect" => "whether the statement allows or denies; a deny beats every allow",
        "Principal" => "who is meant",
        "NotPrincipal" => "everybody is meant but these",
        "Action" => "the actions that are meant; * and ? are wildcards",
        "NotAction" => "every action is meant but these",
        "Resource" => "the resources that are meant, as ARNs; * and ? are wildcards",
        "NotResource" => "every resource is meant but these",
        "Condition" => "what must be true of the request besides: every operator with every key",
        _ => "",
    }
}

/// Whom a kind of principals names; nothing about other names.
pub(super) fn principal_kind(name: &str) -> &'static str {
    match name {
        "AWS" => "accounts, roles, users and sessions by their ARNs, or * for everybody",
        "Service" => "AWS services, such as lambda.amazonaws.com",
        "Federated" => "identity providers, whose users take on a role",
        "CanonicalUser" => "an account by its canonical user ID, in policies of S3",
        _ => "",
    }
}

/// What an operator asks of the request, and what of a request without the key.
pub(super) fn operator(operator: ConditionOperator) -> String {
    let base = base(operator.base);
    if operator.base == BaseOperator::Null && operator.set.is_none() {
        return base.to_owned();
    }
    let quantity = match operator.set {
        None => "",
        Some(SetOperator::ForAllValues) => "every value of the request: ",
        Some(SetOperator::ForAnyValue) => "at least one value of the request: ",
    };
    let absent = if operator.holds_without_key() { "true" } else { "false" };
    format!("{quantity}{base}; {absent} without the key")
}

fn base(operator: BaseOperator) -> &'static str {
    use BaseOperator as Op;
    match operator {
        Op::StringEquals => "the same text",
        Op::StringNotEquals => "another text",
        Op::StringEqualsIgnoreCase => "the same text, whatever the case",
        Op::StringNotEqualsIgnoreCase => "another text, whatever the case",
        Op::StringLike => "a text that matches, with * and ?",
        Op::StringNotLike => "a text that does not match, with * and ?",
        Op::NumericEquals => "the same number",
        Op::NumericNotEquals => "another number",
        Op::NumericLessThan => "a smaller number",
        Op::NumericLessThanEquals => "a smaller or the same number",
        Op::NumericGreaterThan => "a larger number",
        Op::NumericGreaterThanEquals => "a larger or the same number",
        Op::DateEquals => "the same time",
        Op::DateNotEquals => "another time",
        Op::DateLessThan => "an earlier time",
        Op::DateLessThanEquals => "an earlier or the same time",
        Op::DateGreaterThan => "a later time",
        Op::DateGreaterThanEquals => "a later or the same time",
        Op::Bool => "true or false, as written",
        Op::BinaryEquals => "the same bytes, written in base64",
        Op::IpAddress => "an address in the range",
        Op::NotIpAddress => "an address outside of the range",
        Op::ArnEquals | Op::ArnLike => "an ARN that matches field by field, with * and ?",
        Op::ArnNotEquals | Op::ArnNotLike => "an ARN that does not match field by field, with * and ?",
        Op::Null => "true: the request lacks the key; false: it has it",
    }
}

/// What an operator is called that compares what keys of this kind have.
pub(super) fn compared(operator: BaseOperator) -> &'static str {
    match Compared::by(operator) {
        Compared::Text => "text",
        Compared::Number => "numbers",
        Compared::Date => "times",
        Compared::Bool => "booleans",
        Compared::Binary => "bytes",
        Compared::Ip => "IP addresses",
        Compared::Arn => "ARNs",
        Compared::Presence => "whether there is a value",
    }
}
