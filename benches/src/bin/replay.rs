//! `sayso replay` against the clock: `replay SAYSO EVENTS [MEGABYTES]`.
//!
//! EVENTS is a file of CloudTrail (`{"Records": […]}`, or a line for each event or `{"event": …}`, gzip or not). It is
//! repeated to so many megabytes of JSON in files as S3 has them, with an account in which all callers are. What
//! `sayso` needs is compared with decompressing the same files and parsing them into `serde_json::Value` on as many
//! threads.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, hint};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use serde_json::{Value, json};

/// Bytes of JSON in a file, about.
const FILE: usize = 4_000_000;
const ROUNDS: usize = 3;
/// Of the speed of parsing.
const LEAST: f64 = 0.5;
/// In kilobytes, whatever the trail's length: a file for each thread, several times, and the account.
const MOST_MEMORY: u64 = 400_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (sayso, events, megabytes) = match arguments.as_slice() {
        [sayso, events] => (sayso, events, 1_000),
        [sayso, events, megabytes] => (sayso, events, megabytes.parse()?),
        _ => return Err("usage: replay SAYSO EVENTS [MEGABYTES]".into()),
    };
    let events = read(Path::new(events))?;
    let folder = tempfile::tempdir()?;
    let account = folder.path().join("account.json");
    fs::write(&account, account_of(&events).to_string())?;
    let logs = folder.path().join("logs");
    fs::create_dir(&logs)?;
    let (files, bytes) = write(&events, &logs, megabytes * 1_000_000)?;

    let mut parsed = Duration::MAX;
    let mut replayed = Duration::MAX;
    let mut memory = 0;
    for _ in 0..ROUNDS {
        parsed = parsed.min(parse(&files)?);
        let (time, most) = replay(sayso, &logs, &account)?;
        (replayed, memory) = (replayed.min(time), memory.max(most));
    }
    #[allow(clippy::cast_precision_loss, reason = "for people to read")]
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("{} MB of JSON in {} files, {} threads", bytes / 1_000_000, files.len(), threads());
    println!("decompressed and parsed into serde_json::Value: {:.0} MB/s", speed(parsed));
    println!("sayso replay, whole process:                     {:.0} MB/s", speed(replayed));
    let ratio = speed(replayed) / speed(parsed);
    println!("ratio: {ratio:.2}, at least {LEAST}; {} MB at most at a time", memory / 1_000);
    if ratio < LEAST || memory > MOST_MEMORY {
        return Err("over the limit".into());
    }
    Ok(())
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

fn read(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        bytes.as_slice().read_to_string(&mut text)?;
    }
    let mut events = Vec::new();
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        let value = value?;
        match (value.get("Records").and_then(Value::as_array), value.get("event")) {
            (Some(records), _) => events.extend(records.iter().cloned()),
            (None, Some(event)) => events.push(event.clone()),
            (None, None) => events.push(value),
        }
    }
    Ok(events)
}

/// Events that people wrote have ARNs that no dump has.
fn is_of(arn: &str, kind: &str) -> bool {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    matches!(fields.as_slice(), ["arn", _, "iam", "", account, name]
        if account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()) && name.starts_with(kind))
}

/// An account with every caller, each with a managed policy and one with conditions.
fn account_of(events: &[Value]) -> Value {
    let mut users = BTreeSet::new();
    let mut roles = BTreeSet::new();
    for event in events {
        let Some(identity) = event.get("userIdentity") else { continue };
        if let Some(arn) = identity.get("arn").and_then(Value::as_str).filter(|arn| is_of(arn, "user/")) {
            users.insert(arn);
        }
        if let Some(arn) = identity.pointer("/sessionContext/sessionIssuer/arn").and_then(Value::as_str) {
            roles.extend(is_of(arn, "role/").then_some(arn));
        }
    }
    let own = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["ec2:*", "s3:*", "ssm:*"], "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*",
         "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "us-west-2", "eu-west-1"]}}},
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]});
    let entity = |kind: &str, arn: &str| {
        let (name, policies) = (format!("{kind}Name"), format!("{kind}PolicyList"));
        let read_only = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        json!({"Arn": arn, name: arn.rsplit('/').next(),
            policies: [{"PolicyName": "Own", "PolicyDocument": own.clone()}],
            "AttachedManagedPolicies": [{"PolicyName": "ReadOnlyAccess", "PolicyArn": read_only}]})
    };
    json!({
        "UserDetailList": users.into_iter().map(|arn| entity("User", arn)).collect::<Vec<_>>(),
        "RoleDetailList": roles.into_iter().map(|arn| entity("Role", arn)).collect::<Vec<_>>(),
    })
}

/// Files of events, their paths and how many bytes of JSON they have.
fn write(events: &[Value], folder: &Path, bytes: usize) -> Result<(Vec<PathBuf>, usize), Box<dyn Error>> {
    let texts: Vec<String> = events.iter().map(Value::to_string).collect();
    let length: usize = texts.iter().map(|text| text.len() + 1).sum();
    let all = texts.join(",");
    let text = format!("{{\"Records\":[{}]}}", vec![all; (FILE / length.max(1)).max(1)].join(","));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes())?;
    let packed = encoder.finish()?;
    let count = bytes.div_ceil(text.len());
    let mut files = Vec::new();
    for number in 0..count {
        let path = folder.join(format!("{number:05}.json.gz"));
        File::create(&path)?.write_all(&packed)?;
        files.push(path);
    }
    Ok((files, text.len() * count))
}

fn parse(files: &[PathBuf]) -> Result<Duration, Box<dyn Error>> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let work = || -> Result<(), String> {
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let packed = fs::read(path).map_err(|error| error.to_string())?;
            let mut text = Vec::new();
            let mut decoder = MultiGzDecoder::new(packed.as_slice());
            decoder.read_to_end(&mut text).map_err(|error| error.to_string())?;
            let value: Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
            hint::black_box(&value);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a thread failed".to_owned())?)
    })?;
    Ok(start.elapsed())
}

/// Time and the most memory, in kilobytes; 0 where the system does not tell.
fn replay(sayso: &str, logs: &Path, account: &Path) -> Result<(Duration, u64), Box<dyn Error>> {
    let start = Instant::now();
    let mut command = Command::new(sayso);
    command.arg("replay").arg(logs).arg("--account").arg(account).args(["--format", "csv"]);
    let (time, memory, status) = sayso_benches::watch(command.stdout(Stdio::null()), start)?;
    if status.code() != Some(0) {
        return Err(format!("sayso replay: {status}").into());
    }
    Ok((time, memory))
}
