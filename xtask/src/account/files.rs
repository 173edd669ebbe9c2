//! The files of an account, as AWS's tools write them.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::activity::Activity;

/// JSON with indentation: places in it are lines.
pub(super) fn json(path: &Path, value: &Value) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut file = BufWriter::new(file);
    serde_json::to_writer_pretty(&mut file, value)?;
    file.write_all(b"\n")?;
    file.flush()?;
    Ok(())
}

pub(super) fn activity(folder: &Path, account: &str, activity: &Activity) -> Result<()> {
    json(&folder.join(format!("last-accessed/{account}.json")), &json!(activity.last_accessed))?;
    let reports = folder.join("credential-reports");
    fs::create_dir_all(&reports)?;
    fs::write(reports.join(format!("{account}.csv")), &activity.report)?;
    // As trails write to S3.
    let logs = folder.join(format!("cloudtrail/AWSLogs/{account}/CloudTrail/eu-west-1/2026/11/15"));
    fs::create_dir_all(&logs)?;
    for (number, events) in activity.events.chunks(1_000).enumerate() {
        let name = format!("{account}_CloudTrail_eu-west-1_20261115T0000Z_{number:04}.json.gz");
        let mut file = GzEncoder::new(File::create(logs.join(name))?, Compression::fast());
        serde_json::to_writer(&mut file, &json!({"Records": events}))?;
        file.finish()?;
    }
    Ok(())
}

/// Documents as texts that are URL-encoded, as the API itself hands them out.
pub(super) fn encode_documents(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(encode_documents),
        Value::Object(members) => {
            for (key, member) in members {
                if matches!(key.as_str(), "AssumeRolePolicyDocument" | "PolicyDocument" | "Document") {
                    *member = Value::String(url_encoded(&member.to_string()));
                } else {
                    encode_documents(member);
                }
            }
        }
        _ => {}
    }
}

fn url_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encode).collect()
}
