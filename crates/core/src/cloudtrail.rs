//! CloudTrail: what was called, as requests that can be decided.
//!
//! ```text
//! record     the JSON of an event, borrowed
//! identity   userIdentity as a principal
//! call       the actions of an operation, and templates of their resources, looked up once for each operation
//! parameters requestParameters, looked into as far as templates ask
//! template   a template with its parameters filled in
//! facts      context keys: what the event says, what it rules out; the rest is unknown
//! ```
//!
//! An event does not say everything that was decided upon: what it leaves out stays [unknown](crate::Fact::Unknown),
//! so that an answer that hangs on it is [`Decision::Depends`](crate::Decision::Depends).

mod call;
mod facts;
mod identity;
mod open;
mod parameters;
mod record;
mod template;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;

use crate::request::{Action, Principal, Request, Resource};

pub use call::{Call, Calls, Unresolved};
pub(crate) use open::resource_matters;
use parameters::Parameters;
use record::Record;
use template::Around;

/// What AWS calls a denial.
const DENIED: [&str; 6] = [
    "AccessDenied",
    "AccessDeniedException",
    "UnauthorizedOperation",
    "AuthorizationError",
    "VpceAccessDenied",
    "UnauthorizedAccess",
];

/// One event.
///
/// ```
/// use sayso::cloudtrail::{Calls, Event};
///
/// let event = Event::parse(r#"{"eventType": "AwsApiCall", "eventTime": "2026-01-02T03:04:05Z",
///     "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "awsRegion": "eu-west-1",
///     "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ana",
///         "accountId": "123456789012", "userName": "ana"},
///     "requestParameters": {"bucketName": "reports", "key": "q3.csv"}}"#).unwrap();
/// let mut calls = Calls::default();
/// let call = calls.of(&event).unwrap();
/// let asked = event.requests(&call).unwrap();
/// assert_eq!(asked[0].request.action.as_str(), "s3:GetObject");
/// assert_eq!(asked[0].request.resource.arn, "arn:aws:s3:::reports/q3.csv");
/// ```
#[derive(Debug)]
pub struct Event<'a>(Record<'a>);

/// Why a text is no event.
///
/// ```
/// use sayso::cloudtrail::Event;
///
/// let error = Event::parse(r#"{"eventName": 1}"#).unwrap_err();
/// assert!(error.to_string().starts_with("this is no CloudTrail event: "));
/// ```
#[derive(Debug, thiserror::Error)]
#[error("this is no CloudTrail event: {0}")]
pub struct InvalidEvent(String);

/// A request that an event stands for.
///
/// ```
/// # use sayso::cloudtrail::{Calls, Event};
/// let event = Event::parse(r#"{"eventType": "AwsApiCall", "eventSource": "sqs.amazonaws.com",
///     "eventName": "DeleteQueue", "userIdentity": {"type": "Root", "accountId": "123456789012",
///         "arn": "arn:aws:iam::123456789012:root"}}"#).unwrap();
/// let call = Calls::default().of(&event).unwrap();
/// let asked = event.requests(&call).unwrap();
/// // The event does not name the queue.
/// assert!(asked[0].open);
/// ```
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The request. Keys that the event does not settle are unknown.
    pub request: Request<'a>,
    /// Whether the event does not name the resource: its ARN then has `*` for what is not known.
    pub open: bool,
}

impl<'a> Event<'a> {
    /// Reads an event's JSON.
    ///
    /// # Errors
    /// [`InvalidEvent`] of what is no JSON object with an `eventSource` and an `eventName`.
    ///
    /// ```
    /// use sayso::cloudtrail::Event;
    ///
    /// let event = Event::parse(r#"{"eventSource": "ec2.amazonaws.com", "eventName": "RunInstances"}"#).unwrap();
    /// assert_eq!(event.name(), "RunInstances");
    /// ```
    pub fn parse(json: &'a str) -> Result<Self, InvalidEvent> {
        serde_json::from_str(json).map(Self).map_err(|error| InvalidEvent(error.to_string()))
    }

    /// The operation called, without the API version that some services add.
    ///
    /// ```
    /// use sayso::cloudtrail::Event;
    ///
    /// let event =
    ///     Event::parse(r#"{"eventSource": "lambda.amazonaws.com", "eventName": "Invoke20150331v2"}"#).unwrap();
    /// assert_eq!(event.name(), "Invoke");
    /// ```
    pub fn name(&self) -> &str {
        call::without_version(&self.0.event_name)
    }

    /// The service called, as `s3.amazonaws.com`.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets"}"#).unwrap();
    /// assert_eq!(event.source(), "s3.amazonaws.com");
    /// ```
    pub fn source(&self) -> &str {
        &self.0.event_source
    }

    /// When it was called, as CloudTrail writes it; empty where it does not say.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets",
    ///     "eventTime": "2026-01-02T03:04:05Z"}"#).unwrap();
    /// assert_eq!(event.time(), "2026-01-02T03:04:05Z");
    /// ```
    pub fn time(&self) -> &str {
        self.0.event_time.as_deref().unwrap_or_default()
    }

