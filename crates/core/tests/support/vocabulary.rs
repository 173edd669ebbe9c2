//! Few words, so that policies and requests meet often.

use sayso::ResourceKind;
use sayso::condition::{BaseOperator, SetOperator};

/// Home, a second one and a stranger.
pub(crate) const ACCOUNTS: [&str; 3] = ["111122223333", "123456789012", "444455556666"];

pub(crate) const CANONICAL_ID: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

pub(crate) const USERS: [&str; 2] = ["ana", "team/bob"];
pub(crate) const ROLES: [&str; 2] = ["r", "p/App"];
pub(crate) const SESSIONS: [&str; 2] = ["s", "red"];
pub(crate) const SERVICES: [&str; 2] = ["s3.amazonaws.com", "events.amazonaws.com"];
pub(crate) const SAML: &str = "arn:aws:iam::111122223333:saml-provider/P";
pub(crate) const OIDC: [&str; 2] =
    ["accounts.google.com", "arn:aws:iam::111122223333:oidc-provider/token.example"];

pub(crate) fn user_arn(account: &str, user: &str) -> String {
    format!("arn:aws:iam::{account}:user/{user}")
}

pub(crate) fn role_arn(account: &str, role: &str) -> String {
    format!("arn:aws:iam::{account}:role/{role}")
}

pub(crate) fn session_arn(account: &str, role: &str, session: &str) -> String {
    let name = role.rsplit('/').next().unwrap_or(role);
    format!("arn:aws:sts::{account}:assumed-role/{name}/{session}")
}

/// What can be asked for: an action, the resource's ARN (`A` is replaced by its account), its kind.
pub(crate) const TARGETS: [(&str, &str, ResourceKind); 19] = [
    ("s3:GetObject", "arn:aws:s3:::b/red", ResourceKind::Other),
    ("s3:PutObject", "arn:aws:s3:::b/ana", ResourceKind::Other),
    ("s3:ListBucket", "arn:aws:s3:::b", ResourceKind::Other),
    ("s3:ListAllMyBuckets", "*", ResourceKind::Other),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:A:q", ResourceKind::Other),
    ("ec2:StartInstances", "arn:aws:ec2:eu-west-1:A:instance/i", ResourceKind::Other),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:A:key/k", ResourceKind::KmsKey),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:A:key/k", ResourceKind::KmsKey),
    ("kms:DisableKey", "arn:aws:kms:eu-west-1:A:key/k", ResourceKind::KmsKey),
    ("kms:RetireGrant", "arn:aws:kms:eu-west-1:A:key/k", ResourceKind::KmsKey),
    ("sts:AssumeRole", "arn:aws:iam::A:role/r", ResourceKind::RoleTrust),
    ("sts:AssumeRole", "arn:aws:iam::A:role/r", ResourceKind::RoleTrust),
    ("sts:AssumeRoleWithSAML", "arn:aws:iam::A:role/r", ResourceKind::RoleTrust),
    ("sts:AssumeRoleWithWebIdentity", "arn:aws:iam::A:role/r", ResourceKind::RoleTrust),
    ("sts:TagSession", "arn:aws:iam::A:role/r", ResourceKind::RoleTrust),
    ("sts:GetCallerIdentity", "*", ResourceKind::Other),
    ("iam:PassRole", "arn:aws:iam::A:role/r", ResourceKind::RoleTrust),
    ("iam:GetUser", "arn:aws:iam::A:user/ana", ResourceKind::Other),
    ("s3:GetObject", "arn:aws-cn:s3:::b/red", ResourceKind::Other),
];

/// Some of `sts` and `iam`.
pub(crate) const SESSION_TARGETS: std::ops::Range<usize> = 14..18;

/// Action entries that fit many actions, few, or none.
pub(crate) const ACTIONS: [&str; 25] = [
    "*",
    "s*:*",
    "*:*",
    "s3:*",
    "s3:Get*",
    "s3:?etObject",
    "S3:getobject",
    "s3:*Object",
    "s?:*",
    "*s*:*e*",
    "kms:*",
    "kms:Decrypt",
    "sts:*",
    "sts:Assume*",
    "iam:*",
    "iam:PassRole",
    "ec2:StartInstances",
    "sqs:Send*",
    "s3:List*",
    "s3:PutObject",
    "s3",
    "s3*",
    "s3:",
    ":",
    "",
];

/// Services that enforce RCPs, as the entries of an RCP must name one.
pub(crate) const ENFORCING: [&str; 4] = ["s3", "kms", "sts", "sqs"];

/// Entries of trust policies.
pub(crate) const TRUST_ACTIONS: [&str; 6] =
    ["sts:AssumeRole", "sts:*", "sts:Assume*", "sts:TagSession", "*:AssumeRole", "sts:SetContext"];

/// Resource entries; the first lines are complete ARNs, which session policies demand.
pub(crate) const RESOURCES: [&str; 22] = [
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::b*",
    "arn:aws:s3:::b/${aws:username}",
    "arn:aws:s3:::b/${aws:PrincipalTag/team}",
    "arn:aws:s3:::b/${AWS:principaltag/TEAM, 'red'}",
    "arn:aws:s3:::?/${s3:prefix}*",
    "arn:aws:s3:::b/${aws:TagKeys, 'red'}",
    "arn:aws:s3:::b/${*}",
    "arn:aws:s3:::b/${never:there}",
    "arn:aws:*:*:*:*",
    "arn:*:iam::*:role/r",
    "arn:aws:iam::111122223333:*",
    "arn:aws:*::111122223333:user/${aws:username}",
    "arn:aws:kms:eu-west-1:${aws:PrincipalAccount}:key/*",
    "arn:aws:s3:::b/${",
    "arn:aws:s3",
    "arn:aws:sqs:*",
    "arn:*",
    "a*",
    "b/red",
    "",
];

