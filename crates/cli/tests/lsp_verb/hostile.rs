//! What no editor should send.

use serde_json::{Value, json};

use super::ROLE;
use super::client::Client;
use super::folder::Folder;

#[test]
fn what_can_not_be_read_is_refused_and_the_next_message_is_read() {
    let folder = Folder::new();
    let mut client = Client::start(folder.path());
    let of_nothing = |message: &Value| message["id"].is_null() && message["error"].is_object();
    for bytes in ["Content-Length: many\r\n\r\n", "Content-Length: 3\r\n\r\n{]}", "Content-Type: x\r\n\r\n"] {
        client.send_bytes(bytes.as_bytes());
        assert_eq!(client.wait_for(of_nothing)["error"]["code"], -32700, "{bytes:?}");
    }
    client.send("[]");
    assert_eq!(client.wait_for(of_nothing)["error"]["code"], -32600);
    client.send(&"[".repeat(100_000));
    assert_eq!(client.wait_for(of_nothing)["error"]["code"], -32700);
    assert_eq!(client.request("textDocument/hover", &json!({}))["error"]["code"], -32002);
    assert!(client.request("initialize", &Value::Null)["result"]["capabilities"].is_object());
    assert_eq!(client.request("initialize", &Value::Null)["error"]["code"], -32600);
    assert_eq!(client.end(), 0);
}

#[test]
fn requests_that_make_no_sense_get_an_error() {
    let folder = Folder::new();
    let (mut client, _) = Client::initialized(folder.path(), &Value::Null);
    client.notify("$/whatever", &json!({}));
    client.notify("textDocument/didOpen", &json!({"textDocument": 1}));
    client.notify(
        "textDocument/didChange",
        &json!({"textDocument": {"uri": "file:///gone"}, "contentChanges": []}),
    );
    client.send("{\"id\": 7, \"result\": null}");
    assert_eq!(client.request("textDocument/rename", &json!({}))["error"]["code"], -32601);
    client.open(ROLE, "{\"Statement\": [");
    for position in [json!({"line": -1, "character": 0}), json!({"line": 0}), json!("here")] {
        let params = json!({"textDocument": {"uri": ROLE}, "position": position});
        assert_eq!(client.request("textDocument/hover", &params)["error"]["code"], -32602, "{position}");
    }
    let elsewhere = json!({"textDocument": {"uri": "file:///gone"}, "position": {"line": 0, "character": 0}});
    let refused = client.request("textDocument/completion", &elsewhere);
    assert_eq!(refused["error"]["message"], "`file:///gone` is not open");
    // A place beyond the end is the end.
    for (line, character) in [(0, u32::MAX), (u32::MAX, 0), (u32::MAX, u32::MAX)] {
        assert!(client.at("textDocument/hover", ROLE, line, character).is_null());
        client.labels(ROLE, line, character);
    }
    let range = json!({"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 3}});
    client.change(ROLE, 2, &json!([{"range": range, "text": "é"}]));
    assert_eq!(client.diagnostics(ROLE, 2).len(), 0);
    assert_eq!(client.end(), 0);
}

#[test]
fn a_huge_text_is_refused_and_a_deep_one_is_no_trouble() {
    let folder = Folder::new();
    let (mut client, _) = Client::initialized(folder.path(), &Value::Null);
    let huge = format!("{{\"Statement\": [{}]}}", "\"s3:Get\", ".repeat(1_000_001));
    client.open(ROLE, &huge);
    let found = client.diagnostics(ROLE, 1);
    assert_eq!(found[0]["code"], "TEXT_TOO_LARGE", "{found:?}");
    assert!(client.labels(ROLE, 0, 5_000_000).is_empty());
    client.change(ROLE, 2, &json!([{"text": "{\"Statement\":".repeat(100_000)}]));
    assert_eq!(client.diagnostics(ROLE, 2).len(), 1);
    assert!(client.labels(ROLE, 0, 1_000_000).is_empty());
    assert_eq!(client.end(), 0);
}

#[test]
fn an_end_without_shutdown_is_a_failure() {
    let folder = Folder::new();
    let (client, _) = Client::initialized(folder.path(), &Value::Null);
    assert_eq!(client.wait(), 1);
    let mut client = Client::start(folder.path());
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait(), 1);
}
