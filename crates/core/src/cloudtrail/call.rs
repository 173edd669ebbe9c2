//! What an operation needs, looked up once.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use sayso_catalog::{Operation, Operations, ServiceAction, ServiceReference, event_source_prefix};

use super::Event;
use super::parameters::Parameters;
use super::template::Template;

/// Operations kept at most, far more than AWS has.
const MOST: usize = 50_000;

/// Names in events that are no names of operations.
const OTHER_NAMES: [(&str, &str, &str); 3] = [
    ("s3", "DeleteBucketPublicAccessBlock", "DeletePublicAccessBlock"),
    ("s3", "GetBucketLifecycle", "GetBucketLifecycleConfiguration"),
    ("s3", "PutBucketLifecycle", "PutBucketLifecycleConfiguration"),
];

/// The operations that events name, with what they need, each looked up once.
///
/// ```
/// use sayso::cloudtrail::{Calls, Event, Unresolved};
///
/// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "MakeTea"}"#).unwrap();
/// assert_eq!(Calls::default().of(&event).unwrap_err(), Unresolved::Operation);
/// ```
#[derive(Debug)]
pub struct Calls {
    operations: Operations<'static>,
    reference: ServiceReference<'static>,
    known: HashMap<Box<str>, Result<Arc<Call>, Unresolved>>,
    name: String,
}

/// An operation and what it needs.
///
/// ```
/// # use sayso::cloudtrail::{Calls, Event};
/// let event = Event::parse(r#"{"eventSource": "s3.amazonaws.com", "eventName": "HeadObject"}"#).unwrap();
/// let call = Calls::default().of(&event).unwrap();
/// assert!(call.actions().eq(["s3:GetObject"]));
/// ```
#[derive(Debug)]
pub struct Call {
    /// By each API of the service that has the operation.
    apis: Vec<Vec<Need>>,
}

/// Why an event stands for no request.
///
/// ```
/// use sayso::cloudtrail::Unresolved;
///
/// assert_eq!(Unresolved::Service.to_string(), "the catalogue has no such service");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unresolved {
    /// It is no call: a sign-in, or something that a service did by itself.
    NoCall,
    /// The catalogue does not know the service.
    Service,
    /// The catalogue knows neither an operation nor an action of that name.
    Operation,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoCall => "it is no call of an API",
            Self::Service => "the catalogue has no such service",
            Self::Operation => "the catalogue has no such operation of the service",
        })
    }
}

/// An action of an operation.
#[derive(Debug)]
pub(super) struct Need {
    action: String,
    /// The action on a version of an object.
    on_version: Option<&'static str>,
    pub(super) templates: Vec<Template>,
    /// In the reference; its resource types say what it can be asked for.
    pub(super) entry: Option<ServiceAction<'static>>,
    /// Only if the request names a role.
    passed: bool,
    /// Whether other actions of the operation are for other resources.
    pub(super) one_of_several: bool,
}

#[cfg(feature = "embed")]
impl Default for Calls {
    fn default() -> Self {
        Self::new(Operations::embedded(), ServiceReference::embedded())
    }
}

impl Calls {
    /// Of these operations and services.
    ///
    /// ```
    /// use sayso::cloudtrail::{Calls, Event};
    /// use sayso_catalog::{Operations, ServiceReference};
    ///
    /// let mut calls = Calls::new(Operations::embedded(), ServiceReference::embedded());
    /// let event = Event::parse(r#"{"eventSource": "sns.amazonaws.com", "eventName": "Publish"}"#).unwrap();
    /// assert!(calls.of(&event).is_ok());
    /// ```
    pub fn new(operations: Operations<'static>, reference: ServiceReference<'static>) -> Self {
        Self { operations, reference, known: HashMap::new(), name: String::new() }
    }

    /// What an event's operation needs.
    ///
    /// # Errors
    /// [`Unresolved`] where the event is no call, or the catalogue does not have it.
    ///
    /// ```
    /// # use sayso::cloudtrail::{Calls, Event};
    /// let event =
    ///     Event::parse(r#"{"eventSource": "monitoring.amazonaws.com", "eventName": "PutMetricData"}"#).unwrap();
    /// assert!(Calls::default().of(&event).unwrap().actions().eq(["cloudwatch:PutMetricData"]));
    /// ```
    pub fn of(&mut self, event: &Event<'_>) -> Result<Arc<Call>, Unresolved> {
        if !event.is_call() {
            return Err(Unresolved::NoCall);
        }
        let (source, name) = (event.source(), event.name());
        self.name.clear();
        self.name.extend([source, " ", name]);
        if let Some(known) = self.known.get(self.name.as_str()) {
            return known.clone();
        }
        let found = self.look_up(event_source_prefix(source), name);
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.insert(self.name.as_str().into(), found.clone());
        found
    }

    fn look_up(&self, prefix: &str, name: &str) -> Result<Arc<Call>, Unresolved> {
        let other = OTHER_NAMES.iter().find(|(service, event, _)| *service == prefix && *event == name);
        let name = other.map_or(name, |(_, _, operation)| operation);
        let apis: Vec<Vec<Need>> =
            self.operations.find(prefix, name).map(|operation| self.needs(prefix, &operation)).collect();
        if !apis.is_empty() {
            return Ok(Arc::new(Call { apis }));
        }
        let service = self.reference.service(prefix).ok_or(Unresolved::Service)?;
        let entry = service.action(name).ok_or(Unresolved::Operation)?;
        Ok(Arc::new(Call { apis: vec![vec![Need::named(entry)]] }))
    }

