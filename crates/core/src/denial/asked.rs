//! The requests that were denied.

use std::borrow::Cow;

use super::Denial;
use crate::request::{Action, Principal, Request, Resource};

/// What one action of an operation asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Attempt {
    pub(crate) action: String,
    /// `None` where the text does not tell.
    pub(crate) resource: Option<String>,
    pub(crate) account: Option<String>,
}

/// A request that may be the one denied.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) request: Request<'static>,
    /// Whether the resource is not known: its ARN is a pattern then.
    pub(crate) open: bool,
}

impl Denial {
    /// The requests that the denial can be about, each with whether its resource is unknown. One is all there is
    /// where the action is known; else there is one for each action of the operation.
    ///
    /// # Errors
    /// What is not known and is needed, in words.
    ///
    /// ```
    /// let denial = sayso::denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
    ///     sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:444455556666:orders").unwrap().remove(0);
    /// let (request, open) = denial.requests().unwrap().remove(0);
    /// assert_eq!((request.resource.account.as_deref(), open), (Some("444455556666"), false));
    /// ```
    pub fn requests(&self) -> Result<Vec<(Request<'static>, bool)>, String> {
        let asked = self.asked()?;
        Ok(asked.into_iter().map(|asked| (asked.request, asked.open)).collect())
    }

    pub(crate) fn asked(&self) -> Result<Vec<Asked>, String> {
        let principal = self.caller()?;
        let whole = self.action.value().map(|action| Attempt {
            action: action.to_owned(),
            resource: self.resource.value().map(str::to_owned),
            account: None,
        });
        let attempts = whole.map_or_else(|| self.attempts.clone(), |whole| vec![whole]);
        if attempts.is_empty() {
            return Err("the action is not known".to_owned());
        }
        attempts.iter().map(|attempt| self.request(attempt, &principal)).collect()
    }

    fn caller(&self) -> Result<Principal<'static>, String> {
        let name = self.principal.value().ok_or("the caller is not known")?;
        match &self.caller {
            Some(caller) if caller.to_string() == name => Ok(caller.clone()),
            _ => {
                let principal = Principal::named(name, "session").map_err(|error| error.to_string())?;
                Ok(principal.into_owned())
            }
        }
    }

    fn request(&self, attempt: &Attempt, principal: &Principal<'static>) -> Result<Asked, String> {
        let action = Action::new(attempt.action.clone()).map_err(|error| error.to_string())?;
        let known = self.resource.value().or(attempt.resource.as_deref());
        let arn = known.unwrap_or("*").to_owned();
        let named = Resource::of(&arn, &action, principal);
        let (kind, own) = (named.kind, named.account.as_deref().map(str::to_owned));
        let said = self.resource_account.value().map(str::to_owned);
        let account = said.or_else(|| attempt.account.clone()).or(own).map(Cow::Owned);
        let open =
            known.is_none() || attempt.resource.as_deref().is_some_and(|own| own.contains('*') && own != "*");
        let resource = Resource { kind, ..Resource::new(arn.clone(), account) };
        let request =
            Request { principal: principal.clone(), action, resource, context: self.context.clone() };
        Ok(Asked { request, open })
    }
}
