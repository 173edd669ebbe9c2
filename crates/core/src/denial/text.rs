//! A message as a denial.

use super::find::Reader;
use super::{Attempt, Denial, Field, Form, infer};
use crate::message::read::Found;

/// Of an action that follows from an operation.
pub(super) const OTHERS: &str = "the action is the operation's own; AWS may have denied another permission that the call \
                                 needs, such as `iam:PassRole`";

impl Reader {
    pub(super) fn of_message(&mut self, found: Found) -> Denial {
        let Found { denied, has_code, service, request_id, line, is_joined } = found;
        let bare = denied.subject.is_none() && denied.encoded.is_some();
        let mut denial = Denial::new(if bare { Form::Encoded } else { Form::Message }, line);
        denial.code = has_code.then(|| denied.code.to_string());
        denial.operation = Field::stated(denied.operation);
        denial.request_id = request_id;
        denial.is_explicit = denied.context.is_explicit();
        denial.reason = denied.context;
        denial.encoded = denied.encoded;
        denial.details = denied.details;
        if is_joined {
            denial.notes.push("a line break within a name was taken out".to_owned());
        }
        let form = match denied.subject {
            None => None,
            Some(subject) => {
                denial.principal = Field::stated(subject.principal);
                denial.action = Field::Stated(subject.action).filter_action();
                subject.resource
            }
        };
        let said = service.as_deref().and_then(|name| infer::service(name, &self.reference));
        let said = said.map(|prefix| (prefix, "the client's words"));
        let by_code = infer::service_of_code(&denied.code, has_code);
        let service = said.or_else(|| by_code.map(|(prefix, from)| (prefix.to_owned(), from)));
        if denial.action == Field::Unknown {
            self.actions(&mut denial, service);
        }
        let action = denial.action.value();
        denial.resource = infer::resource(form.as_ref(), &denial.principal, action, &self.reference);
        infer::resource_account(&mut denial);
        denial
    }

    /// The actions that the operation needs; one alone is the action.
    fn actions(&mut self, denial: &mut Denial, service: Option<(String, &str)>) {
        let Some(operation) = denial.operation.value().map(str::to_owned) else { return };
        // Only S3 says no more than that; for its users an operation that S3 has is S3's.
        let bare = denial.encoded.is_none() && denial.form == Form::Message;
        let guess = || bare.then(|| ("s3".to_owned(), "the wording, which is S3's"));
        let Some((prefix, from)) = service.or_else(guess) else { return };
        let actions = self.needs(&prefix, &operation);
        if let [action] = actions.as_slice() {
            denial.action = Field::inferred(action, format!("the operation, and {from}"));
            denial.notes.push(OTHERS.to_owned());
        } else {
            let attempt = |action: &String| Attempt { action: action.clone(), ..Attempt::default() };
            denial.attempts = actions.iter().map(attempt).collect();
        }
    }
}

impl Field {
    /// What has no service is the name of something, but no action.
    fn filter_action(self) -> Self {
        if self.value().is_some_and(|action| action.contains(':')) { self } else { Self::Unknown }
    }
}
