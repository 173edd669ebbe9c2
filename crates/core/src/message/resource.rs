//! The ways in which messages name a resource.

use std::fmt;

use crate::request::Request;

/// How a message names the resource.
///
/// ```
/// use sayso::message::ResourceForm;
///
/// let user = ResourceForm::Named { kind: "user".to_owned(), name: "ana".to_owned() };
/// assert_eq!(user.to_string(), "resource: user ana");
/// assert_eq!(ResourceForm::This.to_string(), "this resource");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResourceForm {
    /// An ARN, `*`, or an id that only the service understands.
    Plain(String),
    /// An ARN in double quotes, as S3 writes it.
    Quoted(String),
    /// An IAM entity by kind and name: `user ana`.
    Named {
        /// `user`, `role`
        kind: String,
        /// The name, without path.
        name: String,
    },
    /// No name at all: `on this resource`.
    This,
}

/// Services that leave out the resource where the action takes none.
const SILENT_ABOUT_ANY: [&str; 3] = ["codecommit", "ec2", "s3"];

/// Actions of IAM whose user or role need not exist, or is meant for another service: by ARN.
const NAMED_BY_ARN: [&str; 4] = ["createrole", "createservicelinkedrole", "createuser", "passrole"];

impl ResourceForm {
    /// The form that the service of a request uses; `None` where it names no resource.
    ///
    /// ```
    /// use sayso::{Case, message::ResourceForm};
    ///
    /// let case: Case = r#"{"principal": "anonymous", "action": "s3:GetObject",
    ///     "resource": "arn:aws:s3:::reports/q3.csv"}"#.parse().unwrap();
    /// let form = ResourceForm::of(&case.request).unwrap();
    /// assert_eq!(form.to_string(), r#"resource: "arn:aws:s3:::reports/q3.csv""#);
    ///
    /// let case: Case = r#"{"principal": "anonymous", "action": "ec2:DescribeInstances"}"#.parse().unwrap();
    /// assert_eq!(ResourceForm::of(&case.request), None);
    /// ```
    pub fn of(request: &Request) -> Option<Self> {
        let (service, arn) = (request.action.service(), &*request.resource.arn);
        match service.as_str() {
            _ if arn == "*" && SILENT_ABOUT_ANY.contains(&service.as_str()) => None,
            "s3" => Some(Self::Quoted(arn.to_owned())),
            "iam" if !NAMED_BY_ARN.contains(&request.action.name().as_str()) => Some(Self::of_iam(arn)),
            _ => Some(Self::Plain(arn.to_owned())),
        }
    }

    fn of_iam(arn: &str) -> Self {
        let entity = arn.splitn(6, ':').nth(5).unwrap_or_default();
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        match entity.split_once('/') {
            Some((kind @ ("user" | "role"), path)) if !path.ends_with('/') && !path.contains('*') => {
                Self::Named { kind: kind.to_owned(), name: name(path) }
            }
            _ => Self::Plain(arn.to_owned()),
        }
    }
}

/// What stands after `on `.
impl fmt::Display for ResourceForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => write!(f, "resource: {text}"),
            Self::Quoted(arn) => write!(f, "resource: \"{arn}\""),
            Self::Named { kind, name } => write!(f, "resource: {kind} {name}"),
            Self::This => f.write_str("this resource"),
        }
    }
}
