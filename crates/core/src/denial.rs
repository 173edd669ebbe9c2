//! A denial as people meet it: a line of red text, an encoded blob, an event; and why it was.
//!
//! ```text
//! find    what a text holds: messages, documents, events
//! text    a message as a denial, with what follows from it
//! decoded what `sts:DecodeAuthorizationMessage` gives
//! event   a record of CloudTrail
//! details a document of AWS's access troubleshooter, `iam-toolbox`
//! infer   what is not said and follows from what is
//! asked   the requests that were denied, as far as they are known
//! proof   what AWS's words alone prove and rule out
//! agree   AWS's words beside a decision by the policies at hand
//! ```
//!
//! Nothing is guessed: each [`Field`] says how it is known, and a condition key that the text does not carry is
//! [unknown](crate::Fact::Unknown).

mod agree;
mod asked;
mod decoded;
mod details;
mod event;
mod field;
mod find;
mod infer;
mod proof;
mod text;

use crate::message::{DenialContext, Details};
use crate::policy_type::PolicyType;
use crate::request::{Context, Principal};

pub use agree::{Agreement, Answer};
pub(crate) use asked::Attempt;
pub use field::Field;
#[cfg(feature = "embed")]
pub use find::read;
pub use find::{Reader, Unreadable};
pub use proof::Proof;

/// The largest text that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What a denial was read from.
///
/// ```
/// use sayso::denial::Form;
///
/// assert_eq!(Form::Event.as_str(), "cloudTrailEvent");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A message in words.
    Message,
    /// A message of which only the encoded part says something.
    Encoded,
    /// What `sts:DecodeAuthorizationMessage` makes of an encoded part.
    Decoded,
    /// An event of CloudTrail.
    Event,
    /// Details of AWS's access troubleshooter.
    Details,
}

impl Form {
    /// The word for it in reports.
    ///
    /// ```
    /// assert_eq!(sayso::denial::Form::Message.as_str(), "message");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Encoded => "encodedMessage",
            Self::Decoded => "decodedMessage",
            Self::Event => "cloudTrailEvent",
            Self::Details => "authorizationDetails",
        }
    }
}

/// A statement that AWS says matched.
///
/// ```
/// let text = r#"{"allowed": false, "explicitDeny": true, "context": {"action": "RunInstances"},
///     "matchedStatements": {"items": [{"statementId": "NoGpu", "effect": "DENY"}]}}"#;
/// let denial = sayso::denial::read(text).unwrap().remove(0);
/// assert_eq!((denial.statements[0].sid.as_str(), denial.statements[0].denies), ("NoGpu", true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Its `Sid`, empty where it has none.
    pub sid: String,
    /// Whether it denies.
    pub denies: bool,
    /// The policy, where AWS names it.
    pub policy: Option<String>,
}

/// A denial, as far as a text tells of it.
///
/// ```
/// use sayso::denial::{self, Field};
/// use sayso::PolicyType;
///
/// let denial = denial::read("An error occurred (AccessDenied) when calling the GetUser operation: User: \
///     arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:GetUser on resource: user bob \
///     because no identity-based policy allows the iam:GetUser action").unwrap().remove(0);
/// assert_eq!(denial.action, Field::Stated("iam:GetUser".to_owned()));
/// // IAM names a user without account and path.
/// assert_eq!(denial.resource.value(), Some("arn:aws:iam::123456789012:user/bob"));
/// assert_eq!(denial.resource.confidence(), "inferred");
/// assert_eq!((denial.layer(), denial.is_explicit), (Some(PolicyType::Identity), Some(false)));
/// ```
#[derive(Debug, Clone)]
pub struct Denial {
    /// What it was read from.
    pub form: Form,
    /// The line of the text in which it begins, from 1.
    pub line: u32,
    /// How often the text says it.
    pub times: u32,
    /// The error code, where the text has it.
    pub code: Option<String>,
    /// The API operation.
    pub operation: Field,
    /// Who asked: an ARN, a service, `anonymous`.
    pub principal: Field,
    /// For what.
    pub action: Field,
    /// On what.
    pub resource: Field,
    /// The account that owns the resource.
    pub resource_account: Field,
    /// The reason in AWS's words.
    pub reason: DenialContext,
    /// Whether a statement denies or nothing allows; `None` where the text does not say.
    pub is_explicit: Option<bool>,
    /// The statements that AWS says matched.
    pub statements: Vec<Matched>,
    /// The part that AWS alone can decode.
    pub encoded: Option<String>,
    /// Where AWS keeps details.
    pub details: Option<Details>,
    /// The request's id.
    pub request_id: Option<String>,
    /// The condition keys that the text tells; all others are unknown.
    pub context: Context<'static>,
    /// What a reader should know besides.
    pub notes: Vec<String>,
    /// The caller as an event has it, with what no ARN says.
    pub(crate) caller: Option<Principal<'static>>,
    /// What the operation stands for, where the text names no action.
    pub(crate) attempts: Vec<Attempt>,
}

impl Denial {
    fn new(form: Form, line: u32) -> Self {
        let mut context = Context::new();
        context.set_unlisted_unknown(true);
        Self {
            form,
            line,
            times: 1,
            code: None,
            operation: Field::Unknown,
            principal: Field::Unknown,
            action: Field::Unknown,
            resource: Field::Unknown,
            resource_account: Field::Unknown,
            reason: DenialContext::Unsaid,
            is_explicit: None,
            statements: Vec::new(),
            encoded: None,
            details: None,
            request_id: None,
            context,
            notes: Vec::new(),
            caller: None,
            attempts: Vec::new(),
        }
    }

    /// The type of policy at fault, where the text names one.
    ///
    /// ```
    /// let denial = sayso::denial::read("Access Denied").unwrap().remove(0);
    /// assert_eq!(denial.layer(), None);
    /// ```
    pub fn layer(&self) -> Option<PolicyType> {
        self.reason.policy_type()
    }

    /// The ARN of the policy at fault, where AWS tells it.
    ///
    /// ```
    /// let denial = sayso::denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
    ///     sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:123456789012:orders with an explicit deny in a \
    ///     permissions boundary: arn:aws:iam::123456789012:policy/Lab").unwrap().remove(0);
    /// assert_eq!(denial.policy(), Some("arn:aws:iam::123456789012:policy/Lab"));
    /// ```
    pub fn policy(&self) -> Option<&str> {
        self.reason.policy()
    }

    /// The permission that decoding needs.
    pub const DECODE_PERMISSION: &str = "sts:DecodeAuthorizationMessage";

    /// The command that has AWS decode the encoded part, which nobody else can; its output can be read, too.
    ///
    /// ```
    /// let denial = sayso::denial::read("You are not authorized to perform this operation. Encoded authorization \
    ///     failure message: qLm0_Zx-AbCd").unwrap().remove(0);
    /// assert!(denial.decode_command().unwrap().contains("--encoded-message qLm0_Zx-AbCd"));
    /// ```
    pub fn decode_command(&self) -> Option<String> {
        let encoded = self.encoded.as_ref()?;
        Some(format!(
            "aws sts decode-authorization-message --encoded-message {encoded} --query DecodedMessage --output text"
        ))
    }

    /// Whether two tell the same.
    fn is_like(&self, other: &Self) -> bool {
        self.form == other.form
            && self.action == other.action
            && self.resource == other.resource
            && self.principal == other.principal
            && self.operation == other.operation
            && self.reason == other.reason
            && self.encoded == other.encoded
            && self.is_explicit == other.is_explicit
            && self.context == other.context
    }
}
