//! What comes with requests and notifications, as far as it is needed.

use serde::Deserialize;

use super::position::{Position, Range};
use super::text::Change;

/// A text, by its address.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) uri: String,
}

/// A question about a place.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPlace {
    pub(super) text_document: Named,
    pub(super) position: Position,
}

/// A question about what is around a place.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InRange {
    pub(super) text_document: Named,
    pub(super) range: Range,
    #[serde(default)]
    pub(super) context: Context,
}

/// What kinds of actions are wanted; all without any.
#[derive(Deserialize, Default)]
pub(super) struct Context {
    pub(super) only: Option<Vec<String>>,
}

/// A text is open.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidOpen {
    pub(super) text_document: Item,
}

/// A text, and what the editor knows of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) language_id: String,
    pub(super) version: Option<i64>,
    pub(super) text: String,
}

/// A text has changed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChange {
    pub(super) text_document: Versioned,
    pub(super) content_changes: Vec<Change>,
}

/// A text, by its address and version.
#[derive(Deserialize)]
pub(super) struct Versioned {
    pub(super) uri: String,
    pub(super) version: Option<i64>,
}

/// A text is no longer open.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidClose {
    pub(super) text_document: Named,
}
