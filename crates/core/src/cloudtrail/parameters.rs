//! `requestParameters`: looked into as far as templates ask.
//!
//! Their names are those of the API in other letter cases, but for S3, which names its buckets otherwise, and EC2,
//! which keeps the names of its old query protocol (`InstanceIds` is `instancesSet.items[].instanceId`).

use std::borrow::Cow;
use std::cell::OnceCell;

use serde_json::value::RawValue;

mod json;

use json::Json;

/// Names in events that are not those of the API, by letters and digits.
const OTHER_NAMES: [(&str, &str); 8] = [
    ("bucket", "bucketname"),
    ("copysource", "xamzcopysource"),
    ("key", "objectkey"),
    ("secretid", "secretarn"),
    ("functionname", "function"),
    ("filesystemid", "resourceid"),
    ("groupid", "securitygroupid"),
    ("taskdefinition", "taskdefinitionarn"),
];

/// How many values a parameter may have: more make no more of an answer.
const MOST: usize = 1_000;

/// The parameters, read when they are first asked for.
pub(super) struct Parameters<'a> {
    raw: Option<&'a RawValue>,
    read: OnceCell<Json<'a>>,
}

impl<'a> Parameters<'a> {
    pub(super) fn of(raw: Option<&'a RawValue>) -> Self {
        Self { raw, read: OnceCell::new() }
    }

    /// Whether the event says with which parameters the call was made.
    pub(super) fn given(&self) -> bool {
        self.raw.is_some()
    }

    fn root(&self) -> &Json<'a> {
        self.read.get_or_init(|| {
            let read = self.raw.and_then(|raw| serde_json::from_str(raw.get()).ok());
            let root = read.unwrap_or(Json::Other);
            // EC2's newer operations: all within `NameOfTheOperationRequest`.
            match root {
                Json::Object(mut members)
                    if members.len() == 1
                        && members.first().is_some_and(|(name, _)| name.ends_with("Request")) =>
                {
                    members.pop().map_or(Json::Other, |(_, inner)| inner)
                }
                root => root,
            }
        })
    }

    /// The value of a parameter at the top, by its name in any case.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values(name).into_iter().next()
    }

    /// The values that a path leads to: `Name`, `List[]`, `List[].Name`, `Structure.Name`.
    pub(super) fn values(&self, path: &str) -> Vec<&str> {
        let mut at = vec![self.root()];
        let mut last = "";
        for step in path.split('.') {
            last = step.strip_suffix("[]").unwrap_or(step);
            at = at.into_iter().flat_map(|json| json.member(last)).flat_map(Json::items).take(MOST).collect();
        }
        at.into_iter().filter_map(|json| json.leaf(last)).take(MOST).collect()
    }
}

/// The letters and digits of a name, in lower case.
fn letters(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return name.into();
    }
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

/// Whether a name in an event stands for a parameter.
fn is_named(own: &str, wanted: &str) -> bool {
    let (own, wanted) = (letters(own), letters(wanted));
    own == wanted || OTHER_NAMES.iter().any(|(api, event)| *api == wanted && *event == own)
}