/// How many of [`RESOURCES`] may stand in a session policy.
pub(crate) const COMPLETE_RESOURCES: usize = 16;

/// Keys and values of one type: those of requests, and more that only policies write.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) keys: &'static [&'static str],
    pub(crate) values: &'static [&'static str],
    pub(crate) patterns: &'static [&'static str],
    pub(crate) operators: &'static [BaseOperator],
}

use BaseOperator as Op;

const ON_STRINGS: [Op; 6] = [
    Op::StringEquals,
    Op::StringNotEquals,
    Op::StringEqualsIgnoreCase,
    Op::StringNotEqualsIgnoreCase,
    Op::StringLike,
    Op::StringNotLike,
];

pub(crate) const FAMILIES: [Family; 8] = [
    Family {
        keys: &[
            "aws:PrincipalTag/team",
            "s3:prefix",
            "aws:username",
            "aws:PrincipalAccount",
            "aws:PrincipalType",
            "aws:userid",
        ],
        values: &["red", "ana", "", "Red", "blue", "111122223333", "User", "r*d", "é"],
        patterns: &[
            "re*",
            "*",
            "?ed",
            "${aws:username}",
            "${aws:PrincipalTag/team}",
            "${S3:Prefix, 'red'}",
            "${aws:TagKeys}",
            "r${*}d",
            "É",
            "AssumedRole",
        ],
        operators: &ON_STRINGS,
    },
    Family {
        keys: &["aws:TagKeys", "aws:CalledVia", "s3:list", "aws:PrincipalOrgPaths"],
        values: &["red", "blue", "Red", "s3.amazonaws.com", ""],
        patterns: &["*", "r*", "${aws:PrincipalTag/team}", "${aws:TagKeys, 'red'}", "${s3:list, 'blue'}"],
        operators: &ON_STRINGS,
    },
    Family {
        keys: &["aws:MultiFactorAuthAge", "s3:max-keys"],
        values: &["10", "10.0", "1e1", "9.99", "-1", "0", "ten", "", "1E400"],
        patterns: &["11", "+10.000"],
        operators: &[
            Op::NumericEquals,
            Op::NumericNotEquals,
            Op::NumericLessThan,
            Op::NumericLessThanEquals,
            Op::NumericGreaterThan,
            Op::NumericGreaterThanEquals,
        ],
    },
    Family {
        keys: &["aws:CurrentTime", "aws:TokenIssueTime"],
        values: &[
            "2024-01-01T00:00:00Z",
            "1704067200",
            "2024",
            "2023-12-31T19:00:00.5-05:00",
            "2023-06",
            "yesterday",
            "1704067200.5",
        ],
        patterns: &["2024-01-01", "2030"],
        operators: &[
            Op::DateEquals,
            Op::DateNotEquals,
            Op::DateLessThan,
            Op::DateLessThanEquals,
            Op::DateGreaterThan,
            Op::DateGreaterThanEquals,
        ],
    },
    Family {
        keys: &["aws:MultiFactorAuthPresent", "aws:SecureTransport", "aws:PrincipalIsAWSService"],
        values: &["true", "false", "TRUE", "1", ""],
        patterns: &["${aws:SecureTransport}", "${never:there, 'true'}", "yes"],
        operators: &[Op::Bool],
    },
    Family {
        keys: &["x:blob"],
        values: &["QUJD", "QUJDRA==", "QUJD!", ""],
        patterns: &["ABC"],
        operators: &[Op::BinaryEquals],
    },
    Family {
        keys: &["aws:SourceIp", "aws:VpcSourceIp"],
        values: &["10.0.0.1", "203.0.113.7", "2001:db8::1", "::ffff:10.0.0.1", "here"],
        patterns: &["10.0.0.0/8", "10.0.0.9/24", "0.0.0.0/0", "::/0", "2001:db8::/33", "10.0.0.0/99"],
        operators: &[Op::IpAddress, Op::NotIpAddress],
    },
    Family {
        keys: &["aws:PrincipalArn", "aws:SourceArn"],
        values: &[
            "arn:aws:iam::111122223333:user/ana",
            "arn:aws:iam::111122223333:role/r",
            "arn:aws:s3:::b",
            "arn:aws:s3",
            "*",
        ],
        patterns: &[
            "arn:aws:iam::111122223333:*",
            "arn:*:*:*:*:*",
            "arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}",
            "arn:aws:iam::*:role/${aws:PrincipalTag/team, 'r'}",
            "arn:aws:iam::*",
        ],
        operators: &[Op::ArnEquals, Op::ArnLike, Op::ArnNotEquals, Op::ArnNotLike],
    },
];

pub(crate) const SETS: [Option<SetOperator>; 3] =
    [None, Some(SetOperator::ForAnyValue), Some(SetOperator::ForAllValues)];

/// Every key that anything here names.
pub(crate) fn keys() -> impl Iterator<Item = (&'static str, &'static Family)> {
    FAMILIES.iter().flat_map(|family| family.keys.iter().map(move |key| (*key, family)))
}
