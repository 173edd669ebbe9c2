//! A request's value as a policy has to write it to mean that value and nothing else.

use crate::document::Version;

/// Escapes what a pattern would take for more than text; `None` where the policy's version can't.
pub(super) fn escaped(value: &str, wildcards: bool, version: Version) -> Option<String> {
    let variables = version == Version::V2012;
    let mut escaped = String::with_capacity(value.len());
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        let special = match character {
            '*' | '?' => wildcards,
            '$' => variables && characters.peek() == Some(&'{'),
            _ => false,
        };
        match (special, variables) {
            (false, _) => escaped.push(character),
            (true, true) => escaped.extend(["${", character.encode_utf8(&mut [0; 4]), "}"]),
            (true, false) => return None,
        }
    }
    Some(escaped)
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> String {
    // Text always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}

/// Whether an ARN would be completed with wildcards in an identity policy (G27).
pub(super) fn is_incomplete_arn(text: &str) -> bool {
    text.starts_with("arn:") && text.matches(':').count() < 5
}