    fn needs(&self, prefix: &str, operation: &Operation<'static>) -> Vec<Need> {
        let actions: Vec<_> = operation.actions().collect();
        // Of other services' actions the map has alternatives (buckets on Outposts) as well.
        let own = |name: &str| name.split(':').next().is_some_and(|of| of.eq_ignore_ascii_case(prefix));
        let some_own = actions.iter().any(|action| own(&action.name()));
        let mut needs = Vec::new();
        for action in actions {
            let name = action.name();
            let passed = name == "iam:PassRole" && prefix != "iam";
            // Tags of a copied object are read and written where it has some.
            let at_times = operation.name() == "CopyObject" && name.ends_with("ObjectTagging");
            if (some_own && !own(&name) && !passed) || at_times {
                continue;
            }
            let templates = action.templates().map(Template::compile).collect();
            let entry = self.reference.action(&name);
            let on_version = on_version(&name);
            needs.push(Need { action: name, on_version, templates, entry, passed, one_of_several: false });
        }
        let several = needs.iter().filter(|need| !need.passed).count() > 1;
        for need in &mut needs {
            need.one_of_several = several || need.passed;
        }
        needs
    }
}

impl Call {
    /// The actions that may be needed.
    ///
    /// ```
    /// # use sayso::cloudtrail::{Calls, Event};
    /// let event = Event::parse(r#"{"eventSource": "kms.amazonaws.com", "eventName": "ReEncrypt"}"#).unwrap();
    /// let call = Calls::default().of(&event).unwrap();
    /// assert!(call.actions().eq(["kms:ReEncryptFrom", "kms:ReEncryptTo"]));
    /// ```
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.apis.iter().flatten().map(|need| need.action.as_str())
    }

    /// What this call needs: by the API whose parameters it has.
    pub(super) fn needs<'c>(&'c self, parameters: &Parameters<'_>) -> impl Iterator<Item = &'c Need> {
        let bound = |api: &&Vec<Need>| api.iter().any(|need| need.is_bound(parameters));
        let several = self.apis.len() > 1;
        let api = several.then(|| self.apis.iter().find(bound)).flatten().or(self.apis.first());
        let needs = api.map_or(&[][..], Vec::as_slice);
        let wanted: Vec<&Need> =
            needs.iter().filter(|need| !need.passed || need.is_bound(parameters)).collect();
        wanted.into_iter()
    }
}

impl Need {
    /// The action of an event that is called like it.
    fn named(entry: ServiceAction<'static>) -> Self {
        let templates = entry.resource_types().flat_map(|it| {
            let name = it.resource_type.name();
            it.resource_type.arn_patterns().map(move |pattern| Template::of_pattern(name, pattern))
        });
        Self {
            action: entry.to_string(),
            on_version: None,
            templates: templates.collect(),
            entry: Some(entry),
            passed: false,
            one_of_several: false,
        }
    }

    fn is_bound(&self, parameters: &Parameters<'_>) -> bool {
        self.templates.iter().any(|template| template.is_bound(parameters))
    }

    /// The action, with these parameters.
    pub(super) fn action<'n>(&'n self, parameters: &Parameters<'_>) -> &'n str {
        let version = || parameters.text("versionId").is_some_and(|version| !version.is_empty());
        self.on_version.filter(|_| version()).unwrap_or(&self.action)
    }

    /// Whether it can be allowed for resources, not only for `*`.
    pub(super) fn takes_resource(&self) -> bool {
        self.entry.is_none_or(|entry| entry.resource_types().next().is_some())
    }
}

/// The action that S3 asks for instead where the request names a version.
fn on_version(action: &str) -> Option<&'static str> {
    Some(match action {
        "s3:GetObject" => "s3:GetObjectVersion",
        "s3:GetObjectAcl" => "s3:GetObjectVersionAcl",
        "s3:GetObjectAttributes" => "s3:GetObjectVersionAttributes",
        "s3:GetObjectTagging" => "s3:GetObjectVersionTagging",
        "s3:GetObjectTorrent" => "s3:GetObjectVersionTorrent",
        "s3:DeleteObject" => "s3:DeleteObjectVersion",
        "s3:DeleteObjectTagging" => "s3:DeleteObjectVersionTagging",
        "s3:PutObjectAcl" => "s3:PutObjectVersionAcl",
        "s3:PutObjectTagging" => "s3:PutObjectVersionTagging",
        _ => return None,
    })
}

/// `Invoke20150331v2` as `Invoke`, `CreateDistribution2020_05_31` as `CreateDistribution`.
pub(super) fn without_version(name: &str) -> &str {
    let is_version = |part: &str| match part.len() {
        8 => part.bytes().all(|byte| byte.is_ascii_digit()) && part.starts_with("20"),
        10 => {
            let plain = part.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'_',
                _ => byte.is_ascii_digit(),
            });
            plain && part.starts_with("20")
        }
        _ => false,
    };
    let digits = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let base = match digits.strip_suffix('v') {
        Some(base) if digits.len() < name.len() => base,
        _ => name,
    };
    for length in [8, 10] {
        if let Some((start, end)) = base.len().checked_sub(length).and_then(|at| base.split_at_checked(at))
            && !start.is_empty()
            && is_version(end)
        {
            return start.strip_suffix('_').unwrap_or(start);
        }
    }
    name
}
