//! The condition context, from flags and files.

use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args, ValueEnum};
use sayso::json::{self, Node, Value};
use sayso::{Context, Diagnostic, Fact, Limits, Principal, Source};

use super::{Failure, text};

#[derive(Debug, Args)]
#[command(next_help_heading = "Context")]
pub(crate) struct ContextFlags {
    /// Condition key and its value, or several joined by commas (\, is a comma)
    #[arg(long, value_name = "KEY=VALUE[,VALUE…]")]
    context: Vec<String>,
    /// JSON file of keys and values, or of the simulator API's context entries
    #[arg(long, value_name = "FILE")]
    context_file: Vec<String>,
    /// Key that the request does not have
    #[arg(long, value_name = "KEY")]
    absent: Vec<String>,
    /// Key of which nothing is known
    #[arg(long, value_name = "KEY")]
    unknown: Vec<String>,
    /// What to take keys for that nothing is said about: absent, or unknown, so that the answer tells
    /// which of them it depends on [default: absent for simulate, depends for whole accounts]
    #[arg(long, value_enum, value_name = "HOW")]
    unknown_context: Option<UnknownContext>,
    /// Time of the request, as in 2026-01-31T12:00:00Z [default: now for simulate]
    #[arg(long, value_name = "TIME")]
    now: Option<DateTime<Utc>>,
    /// aws:MultiFactorAuthPresent
    #[arg(long, value_name = "BOOL")]
    mfa: Option<bool>,
    /// aws:MultiFactorAuthAge, seconds since MFA was used; implies --mfa true
    #[arg(long, value_name = "SECONDS")]
    mfa_age: Option<u64>,
    /// aws:SourceIp
    #[arg(long, value_name = "ADDRESS")]
    source_ip: Option<std::net::IpAddr>,
    /// aws:SourceVpce, the endpoint that the request comes through
    #[arg(long, value_name = "VPCE-ID")]
    vpc_endpoint: Option<String>,
    /// aws:SourceVpc, the endpoint's VPC
    #[arg(long, value_name = "VPC-ID")]
    vpc: Option<String>,
    /// ec2:RoleDelivery, the version of instance metadata that gave the credentials
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u8).range(1..=2))]
    role_delivery: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnknownContext {
    Depends,
    Absent,
}

/// A context and what its author should know.
pub(crate) struct Built {
    pub(crate) context: Context<'static>,
    pub(crate) warnings: Vec<String>,
}

impl ContextFlags {
    pub(crate) fn build(&self, principal: &Principal) -> Result<Built, Failure> {
        let mut built = Built { context: Context::new(), warnings: Vec::new() };
        built.context.set_unlisted_unknown(self.unknown_context == Some(UnknownContext::Depends));
        self.facts(&mut built.context, Some(self.now.unwrap_or_else(Utc::now)));
        self.stated(&mut built, principal)?;
        Ok(built)
    }

    /// Only what the flags say: for whole accounts all else is unknown, or absent where the flags say so.
    pub(crate) fn build_open(&self, principal: &Principal) -> Result<Built, Failure> {
        let mut built = Built { context: Context::new(), warnings: Vec::new() };
        self.facts(&mut built.context, self.now);
        self.stated(&mut built, principal)?;
        Ok(built)
    }

    /// Whether what nobody states is absent.
    pub(crate) fn is_closed(&self) -> bool {
        self.unknown_context == Some(UnknownContext::Absent)
    }

    fn stated(&self, built: &mut Built, principal: &Principal) -> Result<(), Failure> {
        for path in &self.context_file {
            for (key, values) in read_file(path)? {
                built.state(principal, &key, Fact::Known(values.into()));
            }
        }
        for flag in &self.context {
            let (key, values) = flag.split_once('=').filter(|(key, _)| !key.is_empty()).ok_or_else(|| {
                Failure::Message(format!("`--context {flag}` gives no value: write KEY=VALUE"))
            })?;
            built.state(principal, key, Fact::Known(split_values(values).into()));
        }
        let stated = [(&self.absent, Fact::Absent), (&self.unknown, Fact::Unknown)];
        for (keys, fact) in stated {
            for key in keys {
                built.state(principal, key, fact.clone());
            }
        }
        Ok(())
    }

