//! Events within something: `lookup-events` has them as strings, `EventBridge` as `detail`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Wrapped<'a> {
    #[serde(rename = "CloudTrailEvent", borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    detail: Option<&'a RawValue>,
}

/// Hands the event on, taken out of what it is in.
pub(super) fn unwrap(text: &str, each: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), String> {
    // The names of the wrappers are looked for only in what can have them.
    let may_be = text.contains("\"CloudTrailEvent\"") || text.contains("\"detail-type\"");
    let wrapped = may_be.then(|| serde_json::from_str::<Wrapped<'_>>(text).ok()).flatten();
    match wrapped {
        Some(Wrapped { text: Some(event), .. }) => each(&event),
        Some(Wrapped { detail: Some(event), .. }) => each(event.get()),
        _ => each(text),
    }
}
