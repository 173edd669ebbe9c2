//! The message in which AWS refuses a call (4.13), as a type: to print it for a decision, and to read
//! it out of a log. docs/messages.md has the wordings as a table, and what sayso assumes.

mod build;
mod code;
mod context;
pub(crate) mod read;
mod resource;

use std::fmt;

pub use code::ErrorCode;
pub use context::{DenialContext, Reason};
pub use resource::ResourceForm;

/// A refusal as AWS words it; [`fmt::Display`] gives the message without code and operation.
///
/// ```
/// use sayso::message::{AccessDenied, DenialContext, ErrorCode, Reason};
/// use sayso::{Case, Explanation};
///
/// let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "lambda:InvokeFunction",
///     "resource": "arn:aws:lambda:eu-west-1:123456789012:function:report"}"#.parse().unwrap();
/// let denied = AccessDenied::of(&Explanation::new(&case.policies, &case.request)).unwrap();
/// assert_eq!(denied.code, ErrorCode::AccessDeniedException);
/// assert_eq!(denied.context, DenialContext::Identity(Reason::Silent));
/// assert_eq!(
///     denied.to_string(),
///     "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: lambda:InvokeFunction on \
///      resource: arn:aws:lambda:eu-west-1:123456789012:function:report because no identity-based policy \
///      allows the lambda:InvokeFunction action"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessDenied {
    /// The error code, which depends on the service.
    pub code: ErrorCode,
    /// The operation called, where it is known: an action does not say it.
    pub operation: Option<String>,
    /// Who may not do what; `None` where the message does not say.
    pub subject: Option<Subject>,
    /// The layer at fault and how it is; nothing is said of it without a subject.
    pub context: DenialContext,
    /// The text that `sts:DecodeAuthorizationMessage` decodes.
    pub encoded: Option<String>,
    /// Where AWS keeps the details of the refusal (M05).
    pub details: Option<Details>,
}

/// Who may not do what on which resource.
///
/// ```
/// use sayso::message::{ResourceForm, Subject};
///
/// let subject = Subject {
///     principal: Some("arn:aws:iam::123456789012:user/ana".to_owned()),
///     action: "s3:GetObject".to_owned(),
///     resource: Some(ResourceForm::Quoted("arn:aws:s3:::reports/q3.csv".to_owned())),
/// };
/// assert!(subject.to_string().ends_with(r#"s3:GetObject on resource: "arn:aws:s3:::reports/q3.csv""#));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The caller as principal (M04); `None` where AWS does not name the caller.
    pub principal: Option<String>,
    /// The action, spelled as the service spells it.
    pub action: String,
    /// The resource, where the message names one.
    pub resource: Option<ResourceForm>,
}

/// The pointer to AWS's access troubleshooter.
///
/// ```
/// # use sayso::{Case, Explanation, message::{AccessDenied, Details}};
/// # let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:ListUsers"}"#
/// #     .parse().unwrap();
/// # let mut denied = AccessDenied::of(&Explanation::new(&case.policies, &case.request)).unwrap();
/// // Read out of a log: a decision of sayso has no such id.
/// denied.details = Some(Details {
///     url: "https://console.aws.amazon.com/iam/".to_owned(),
///     id: "0123abcd".to_owned(),
/// });
/// assert!(denied.to_string().ends_with("with the following authorization id: 0123abcd"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The console's address for these details.
    pub url: String,
    /// The authorization id.
    pub id: String,
}

impl AccessDenied {
    /// What a client prints: the message with code and operation; `None` without an operation.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, message::AccessDenied};
    /// # let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:ListUsers"}"#
    /// #     .parse().unwrap();
    /// let mut denied = AccessDenied::of(&Explanation::new(&case.policies, &case.request)).unwrap();
    /// assert_eq!(denied.client_error(), None);
    /// denied.operation = Some("ListUsers".to_owned());
    /// assert!(denied.client_error().unwrap().starts_with(
    ///     "An error occurred (AccessDenied) when calling the ListUsers operation: User: arn:aws:iam::"
    /// ));
    /// ```
    pub fn client_error(&self) -> Option<String> {
        let (code, operation) = (&self.code, self.operation.as_ref()?);
        Some(format!("An error occurred ({code}) when calling the {operation} operation: {self}"))
    }
}

impl fmt::Display for AccessDenied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// What EC2 begins with, and where it leaves out the rest, says only.
        const NOT_AUTHORIZED: &str = "You are not authorized to perform this operation.";
        let ends_in_stop = match &self.subject {
            Some(subject) => {
                if self.code.is_ec2() {
                    write!(f, "{NOT_AUTHORIZED} ")?;
                }
                write!(f, "{subject}")?;
                self.context.write(f, &subject.action)?
            }
            None if self.code.is_ec2() || self.encoded.is_some() => {
                f.write_str(NOT_AUTHORIZED)?;
                true
            }
            None => {
                f.write_str("Access Denied")?;
                false
            }
        };
        let stop = |ended| if ended { "" } else { "." };
        if let Some(encoded) = &self.encoded {
            write!(f, "{} Encoded authorization failure message: {encoded}", stop(ends_in_stop))?;
        }
        if let Some(Details { url, id }) = &self.details {
            let ended = ends_in_stop && self.encoded.is_none();
            write!(
                f,
                "{} Go to {url} for complete details, or call the GetRequestAuthorizationDetails API \
                 with the following authorization id: {id}",
                stop(ended)
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.principal {
            Some(principal) => {
                write!(f, "User: {principal} is not authorized to perform: {}", self.action)?;
            }
            None => write!(f, "Not authorized to perform {}", self.action)?,
        }
        match &self.resource {
            Some(resource) => write!(f, " on {resource}"),
            None => Ok(()),
        }
    }
}
