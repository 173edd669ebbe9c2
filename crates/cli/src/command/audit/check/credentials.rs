//! Passwords, keys and MFA, as the credential report tells.

use sayso::account::Place;

use super::Scope;
use crate::command::audit::code::{self, Code};
use crate::command::audit::finding::Finding;
use crate::input::credential_report::{AccessKey, Credentials, Last};

pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    for user in scope.credentials {
        if user.is_root() {
            root(scope, user, found);
        } else {
            password(scope, user, found);
        }
        for key in &user.keys {
            access_key(scope, user, key, found);
        }
        if user.has_certificate == Some(true) {
            let message = format!("{} has an active signing certificate", name(user));
            found.push(finding(&code::SIGNING_CERTIFICATE, user, message));
        }
    }
}

fn root(scope: &Scope<'_>, user: &Credentials, found: &mut Vec<Finding>) {
    if user.has_mfa == Some(false) {
        found.push(finding(&code::ROOT_WITHOUT_MFA, user, "the root user has no MFA".to_owned()));
    }
    if let Last::At(time) = user.password_used
        && scope.long_ago(time).is_none()
    {
        let days = (scope.now - time).num_days();
        found.push(finding(&code::ROOT_USED, user, format!("the root user signed in {days} days ago")));
    }
}

fn password(scope: &Scope<'_>, user: &Credentials, found: &mut Vec<Finding>) {
    if user.has_password != Some(true) {
        return;
    }
    if user.has_mfa == Some(false) {
        let message = format!("{} has a password and no MFA", name(user));
        found.push(finding(&code::USER_WITHOUT_MFA, user, message));
    }
    let message = match user.password_used {
        Last::At(time) => scope.long_ago(time).map(|days| format!("was used last {days} days ago")),
        Last::Never => {
            let since =
                if let Last::At(changed) = user.password_changed { Some(changed) } else { user.created };
            let days = since.and_then(|time| scope.long_ago(time));
            days.map(|days| format!("was never used in the {days} days that it exists"))
        }
        Last::Unknown => None,
    };
    if let Some(message) = message {
        let message = format!("the password of {} {message}", name(user));
        found.push(finding(&code::UNUSED_PASSWORD, user, message));
    }
}

fn access_key(scope: &Scope<'_>, user: &Credentials, key: &AccessKey, found: &mut Vec<Finding>) {
    let number = key.number.to_string();
    let mut add = |kind, message: String| {
        let message = format!("access key {number} of {} {message}", name(user));
        found.push(finding(kind, user, message).key(number.clone()));
    };
    if user.is_root() {
        add(&code::ROOT_ACCESS_KEY, "is active".to_owned());
    }
    let made = if let Last::At(rotated) = key.rotated { Some(rotated) } else { user.created };
    let age = made.and_then(|time| scope.long_ago(time));
    if let Some(days) = age {
        add(&code::OLD_ACCESS_KEY, format!("has not been rotated for {days} days"));
    }
    let of = key.service.as_ref().map(|service| format!(", for {service}")).unwrap_or_default();
    match key.used {
        Last::At(time) => {
            if let Some(days) = scope.long_ago(time) {
                add(&code::UNUSED_ACCESS_KEY, format!("was used last {days} days ago{of}"));
            }
        }
        Last::Never if age.is_some() => add(&code::UNUSED_ACCESS_KEY, "was never used".to_owned()),
        Last::Never | Last::Unknown => {}
    }
}

fn name(user: &Credentials) -> String {
    if user.is_root() { "the root user".to_owned() } else { format!("user/{}", user.name) }
}

fn finding(kind: &'static Code, user: &Credentials, message: String) -> Finding {
    let place = Place { source: user.source.clone(), span: user.span };
    Finding::new(kind, &user.arn, message, place)
}
