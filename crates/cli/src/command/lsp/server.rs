//! What is answered to which message.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{self, Asked};
use super::message::{Incoming, Outgoing, Refusal};
use super::params::{AtPlace, DidChange, DidClose, DidOpen, InRange, Item};
use super::position::Unit;
use super::text::Text;
use super::{diagnostics, uri, writing};

/// Bytes of settings that are read to add to them.
const MOST_SETTINGS: usize = 1_000_000;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    #[default]
    New,
    Running,
    ShutDown,
}

/// What is known of the editor, and the texts that it has open, by their addresses.
#[derive(Debug, Default)]
pub(super) struct Server {
    phase: Phase,
    is_over: bool,
    unit: Unit,
    with_related: bool,
    with_snippets: bool,
    texts: BTreeMap<String, Text>,
}

impl Server {
    /// Whether the editor has said `exit`.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether it has said `shutdown`, as it should before.
    pub(super) fn was_shut_down(&self) -> bool {
        self.phase == Phase::ShutDown
    }

    /// Takes in a message, and gives what is to be sent.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<Outgoing> {
        let value: Value = match serde_json::from_slice(bytes) {
            Ok(value) => value,
            Err(error) => return vec![Outgoing::fault(&format!("a message is not JSON: {error}"))],
        };
        let Ok(message) = serde_json::from_value::<Incoming>(value) else {
            let refusal = Refusal::bad_request("a message must be an object with a `method`");
            return vec![Outgoing::answer(&Value::Null, Err(refusal))];
        };
        match (message.method, message.id) {
            (Some(method), Some(id)) => vec![Outgoing::answer(&id, self.request(&method, message.params))],
            (Some(method), None) => self.notification(&method, message.params).into_iter().collect(),
            // An answer, though nothing is ever asked.
            (None, _) => Vec::new(),
        }
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        match (method, self.phase) {
            ("initialize", Phase::New) => Ok(self.initialize(&params)),
            ("initialize", _) => Err(Refusal::bad_request("`initialize` was sent before")),
            (_, Phase::New) => Err(Refusal::not_initialized()),
            (_, Phase::ShutDown) => Err(Refusal::bad_request("only `exit` can follow `shutdown`")),
            ("shutdown", _) => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            ("textDocument/hover", _) => {
                let (text, offset) = self.at(params)?;
                Ok(writing::hover(text, offset, self.unit))
            }
            ("textDocument/completion", _) => {
                let (text, offset) = self.at(params)?;
                Ok(writing::complete(text, offset, self.unit, self.with_snippets))
            }
            ("textDocument/codeAction", _) => self.actions(params),
            _ => Err(Refusal::no_method(method)),
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.phase = Phase::Running;
        let has = |pointer: &str| params.pointer(pointer).and_then(Value::as_bool).unwrap_or_default();
        let encodings = params.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let takes_bytes = encodings.is_some_and(|names| names.iter().any(|name| name == "utf-8"));
        self.unit = if takes_bytes { Unit::Utf8 } else { Unit::Utf16 };
        self.with_related = has("/capabilities/textDocument/publishDiagnostics/relatedInformation");
        self.with_snippets = has("/capabilities/textDocument/completion/completionItem/snippetSupport");
        json!({
            "capabilities": {
                "positionEncoding": if takes_bytes { "utf-8" } else { "utf-16" },
                "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
                "hoverProvider": true,
                "completionProvider": {"triggerCharacters": ["\"", ":", "*", "/"]},
                "codeActionProvider": {"codeActionKinds": [actions::KIND]},
            },
            "serverInfo": {"name": "sayso", "version": env!("CARGO_PKG_VERSION")},
        })
    }

    fn notification(&mut self, method: &str, params: Value) -> Option<Outgoing> {
        if method == "exit" {
            self.is_over = true;
        }
        if self.phase != Phase::Running {
            return None;
        }
        // To what is wrong in a notification, there is no answer.
        match method {
            "textDocument/didOpen" => {
                let Item { uri, language_id, version, text } = read::<DidOpen>(params).ok()?.text_document;
                let path = uri::to_path(&uri, &language_id);
                self.texts.insert(uri, Text::new(path, version, text));
            }
            "textDocument/didChange" => {
                let change: DidChange = read(params).ok()?;
                let text = self.texts.get_mut(&change.text_document.uri)?;
                text.version = change.text_document.version;
                change.content_changes.iter().for_each(|change| text.change(change, self.unit));
            }
            "textDocument/didClose" => {
                let uri = read::<DidClose>(params).ok()?.text_document.uri;
                self.texts.remove(&uri)?;
                return Some(published(&uri, None, &[]));
            }
            // The settings may have changed.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.texts.values_mut().for_each(Text::forget);
            }
            _ => {}
        }
        None
    }

    /// What is wrong with the next text about which that has not been told since its last change.
    pub(super) fn publish(&mut self) -> Option<Outgoing> {
        let (uri, text) = self.texts.iter_mut().find(|(_, text)| !text.is_told)?;
        text.check();
        text.is_told = true;
        let found = diagnostics::all(uri, text, self.unit, self.with_related);
        Some(published(uri, text.version, &found))
    }

    fn actions(&mut self, params: Value) -> Result<Value, Refusal> {
        let asked: InRange = read(params)?;
        let is_of = |kind: &String| actions::KIND == kind || kind.is_empty();
        if asked.context.only.is_some_and(|kinds| !kinds.iter().any(is_of)) {
            return Ok(json!([]));
        }
        let uri = asked.text_document.uri;
        self.texts.get_mut(&uri).ok_or_else(|| not_open(&uri))?.check();
        let text = self.texts.get(&uri).ok_or_else(|| not_open(&uri))?;
        let asked = Asked { uri: &uri, text, range: asked.range, unit: self.unit };
        Ok(Value::Array(actions::all(&asked, &|path| self.settings(path))))
    }

    /// The text of a file of settings, as the editor has it, or else as it is saved.
    fn settings(&self, path: &Path) -> Option<String> {
        let open = self.texts.values().find(|text| text.is_at(path)).map(|text| text.text().to_owned());
        let saved = || crate::input::text::read(path.to_str()?, MOST_SETTINGS).ok();
        open.or_else(|| saved().map(|source| source.text().to_owned()))
    }

    fn at(&self, params: Value) -> Result<(&Text, usize), Refusal> {
        let AtPlace { text_document, position } = read(params)?;
        let text = self.texts.get(&text_document.uri).ok_or_else(|| not_open(&text_document.uri))?;
        Ok((text, text.offset(position, self.unit)))
    }
}

fn published(uri: &str, version: Option<i64>, diagnostics: &[Value]) -> Outgoing {
    let mut params = json!({"uri": uri, "diagnostics": diagnostics});
    if let (Some(version), Some(members)) = (version, params.as_object_mut()) {
        members.insert("version".to_owned(), version.into());
    }
    Outgoing::notification("textDocument/publishDiagnostics", params)
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::bad_params(error.to_string()))
}

fn not_open(uri: &str) -> Refusal {
    let shown: String = uri.chars().take(200).filter(|it| !it.is_control()).collect();
    Refusal::bad_params(format!("`{shown}` is not open"))
}