    /// What the shorthand flags and the clock say; anything stated explicitly replaces it.
    fn facts(&self, context: &mut Context<'_>, now: Option<DateTime<Utc>>) {
        let mut known = |key: &'static str, value: Option<String>| {
            if let Some(value) = value {
                context.insert(key, Fact::Known(value.into()));
            }
        };
        known("aws:CurrentTime", now.map(|now| now.to_rfc3339_opts(SecondsFormat::Secs, true)));
        known("aws:EpochTime", now.map(|now| now.timestamp().to_string()));
        let mfa = self.mfa.or(self.mfa_age.map(|_| true));
        known("aws:MultiFactorAuthPresent", mfa.map(|mfa| mfa.to_string()));
        known("aws:MultiFactorAuthAge", self.mfa_age.map(|age| age.to_string()));
        known("aws:SourceIp", self.source_ip.map(|address| address.to_string()));
        known("aws:SourceVpce", self.vpc_endpoint.clone());
        known("aws:SourceVpc", self.vpc.clone());
        known("ec2:RoleDelivery", self.role_delivery.map(|version| format!("{version}.0")));
    }
}

impl Built {
    /// An explicit fact wins over a derived one, with a warning where they differ.
    fn state(&mut self, principal: &Principal, key: &str, fact: Fact<'static>) {
        if let Some(derived) = principal.derived_value(key) {
            let same = matches!(&fact, Fact::Known(values) if values.iter().eq([derived]));
            if !same {
                self.warnings
                    .push(format!("`{key}` as given replaces `{derived}`, which follows from the principal"));
            }
        }
        self.context.insert(key.to_owned(), fact);
    }
}

/// `a,b\,c` is `a` and `b,c`.
fn split_values(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(',')) => {
                characters.next();
                push(&mut values, ',');
            }
            (',', _) => values.push(String::new()),
            _ => push(&mut values, character),
        }
    }
    values
}

fn push(values: &mut [String], character: char) {
    if let Some(value) = values.last_mut() {
        value.push(character);
    }
}

/// `{"KEY": "VALUE" | ["VALUE", …]}`, or the API's `[{"ContextKeyName", "ContextKeyValues"}]`.
fn read_file(path: &str) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let limits = Limits::default();
    let source = text::read(path, limits.bytes)?;
    let node = json::parse(&source, &limits)?;
    let count = match &node.value {
        Value::Object(members) => members.len(),
        Value::Array(entries) => entries.len(),
        _ => 0,
    };
    if count > Context::MOST_KEYS {
        let message = format!("a context has at most {} keys", Context::MOST_KEYS);
        return Err(Diagnostic::error("INVALID_CONTEXT", &source, node.span, message).into());
    }
    match &node.value {
        Value::Object(members) => members
            .iter()
            .map(|member| Ok((member.key.value.to_string(), values(&source, &member.value)?)))
            .collect(),
        Value::Array(entries) => entries.iter().map(|entry| context_entry(&source, entry)).collect(),
        other => {
            let message = format!("a context is an object of keys and values, found {}", other.kind());
            Err(Diagnostic::error("INVALID_CONTEXT", &source, node.span, message).into())
        }
    }
}

fn context_entry(source: &Source, node: &Node<'_>) -> Result<(String, Vec<String>), Failure> {
    let field = |name: &str| match &node.value {
        Value::Object(members) => {
            members.iter().find(|member| member.key.value == name).map(|member| &member.value)
        }
        _ => None,
    };
    match (field("ContextKeyName"), field("ContextKeyValues")) {
        (Some(Node { value: Value::String(name), .. }), Some(list)) => {
            Ok((name.to_string(), values(source, list)?))
        }
        _ => {
            let message = "expected `{\"ContextKeyName\": …, \"ContextKeyValues\": […]}`";
            Err(Diagnostic::error("INVALID_CONTEXT", source, node.span, message).into())
        }
    }
}

fn values(source: &Source, node: &Node<'_>) -> Result<Vec<String>, Failure> {
    match &node.value {
        Value::String(text) | Value::Number(text) => Ok(vec![text.to_string()]),
        Value::Bool(value) => Ok(vec![value.to_string()]),
        Value::Array(items) => {
            let mut all = Vec::new();
            for item in items {
                all.extend(values(source, item)?);
            }
            Ok(all)
        }
        other => {
            let message = format!("a context value is {}, expected a string", other.kind());
            Err(Diagnostic::error("INVALID_CONTEXT", source, node.span, message).into())
        }
    }
}
