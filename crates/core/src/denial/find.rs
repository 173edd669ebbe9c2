//! What a text holds: one of AWS's documents, events, or messages with a log around them.

use std::fmt;

use sayso_catalog::{Operations, ServiceReference};
use serde_json::Value;

use super::{Denial, Form, MOST_BYTES, decoded, details};
use crate::cloudtrail::{Calls, Event};
use crate::message::read;

/// JSON within strings within JSON is looked into this deep.
const DEPTH: usize = 4;
/// Places in a log where a document is looked for.
const MOST_PLACES: usize = 64;
/// Shorter than any encoded message.
const SHORTEST_BLOB: usize = 60;

/// Why a text tells of no denial.
///
/// ```
/// let error = sayso::denial::read("all is well").unwrap_err();
/// assert!(error.to_string().starts_with("no denial was found"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Reads denials, with what is known of services and their operations.
///
/// ```
/// use sayso::cloudtrail::Calls;
/// use sayso::denial::Reader;
/// use sayso_catalog::{Operations, ServiceReference};
///
/// let mut reader = Reader::new(Operations::embedded(), ServiceReference::embedded());
/// let text = "An error occurred (403) when calling the HeadObject operation: Forbidden";
/// assert_eq!(reader.read(text).unwrap()[0].action.value(), Some("s3:GetObject"));
/// ```
#[derive(Debug)]
pub struct Reader {
    pub(super) calls: Calls,
    pub(super) reference: ServiceReference<'static>,
}

/// The denials that a text tells of, each once; see [`Reader::read`].
///
/// # Errors
/// [`Unreadable`], with what the text is instead as far as that can be seen.
///
/// ```
/// let text = "Access Denied\n\nAccess Denied\n";
/// let denials = sayso::denial::read(text).unwrap();
/// assert_eq!((denials.len(), denials[0].times), (1, 2));
/// ```
#[cfg(feature = "embed")]
pub fn read(text: &str) -> Result<Vec<Denial>, Unreadable> {
    Reader::new(Operations::embedded(), ServiceReference::embedded()).read(text)
}

/// What was found of one text.
#[derive(Default)]
struct Finds {
    denials: Vec<Denial>,
    /// Events and documents of calls that were not denied.
    others: usize,
}

impl Reader {
    /// Of these operations and services.
    ///
    /// ```
    /// use sayso::denial::Reader;
    /// use sayso_catalog::{Operations, ServiceReference};
    ///
    /// let mut reader = Reader::new(Operations::embedded(), ServiceReference::embedded());
    /// assert!(reader.read("").is_err());
    /// ```
    pub fn new(operations: Operations<'static>, reference: ServiceReference<'static>) -> Self {
        Self { calls: Calls::new(operations, reference), reference }
    }

