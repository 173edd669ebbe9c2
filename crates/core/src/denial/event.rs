//! A record of CloudTrail.

use super::find::Reader;
use super::text::OTHERS;
use super::{Attempt, Denial, Field, Form, infer};
use crate::cloudtrail::{Asked, Event};
use crate::message::{DenialContext, Reason, read};

impl Reader {
    /// The denial that an event records; `None` of an event that was not denied.
    pub(super) fn of_event(&mut self, json: &str, line: u32) -> Option<Denial> {
        let event = Event::parse(json).ok()?;
        if event.was_allowed() != Some(false) {
            return None;
        }
        let message = event.error_message().unwrap_or_default();
        let said = read::read(message).into_iter().next().map(|found| self.of_message(found));
        let mut denial = said.unwrap_or_else(|| Denial::new(Form::Event, line));
        (denial.form, denial.line) = (Form::Event, line);
        denial.code = event.error_code().map(str::to_owned);
        denial.operation = Field::Stated(event.name().to_owned());
        denial.request_id = event.request_id().map(str::to_owned).or(denial.request_id);
        if event.error_code() == Some("VpceAccessDenied") && denial.reason == DenialContext::Unsaid {
            denial.reason = DenialContext::VpcEndpoint(Reason::Silent);
            denial
                .notes
                .push("whether the endpoint policy denies or is silent the event does not say".to_owned());
        }
        match event.principal() {
            Ok(caller) => {
                let caller = caller.into_owned();
                denial.principal = Field::Stated(caller.to_string());
                denial.caller = Some(caller);
            }
            Err(why) => denial.notes.push(why.to_owned()),
        }
        self.asked_of(&mut denial, &event);
        infer::resource_account(&mut denial);
        Some(denial)
    }

    /// What the operation needs, with the circumstances that the event tells.
    fn asked_of(&mut self, denial: &mut Denial, event: &Event<'_>) {
        let call = match self.calls.of(event) {
            Ok(call) => call,
            Err(why) => return denial.notes.push(why.to_string()),
        };
        let Ok(asked) = event.requests(&call) else { return };
        let said = denial.action.value().map(str::to_ascii_lowercase);
        let fits = |asked: &&Asked<'_>| {
            let action = asked.request.action.as_str().to_ascii_lowercase();
            said.as_ref().is_none_or(|said| *said == action)
        };
        let Some(first) = asked.iter().find(fits) else { return };
        denial.context = first.request.context.clone().into_owned();
        // The message says which of them it is.
        if said.is_some() && denial.resource != Field::Unknown {
            return listed(denial, event);
        }
        let attempts: Vec<Attempt> = asked.iter().filter(fits).map(attempt).collect();
        if let [Attempt { action, resource, .. }] = attempts.as_slice() {
            if denial.action == Field::Unknown {
                denial.action = Field::inferred(action, "the operation");
                denial.notes.push(OTHERS.to_owned());
            }
            if let Some(arn) = resource.as_ref().filter(|arn| *arn == "*" || !arn.contains('*')) {
                denial.resource = Field::inferred(arn, "the request's parameters");
            }
        }
        denial.attempts = attempts;
        listed(denial, event);
    }
}

/// The resource's account, where the event lists it.
fn listed(denial: &mut Denial, event: &Event<'_>) {
    if let Some(account) = denial.resource.value().and_then(|arn| event.account_listed(arn)) {
        denial.resource_account = Field::Stated(account.to_owned());
    }
}

fn attempt(asked: &Asked<'_>) -> Attempt {
    Attempt {
        action: asked.request.action.as_str().to_owned(),
        resource: Some(asked.request.resource.arn.to_string()),
        account: asked.request.resource.account.as_deref().map(str::to_owned),
    }
}
