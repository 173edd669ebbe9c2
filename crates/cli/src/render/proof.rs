//! Answers about all requests.

use std::fmt::Write as _;

use sayso::harmless::one_line;
use sayso::prove::Verdict;
use sayso::{Fact, PolicyType, PrincipalType, Request};
use serde_json::{Map, Value, json};

use crate::command::prove::Company;

/// A verdict with the sentences for it.
pub(crate) struct Answer {
    pub(crate) question: &'static str,
    pub(crate) holds: String,
    pub(crate) fails: String,
    /// The document that `sayso simulate` is to be given, with its company.
    pub(crate) used: Option<Company>,
    pub(crate) verdict: Verdict,
}

impl Answer {
    fn word(&self) -> &'static str {
        match self.verdict {
            Verdict::Holds => "holds",
            Verdict::Fails(_) => "fails",
            Verdict::Unknown(_) => "unknown",
        }
    }

    fn sentence(&self) -> String {
        one_line(&match &self.verdict {
            Verdict::Holds => self.holds.clone(),
            Verdict::Fails(_) => self.fails.clone(),
            Verdict::Unknown(why) => format!("neither proven nor disproven: {why}"),
        })
        .into_owned()
    }
}

pub(crate) fn text(answer: &Answer) -> String {
    let mut text = format!("{}: {}", answer.word(), answer.sentence());
    if let Verdict::Fails(request) = &answer.verdict {
        for (name, value) in rows(request) {
            _ = write!(text, "\n  {name:<12}{}", one_line(&value));
        }
        if let Some(command) = answer.used.as_ref().and_then(|company| command(company, request)) {
            _ = write!(text, "\n\nTo see why:\n\n{command}");
        }
    }
    text
}

pub(crate) fn markdown(answer: &Answer) -> String {
    let mut text = format!("**{}** {}", answer.word(), answer.sentence());
    if let Verdict::Fails(request) = &answer.verdict {
        text.push_str("\n\n| | |\n|---|---|");
        for (name, value) in rows(request) {
            _ = write!(text, "\n| {name} | `{}` |", one_line(&value).replace('|', "\\|"));
        }
        if let Some(command) = answer.used.as_ref().and_then(|company| command(company, request)) {
            _ = write!(text, "\n\n```sh\n{command}\n```");
        }
    }
    text
}

pub(crate) fn json(answer: &Answer) -> String {
    let (question, word) = (&answer.question, answer.word());
    let report = match &answer.verdict {
        Verdict::Holds => json!({"question": question, "answer": word}),
        Verdict::Fails(request) => {
            json!({"question": question, "answer": word, "witness": witness(request)})
        }
        Verdict::Unknown(why) => {
            let (reason, place) = (why.reason.to_string(), why.place.as_str());
            json!({"question": question, "answer": word, "reason": reason, "place": place})
        }
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

/// A request as JSON: who, what, on what, and the keys stated, `null` those that are absent.
pub(crate) fn witness(request: &Request<'_>) -> Value {
    let facts = request.context.iter().map(|(key, fact)| {
        let values = match fact {
            Fact::Known(values) => json!(values.as_slice()),
            Fact::Absent | Fact::Unknown => Value::Null,
        };
        (key.as_str().to_owned(), values)
    });
    json!({
        "principal": request.principal.to_string(),
        "action": request.action.as_str(),
        "resource": request.resource.arn,
        "resourceAccount": request.resource.account,
        "context": facts.collect::<Map<String, Value>>(),
    })
}

/// The lines of a request.
pub(crate) fn rows(request: &Request<'_>) -> Vec<(&'static str, String)> {
    let mut rows = vec![
        ("principal", request.principal.to_string()),
        ("action", request.action.as_str().to_owned()),
        ("resource", request.resource.arn.to_string()),
    ];
    if request.resource.account != request.principal.account {
        rows.push(("owner", request.resource.account.as_deref().unwrap_or("nobody").to_owned()));
    }
    for (at, (key, fact)) in request.context.iter().enumerate() {
        let name = if at == 0 { "context" } else { "" };
        rows.push((
            name,
            match fact {
                Fact::Known(values) => {
                    format!("{key} = {}", values.iter().collect::<Vec<_>>().join(", "))
                }
                Fact::Absent | Fact::Unknown => format!("{key} is absent"),
            },
        ));
    }
    rows
}

/// The command that decides the request; `None` where its policies are no files alone.
pub(crate) fn command(company: &Company, request: &Request<'_>) -> Option<String> {
    if !company.is_alone {
        return None;
    }
    let flag = match company.policy_type {
        PolicyType::Identity => "--policy",
        PolicyType::Resource | PolicyType::RoleTrust | PolicyType::KmsKey => "--resource-policy",
        PolicyType::PermissionsBoundary => "--boundary",
        PolicyType::Session => "--session-policy",
        PolicyType::ServiceControl => "--scp",
        PolicyType::ResourceControl => "--rcp",
        PolicyType::VpcEndpoint => "--vpce-policy",
    };
    let mut lines = vec![format!("sayso simulate {flag} {}", quoted(&company.name))];
    if company.policy_type != PolicyType::Identity {
        lines.push("--managed AdministratorAccess".to_owned());
    }
    let principal = &request.principal;
    lines.push(format!("--principal {}", quoted(&principal.to_string())));
    match &principal.kind {
        PrincipalType::RoleSession { role_arn, .. } => lines.push(format!("--role-arn {}", quoted(role_arn))),
        PrincipalType::FederatedUser { user_arn } => lines.push(format!("--user-arn {}", quoted(user_arn))),
        _ => {}
    }
    let (action, resource) = (request.action.as_str(), &request.resource.arn);
    lines.push(format!("--action {} --resource {}", quoted(action), quoted(resource)));
    if let Some(owner) = &request.resource.account {
        lines.push(format!("--resource-account {}", quoted(owner)));
    }
    for (key, fact) in request.context.iter() {
        lines.push(match fact {
            Fact::Known(values) => {
                let values: Vec<String> = values.iter().map(|value| value.replace(',', "\\,")).collect();
                format!("--context {}", quoted(&format!("{key}={}", values.join(","))))
            }
            Fact::Absent | Fact::Unknown => format!("--absent {}", quoted(key.as_str())),
        });
    }
    Some(lines.join(" \\\n    "))
}

/// For a shell.
fn quoted(text: &str) -> String {
    let text = one_line(text);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@,+".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}
