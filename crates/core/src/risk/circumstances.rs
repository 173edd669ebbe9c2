//! What is about the circumstances of a request.

use crate::request::Key;

/// Keys that say where and under which circumstances somebody asks, not for what: whoever may escalate privileges
/// with MFA may escalate them.
const CIRCUMSTANCES: [&str; 17] = [
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:Referer",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SecureTransport",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:TokenIssueTime",
    "aws:UserAgent",
    "aws:VpcSourceIp",
];

/// Whether a key says where and how somebody asks, not for what: MFA, an address, a time, a region.
///
/// ```
/// use sayso::{request::Key, risk::is_circumstance};
///
/// assert!(is_circumstance(&Key::new("aws:multifactorauthpresent")));
/// assert!(!is_circumstance(&Key::new("iam:PassedToService")));
/// ```
pub fn is_circumstance(key: &Key<'_>) -> bool {
    CIRCUMSTANCES.iter().any(|name| Key::new(*name) == *key)
}
