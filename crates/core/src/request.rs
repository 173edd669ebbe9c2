//! What is asked: a principal, an action, a resource and the facts around them.

mod action;
mod context;
mod fold;
mod key;
mod named;
mod principal;
mod resource;
mod values;

pub use action::{Action, InvalidAction};
pub use context::{Context, Fact};
pub use key::Key;
pub use named::InvalidPrincipal;
pub(crate) use named::is_service_linked_role;
pub use principal::{Principal, PrincipalType, Session};
pub use resource::{Resource, ResourceKind};
pub use values::Values;
pub(crate) use values::{Present, Value};

/// One request, ready to be decided any number of times.
///
/// Its texts are borrowed where they can be, so that preparing a request copies next to nothing;
/// [`Request::into_owned`] makes one that stands by itself.
///
/// ```
/// use sayso::{Action, Context, Fact, Principal, Request, Resource};
///
/// let principal = Principal::named("arn:aws:iam::123456789012:role/App", "nightly").unwrap();
/// let action = Action::new("s3:GetObject").unwrap();
/// let resource = Resource::of("arn:aws:s3:::reports/q3.csv", &action, &principal);
/// let mut context = Context::new();
/// context.insert("aws:SecureTransport", Fact::Known("true".into()));
/// let request = Request { principal, action, resource, context };
/// assert_eq!(request.resource.account.as_deref(), Some("123456789012"));
/// ```
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: Principal<'a>,
    /// For what.
    pub action: Action<'a>,
    /// On what.
    pub resource: Resource<'a>,
    /// Under which circumstances.
    pub context: Context<'a>,
}

impl Request<'_> {
    /// The request with its own copies of all text.
    ///
    /// ```
    /// use sayso::{Action, Context, Principal, Request, Resource};
    ///
    /// fn read(line: &str) -> Request<'static> {
    ///     let mut words = line.split(' ');
    ///     let principal = Principal::named(words.next().unwrap(), "session").unwrap();
    ///     let action = Action::new(words.next().unwrap()).unwrap();
    ///     let resource = Resource::of("*", &action, &principal);
    ///     Request { principal, action, resource, context: Context::new() }.into_owned()
    /// }
    /// let request = read(&"arn:aws:iam::123456789012:user/ana iam:ListUsers".to_owned());
    /// assert_eq!(request.action.name(), "listusers");
    /// ```
    pub fn into_owned(self) -> Request<'static> {
        Request {
            principal: self.principal.into_owned(),
            action: self.action.into_owned(),
            resource: self.resource.into_owned(),
            context: self.context.into_owned(),
        }
    }

    /// What the request says of a key: the context first, then what follows from the principal (5.1).
    pub(crate) fn value(&self, key: &Key<'_>) -> Value<'_> {
        match self.context.fact(key) {
            Some(Fact::Known(values)) if values.is_empty() => Value::Absent,
            Some(Fact::Known(values)) => Value::Present(Present::Stated(values.as_slice())),
            Some(Fact::Absent) => Value::Absent,
            Some(Fact::Unknown) => Value::Unknown,
            None => match self.principal.derived(key) {
                Some(value) => Value::Present(Present::Derived(value)),
                // What follows from the principal is absent where it does not, whatever is unknown.
                None if self.principal.settles(key) => Value::Absent,
                None => self.context.unlisted(),
            },
        }
    }
}
