//! `sayso lsp`, as an editor uses it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy allows these in test functions, not in what they share"
)]

mod client;
#[allow(dead_code, reason = "other tests look at all that a run wrote")]
#[path = "../support/folder.rs"]
mod folder;
mod hostile;
mod templates;

use serde_json::{Value, json};

use client::{Client, range};
use folder::{Folder, run};

const ROLE: &str = "file:///policies/role.json";

/// The columns of the third line differ by unit: its `Sid` has a character of two UTF-16 units and four bytes.
const BAD: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [{"Sid": "é😀", "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::a/*"},
    {"Sid": "", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"}]
}
"#;

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|it| it["code"].as_str().unwrap_or_else(|| panic!("{it}"))).collect()
}

#[test]
fn a_session_from_a_bad_policy_to_a_good_one() {
    let folder = Folder::new();
    let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
    let (mut client, hello) = Client::initialized(folder.path(), &capabilities);
    assert_eq!(hello["capabilities"]["positionEncoding"], "utf-16");

    client.open(ROLE, BAD);
    let found = client.diagnostics(ROLE, 1);
    assert_eq!(codes(&found), ["UNSUPPORTED_SID", "INVALID_ACTION", "EMPTY_SID_VALUE"]);
    assert_eq!(found[1]["range"], range(2, 60, 73));
    assert_eq!(found[2]["range"], range(3, 12, 14));
    assert_eq!((&found[1]["severity"], &found[2]["severity"]), (&json!(1), &json!(3)));
    assert!(found[1]["message"].as_str().unwrap().contains("did you mean `s3:GetObject`?"));

    let hover = client.at("textDocument/hover", ROLE, 3, 48);
    assert_eq!(hover["range"], range(3, 46, 59));
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**s3:ListBucket**: List"));

    // Within `s3:GetObjct`, after the `j`.
    let items = client.at("textDocument/completion", ROLE, 2, 70)["items"].clone();
    assert_eq!(items[0]["label"], "s3:GetObject");
    assert_eq!(items[0]["textEdit"], json!({"range": range(2, 61, 72), "newText": "s3:GetObject"}));
    assert_eq!(items[0]["detail"], "Read");

    let actions = client.actions(ROLE, &range(3, 13, 13));
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["remove the empty `Sid`"]);
    assert_eq!((&actions[0]["isPreferred"], &actions[0]["kind"]), (&json!(true), &json!("quickfix")));
    assert_eq!(actions[0]["diagnostics"][0]["code"], "EMPTY_SID_VALUE");
    let edit = actions[0]["edit"]["changes"][ROLE][0].clone();
    assert_eq!(edit, json!({"range": range(3, 5, 16), "newText": ""}));

    // The fix, the name that was meant, and another Sid.
    let changes = json!([
        {"range": edit["range"], "text": edit["newText"]},
        {"range": range(2, 61, 72), "text": "s3:GetObject"},
        {"range": range(2, 25, 28), "text": "Read"},
    ]);
    client.change(ROLE, 2, &changes);
    assert_eq!(client.diagnostics(ROLE, 2), [Value::Null; 0]);
    assert_eq!(client.end(), 0);
}

#[test]
fn columns_are_bytes_for_an_editor_that_would_rather_have_them() {
    let folder = Folder::new();
    let (mut client, hello) =
        Client::initialized(folder.path(), &json!({"general": {"positionEncodings": ["utf-8", "utf-16"]}}));
    assert_eq!(hello["capabilities"]["positionEncoding"], "utf-8");
    client.open(ROLE, BAD);
    assert_eq!(client.diagnostics(ROLE, 1)[1]["range"], range(2, 63, 76));
    assert_eq!(client.at("textDocument/hover", ROLE, 3, 48)["range"], range(3, 46, 59));
    assert_eq!(client.end(), 0);
}

#[test]
fn an_editor_shows_what_lint_finds() {
    let folder = Folder::new().with(
        "sayso.toml",
        "[lint]\nignore = [\"EMPTY_SID_VALUE\"]\n[lint.severity]\nUNSUPPORTED_SID = \"warning\"\n",
    );
    let ran = run(folder.path(), &["lint", "-", "--stdin-filename", "role.json", "--format", "json"], BAD);
    let linted: Value = serde_json::from_str(&ran.out).unwrap();
    let linted = linted["findings"].as_array().unwrap();
    let (mut client, _) = Client::initialized(folder.path(), &json!({}));
    let uri = format!("file://{}/role.json", folder.path().display());
    client.open(&uri, BAD);
    let shown = client.diagnostics(&uri, 1);
    assert_eq!(codes(&shown), ["UNSUPPORTED_SID", "INVALID_ACTION"]);
    assert_eq!(shown[0]["severity"], 2);
    assert_eq!(codes(&shown), codes(linted));
    let lines = |it: &[Value], line: &dyn Fn(&Value) -> i64| it.iter().map(line).collect::<Vec<_>>();
    let linted = lines(linted, &|it| it["line"].as_i64().unwrap() - 1);
    assert_eq!(lines(&shown, &|it| it["range"]["start"]["line"].as_i64().unwrap()), linted);
    client.notify("textDocument/didClose", &json!({"textDocument": {"uri": uri}}));
    let closed = client.wait_for(|it| it["params"]["uri"] == uri);
    assert_eq!(closed["params"]["diagnostics"], json!([]));
    assert_eq!(client.end(), 0);
}

#[test]
fn a_suppression_is_written_into_the_settings() {
    let settings = "[lint]\nignore = [\"UNSUPPORTED_SID\"]\n";
    let folder = Folder::new().with("sayso.toml", settings);
    let (mut client, _) = Client::initialized(folder.path(), &json!({}));
    let uri = format!("file://{}/team/role.json", folder.path().display());
    client.open(&uri, BAD);
    assert_eq!(codes(&client.diagnostics(&uri, 1)), ["INVALID_ACTION", "EMPTY_SID_VALUE"]);
    let actions = client.actions(&uri, &range(2, 65, 65));
    let suppress = actions.iter().find(|it| it["title"].as_str().unwrap().contains("sayso.toml")).unwrap();
    let (file, edits) = suppress["edit"]["changes"].as_object().unwrap().iter().next().unwrap();
    assert!(file.ends_with("/sayso.toml"));
    assert_eq!(edits[0]["range"], range(2, 0, 0));
    let settings = format!("{settings}{}", edits[0]["newText"].as_str().unwrap());
    std::fs::write(folder.path().join("sayso.toml"), &settings).unwrap();
    client.notify("workspace/didChangeWatchedFiles", &json!({"changes": []}));
    assert_eq!(codes(&client.diagnostics(&uri, 1)), ["EMPTY_SID_VALUE"], "{settings}");

    // Settings that can't be read are told of at the beginning of the text.
    std::fs::write(folder.path().join("sayso.toml"), "[lint]\nnonsense = 1\n").unwrap();
    client.notify("textDocument/didSave", &json!({"textDocument": {"uri": uri}}));
    let found = client.diagnostics(&uri, 1);
    assert_eq!(found[0]["range"], range(0, 0, 0));
    assert!(found[0]["message"].as_str().unwrap().contains("sayso.toml:2:1"), "{found:?}");
    assert_eq!(client.end(), 0);
}