    /// The kind of event, such as `AwsApiCall`; only calls are decided.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
    ///     "eventType": "AwsConsoleSignIn"}"#).unwrap();
    /// assert_eq!((event.event_type(), event.is_call()), ("AwsConsoleSignIn", false));
    /// ```
    pub fn event_type(&self) -> &str {
        self.0.event_type.as_deref().unwrap_or("AwsApiCall")
    }

    /// Whether it is a call of an API, one refused by a VPC endpoint included.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets"}"#).unwrap();
    /// assert!(event.is_call());
    /// ```
    pub fn is_call(&self) -> bool {
        matches!(self.event_type(), "AwsApiCall" | "AwsVpceEvent")
    }

    /// The error that was returned, if any.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets",
    ///     "errorCode": "AccessDenied"}"#).unwrap();
    /// assert_eq!(event.error_code(), Some("AccessDenied"));
    /// ```
    pub fn error_code(&self) -> Option<&str> {
        self.0.error_code.as_deref().filter(|code| !code.is_empty())
    }

    /// What the error says.
    pub(crate) fn error_message(&self) -> Option<&str> {
        self.0.error_message.as_deref()
    }

    /// The account that the event lists with a resource, or with the bucket that it is in.
    pub(crate) fn account_listed(&self, arn: &str) -> Option<&str> {
        let resources = self.0.resources.as_deref().unwrap_or_default();
        let is_of =
            |own: &str| arn.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let listed = resources.iter().find(|it| it.arn.as_deref().is_some_and(is_of))?;
        listed.account_id.as_deref().filter(|account| !account.is_empty())
    }

    /// The id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What AWS said of the authorization: `Some(false)` where it denied the call, `Some(true)` where the call
    /// succeeded, `None` where it failed for another reason, which may have come first.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "ec2.amazonaws.com", "eventName": "RunInstances",
    ///     "errorCode": "Client.UnauthorizedOperation"}"#).unwrap();
    /// assert_eq!(event.was_allowed(), Some(false));
    /// ```
    pub fn was_allowed(&self) -> Option<bool> {
        let Some(code) = self.error_code() else { return Some(true) };
        let code = code.strip_prefix("Client.").unwrap_or(code);
        match code {
            // AWS's way to say that it would have been allowed.
            "DryRunOperation" => Some(true),
            _ => DENIED.contains(&code).then_some(false),
        }
    }

    /// Who called.
    ///
    /// # Errors
    /// What the event says instead of naming a caller.
    ///
    /// ```
    /// # use sayso::cloudtrail::Event;
    /// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "ListBuckets",
    ///     "userIdentity": {"type": "AssumedRole", "accountId": "123456789012",
    ///         "arn": "arn:aws:sts::123456789012:assumed-role/App/nightly", "sessionContext": {"sessionIssuer":
    ///             {"type": "Role", "arn": "arn:aws:iam::123456789012:role/team/App"}}}}"#).unwrap();
    /// let caller = event.principal().unwrap();
    /// assert_eq!(caller.derived_value("aws:PrincipalArn"), Some("arn:aws:iam::123456789012:role/team/App"));
    /// ```
    pub fn principal(&self) -> Result<Principal<'_>, &'static str> {
        identity::principal(&self.0)
    }

    /// The requests that the event stands for, one for each action and resource: all of them have to be allowed.
    /// None where no permission is checked.
    ///
    /// # Errors
    /// What the event says instead of naming a caller.
    ///
    /// ```
    /// # use sayso::cloudtrail::{Calls, Event};
    /// let event = Event::parse(r#"{"eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity",
    ///     "userIdentity": {"type": "Root", "accountId": "123456789012",
    ///         "arn": "arn:aws:iam::123456789012:root"}}"#).unwrap();
    /// assert!(event.requests(&Calls::default().of(&event).unwrap()).unwrap().is_empty());
    /// ```
    pub fn requests<'e>(&'e self, call: &'e Call) -> Result<Vec<Asked<'e>>, &'static str> {
        let principal = self.principal()?;
        let parameters = Parameters::of(self.0.request_parameters);
        let around = Around::of(&self.0, &principal);
        let mut asked = Vec::new();
        for need in call.needs(&parameters) {
            let action = need.action(&parameters);
            for found in template::resources(&self.0, need, &parameters, &around) {
                let Ok(action) = Action::new(action) else { continue };
                let resource = resource(found.arn, found.account, &action, &principal);
                let context = facts::context(&self.0, &parameters, &action);
                let request = Request { principal: principal.clone(), action, resource, context };
                asked.push(Asked { request, open: found.open });
            }
        }
        Ok(asked)
    }
}

fn resource<'e>(
    arn: Cow<'e, str>,
    account: Option<&'e str>,
    action: &Action<'_>,
    principal: &Principal<'e>,
) -> Resource<'e> {
    let owner = Resource::of(&arn, action, principal);
    let (named, kind) = (owner.account.as_deref().map(|account| Cow::Owned(account.to_owned())), owner.kind);
    let account = account.map(Cow::Borrowed).or(named);
    Resource { kind, ..Resource::new(arn, account) }
}
