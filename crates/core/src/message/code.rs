//! Error codes by service.

use std::fmt;

/// The code of a refusal. The list is open: services invent their own.
///
/// ```
/// use sayso::message::ErrorCode;
///
/// assert_eq!(ErrorCode::from("AccessDenied"), ErrorCode::AccessDenied);
/// assert_eq!(ErrorCode::from("KMSAccessDenied"), ErrorCode::Other("KMSAccessDenied".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorCode {
    /// Of the services that speak XML.
    AccessDenied,
    /// Of the services that speak JSON, which are most.
    AccessDeniedException,
    /// Of EC2.
    UnauthorizedOperation,
    /// Of SNS.
    AuthorizationError,
    /// Any other.
    Other(String),
}

/// Service prefixes of the services that answer in XML, or as if they did; sorted.
const XML: [&str; 19] = [
    "autoscaling",
    "cloudformation",
    "cloudfront",
    "cloudsearch",
    "cloudwatch",
    "elasticache",
    "elasticbeanstalk",
    "elasticloadbalancing",
    "iam",
    "rds",
    "redshift",
    "route53",
    "s3",
    "s3-object-lambda",
    "s3-outposts",
    "s3express",
    "ses",
    "sqs",
    "sts",
];

impl ErrorCode {
    /// The code that a service uses, by the prefix of its actions in lower case.
    ///
    /// ```
    /// use sayso::message::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::of_service("s3"), ErrorCode::AccessDenied);
    /// assert_eq!(ErrorCode::of_service("dynamodb"), ErrorCode::AccessDeniedException);
    /// ```
    pub fn of_service(prefix: &str) -> Self {
        match prefix {
            "ec2" => Self::UnauthorizedOperation,
            "sns" => Self::AuthorizationError,
            _ if XML.binary_search(&prefix).is_ok() => Self::AccessDenied,
            _ => Self::AccessDeniedException,
        }
    }

    /// The code as written.
    ///
    /// ```
    /// use sayso::message::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::of_service("ec2").as_str(), "UnauthorizedOperation");
    /// ```
    pub fn as_str(&self) -> &str {
        match self {
            Self::AccessDenied => "AccessDenied",
            Self::AccessDeniedException => "AccessDeniedException",
            Self::UnauthorizedOperation => "UnauthorizedOperation",
            Self::AuthorizationError => "AuthorizationError",
            Self::Other(code) => code,
        }
    }

    /// Whether the message has EC2's beginning; CloudTrail calls EC2's code by a longer name.
    pub(super) fn is_ec2(&self) -> bool {
        matches!(self.as_str(), "UnauthorizedOperation" | "Client.UnauthorizedOperation")
    }
}

impl From<&str> for ErrorCode {
    fn from(code: &str) -> Self {
        let known = [
            Self::AccessDenied,
            Self::AccessDeniedException,
            Self::UnauthorizedOperation,
            Self::AuthorizationError,
        ];
        known.into_iter().find(|known| known.as_str() == code).unwrap_or_else(|| Self::Other(code.to_owned()))
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_codes_are_read_back() {
        assert!(XML.is_sorted());
        for prefix in ["s3", "lambda", "ec2", "sns"] {
            let code = ErrorCode::of_service(prefix);
            assert_eq!(ErrorCode::from(code.as_str()), code);
        }
        assert_eq!(ErrorCode::from("DryRunOperation").to_string(), "DryRunOperation");
        assert!(ErrorCode::from("Client.UnauthorizedOperation").is_ec2());
    }
}
