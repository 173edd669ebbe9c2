//! Messages of JSON-RPC.

use serde::Deserialize;
use serde_json::{Value, json};

/// A request if it has a number or name to be answered under, else a notification; a response has no method.
#[derive(Debug, Deserialize)]
pub(super) struct Incoming {
    pub(super) id: Option<Value>,
    pub(super) method: Option<String>,
    #[serde(default)]
    pub(super) params: Value,
}

/// Why there is no answer: a code of the protocol, and words.
#[derive(Debug)]
pub(super) struct Refusal {
    code: i32,
    message: String,
}

impl Refusal {
    pub(super) fn not_json(message: String) -> Self {
        Self { code: -32700, message }
    }

    pub(super) fn bad_request(message: &str) -> Self {
        Self { code: -32600, message: message.to_owned() }
    }

    pub(super) fn no_method(method: &str) -> Self {
        let shown: String = method.chars().take(60).filter(|it| !it.is_control()).collect();
        Self { code: -32601, message: format!("there is no method `{shown}`") }
    }

    pub(super) fn bad_params(message: String) -> Self {
        Self { code: -32602, message }
    }

    pub(super) fn not_initialized() -> Self {
        Self { code: -32002, message: "the first request must be `initialize`".to_owned() }
    }
}

/// What is sent.
#[derive(Debug)]
pub(super) struct Outgoing(Value);

impl Outgoing {
    pub(super) fn answer(id: &Value, answer: Result<Value, Refusal>) -> Self {
        Self(match answer {
            Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
            Err(refusal) => {
                let error = json!({"code": refusal.code, "message": refusal.message});
                json!({"jsonrpc": "2.0", "id": id, "error": error})
            }
        })
    }

    /// About what could not be read, so that nobody knows what it is the answer to.
    pub(super) fn fault(message: &str) -> Self {
        Self::answer(&Value::Null, Err(Refusal::not_json(message.to_owned())))
    }

    pub(super) fn notification(method: &str, params: Value) -> Self {
        let mut message = json!({"jsonrpc": "2.0", "method": method});
        if let Some(members) = message.as_object_mut() {
            members.insert("params".to_owned(), params);
        }
        Self(message)
    }

    pub(super) fn to_json(&self) -> String {
        self.0.to_string()
    }
}