    /// The denials that a text tells of, in its order and each once: messages of any client with a log around them,
    /// the output of `aws sts decode-authorization-message`, events of CloudTrail, details of `iam-toolbox`.
    ///
    /// # Errors
    /// [`Unreadable`] of a text with none, or one that is longer than [`MOST_BYTES`].
    ///
    /// ```
    /// # use sayso::denial::Reader;
    /// # use sayso_catalog::{Operations, ServiceReference};
    /// let mut reader = Reader::new(Operations::embedded(), ServiceReference::embedded());
    /// let error = reader.read(r#"{"allowed": false, "#).unwrap_err();
    /// assert!(error.to_string().contains("JSON breaks off"), "{error}");
    /// ```
    pub fn read(&mut self, text: &str) -> Result<Vec<Denial>, Unreadable> {
        if text.len() > MOST_BYTES {
            return Err(Unreadable(format!("the text is longer than {MOST_BYTES} bytes")));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut finds = Finds::default();
        self.text(text, DEPTH, &mut finds);
        if finds.denials.is_empty() {
            return Err(nothing(text, finds.others));
        }
        Ok(united(finds.denials))
    }

    /// The actions that an operation of a service needs.
    pub(super) fn needs(&mut self, prefix: &str, operation: &str) -> Vec<String> {
        let event =
            serde_json::json!({"eventSource": format!("{prefix}.amazonaws.com"), "eventName": operation});
        let event = event.to_string();
        let call = Event::parse(&event).ok().and_then(|event| self.calls.of(&event).ok());
        call.map(|call| call.actions().map(str::to_owned).collect()).unwrap_or_default()
    }

    fn text(&mut self, text: &str, depth: usize, finds: &mut Finds) {
        let (mut rest, mut copied, mut line) = (String::with_capacity(text.len()), 0, 1);
        for (start, end, document) in documents(text) {
            let before = text.get(copied..start).unwrap_or_default();
            line += lines_of(before);
            rest.push_str(before);
            let own = text.get(start..end).unwrap_or_default();
            if self.document(&document, line, depth, finds) {
                // Its strings are not read again as messages; lines keep their numbers.
                rest.extend(own.chars().map(blank));
            } else {
                rest.push_str(own);
            }
            line += lines_of(own);
            copied = end;
        }
        rest.push_str(text.get(copied..).unwrap_or_default());
        let messages = read::read(&rest);
        if messages.is_empty() && finds.denials.is_empty() {
            finds.denials.extend(blob(text));
        }
        for found in messages {
            let denial = self.of_message(found);
            finds.denials.push(denial);
        }
        finds.denials.sort_by_key(|denial| denial.line);
    }

    /// Whether a JSON value is a document of AWS's.
    fn document(&mut self, value: &Value, line: u32, depth: usize, finds: &mut Finds) -> bool {
        let Some(deeper) = depth.checked_sub(1) else { return false };
        match value {
            Value::String(text) if text.trim_start().starts_with(['{', '"', '[']) => {
                serde_json::from_str(text).is_ok_and(|inner| self.document(&inner, line, deeper, finds))
            }
            Value::Array(all) => {
                let own: Vec<bool> = all.iter().map(|one| self.document(one, line, deeper, finds)).collect();
                own.contains(&true)
            }
            Value::Object(members) => {
                const WITHIN: [&str; 5] =
                    ["DecodedMessage", "Records", "Events", "CloudTrailEvent", "detail"];
                if let Some(inner) = WITHIN.iter().find_map(|name| members.get(*name)) {
                    return self.document(inner, line, depth, finds);
                }
                self.own(value, line, finds)
            }
            _ => false,
        }
    }

    fn own(&mut self, value: &Value, line: u32, finds: &mut Finds) -> bool {
        let found: Vec<Denial> = if decoded::is_one(value) {
            decoded::read(value, line).into_iter().collect()
        } else if details::is_one(value) {
            details::read(value, line)
        } else if value.get("eventName").is_some() && value.get("eventSource").is_some() {
            self.of_event(&value.to_string(), line).into_iter().collect()
        } else {
            return false;
        };
        finds.others += usize::from(found.is_empty());
        let room = read::MOST.saturating_sub(finds.denials.len());
        finds.denials.extend(found.into_iter().take(room));
        true
    }
}

fn blank(character: char) -> char {
    if character == '\n' { '\n' } else { ' ' }
}

fn lines_of(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// The JSON values of a text that begin a line: all of it, one in each line, or some in a log.
fn documents(text: &str) -> Vec<(usize, usize, Value)> {
    let mut found = Vec::new();
    let (mut at, mut failed) = (0, 0);
    while let Some(start) = next_document(text, at)
        && failed < MOST_PLACES
    {
        let rest = text.get(start..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let end = start + values.byte_offset();
                found.push((start, end, value));
                at = end;
            }
            _ => (at, failed) = (start + 1, failed + 1),
        }
    }
    found
}

/// Where a line, or what follows a document, begins as JSON does.
fn next_document(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let before = text.get(..start)?.trim_end_matches([' ', '\t', ',']);
        let is_first = before.is_empty() || before.ends_with(['\n', '}', '"']);
        if is_first && begins_json(text.get(start..)?) {
            return Some(start);
        }
        at = start + text.get(start..)?.find('\n')? + 1;
    }
}

/// Unlike `[INFO]` or `{name}`.
fn begins_json(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    let next = characters.find(|it| !it.is_whitespace());
    match first {
        Some('{') => matches!(next, Some('"' | '}') | None),
        Some('[') => matches!(next, Some('{' | '[' | '"') | None),
        Some('"') => matches!(next, Some('{' | '[' | '"' | '\\')),
        _ => false,
    }
}

/// An encoded message without the words before it.
fn blob(text: &str) -> Option<Denial> {
    let dense: String = text.split_whitespace().collect();
    let own = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'=');
    let is_one = dense.len() >= SHORTEST_BLOB && dense.bytes().all(own) && text.trim().lines().count() <= 200;
    let varied = dense.bytes().any(|byte| byte.is_ascii_lowercase())
        && dense.bytes().any(|byte| byte.is_ascii_uppercase())
        && dense.bytes().any(|byte| byte.is_ascii_digit());
    (is_one && varied).then(|| {
        let mut denial = Denial::new(Form::Encoded, 1);
        denial.notes.push("by its looks it is an encoded message; nothing says so".to_owned());
        denial.encoded = Some(dense);
        denial
    })
}

/// Each once, with how often it is told.
fn united(denials: Vec<Denial>) -> Vec<Denial> {
    let mut united: Vec<Denial> = Vec::new();
    for denial in denials {
        match united.iter_mut().find(|own| own.is_like(&denial)) {
            Some(own) => own.times += 1,
            None => united.push(denial),
        }
    }
    united
}

fn nothing(text: &str, others: usize) -> Unreadable {
    let start = text.trim_start();
    let json =
        start.starts_with(['{', '[']).then(|| serde_json::from_str::<serde::de::IgnoredAny>(text).err());
    let place = |error: &serde_json::Error| format!("{}:{}", error.line(), error.column());
    Unreadable(match json.flatten() {
        Some(error) if error.is_eof() => {
            format!("no denial was found: the JSON breaks off at {}", place(&error))
        }
        Some(error) => format!("no denial was found: the JSON is at fault at {}", place(&error)),
        None if others > 0 => format!("no denial was found: {others} calls are told of, none of them denied"),
        None if start.is_empty() => "no denial was found: the text is empty".to_owned(),
        None => "no denial was found: expected an error message of AWS's, a decoded authorization message, an event \
                 of CloudTrail or authorization details"
            .to_owned(),
    })
}
