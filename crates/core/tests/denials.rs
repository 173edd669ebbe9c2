//! Denials as people have them: what is read of each, and that what sayso prints is read back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use sayso::account::NoLoader;
use sayso::case::read_cases;
use sayso::cloudtrail::Event;
use sayso::denial::{self, Denial, Field};
use sayso::message::{AccessDenied, DenialContext};
use sayso::{Explanation, Fact, Limits, Source, json};
use serde_json::{Value, json as value};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

/// The entries of all families, each with its file's name.
fn corpus() -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(tests().join("denials")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let json = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.flat_map(|path| {
        let entries: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let family = path.file_stem().unwrap().to_string_lossy().into_owned();
        entries.into_iter().map(move |entry| (family.clone(), entry))
    })
    .collect()
}

fn text(entry: &Value) -> String {
    match entry.get("document") {
        Some(document) => document.to_string(),
        None => {
            let lines = entry["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap());
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

/// What is compared of a denial, under the names of the corpus.
fn told(denial: &Denial, name: &str) -> Value {
    match name {
        "principal" => value!(denial.principal.value()),
        "action" => value!(denial.action.value()),
        "resource" => value!(denial.resource.value()),
        "account" => value!(denial.resource_account.value()),
        "operation" => value!(denial.operation.value()),
        "layer" => value!(denial.layer().map(sayso::PolicyType::as_str)),
        "explicit" => value!(denial.is_explicit),
        "policy" => value!(denial.policy()),
        "code" => value!(denial.code),
        "encoded" => value!(denial.encoded),
        "requestId" => value!(denial.request_id),
        "authorizationId" => value!(denial.details.as_ref().map(|details| &details.id)),
        "form" => value!(denial.form.as_str()),
        "line" => value!(denial.line),
        "times" => value!(denial.times),
        "setting" => value!(match denial.reason {
            DenialContext::BlockPublicAcls => "BlockPublicAcls",
            DenialContext::BlockPublicPolicy => "BlockPublicPolicy",
            DenialContext::CustomerKeysBlocked => "CustomerKeysBlocked",
            _ => "",
        }),
        "statements" => {
            value!(denial.statements.iter().map(|statement| statement.sid.as_str()).collect::<Vec<_>>())
        }
        other => panic!("`{other}` is nothing that a denial has"),
    }
}

fn field<'d>(denial: &'d Denial, name: &str) -> &'d Field {
    match name {
        "principal" => &denial.principal,
        "action" => &denial.action,
        "resource" => &denial.resource,
        other => panic!("`{other}` is no field"),
    }
}

fn faults(denial: &Denial, expected: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, wanted) in expected.as_object().unwrap() {
        match name.as_str() {
            "confidence" => {
                for (name, wanted) in wanted.as_object().unwrap() {
                    let own = field(denial, name).confidence();
                    if own != wanted {
                        faults.push(format!("{name} is {own}, not {wanted}"));
                    }
                }
            }
            "context" => {
                for (key, wanted) in wanted.as_object().unwrap() {
                    let own =
                        denial.context.iter().find(|(own, _)| own.as_str() == key).map(|(_, fact)| fact);
                    let values = match own {
                        Some(Fact::Known(values)) => value!(values.iter().collect::<Vec<_>>()),
                        _ => Value::Null,
                    };
                    if values != *wanted {
                        faults.push(format!("{key} is {values}, not {wanted}"));
                    }
                }
            }
            name => {
                let own = told(denial, name);
                if own != *wanted {
                    faults.push(format!("{name} is {own}, not {wanted}"));
                }
            }
        }
    }
    faults
}

#[test]
fn every_message_and_document_is_read() {
    let (mut read, mut wrong) = (0, Vec::new());
    for (family, entry) in corpus() {
        let name = format!("{family}: {}", entry["name"].as_str().unwrap());
        let expected = entry["expect"].as_array().unwrap();
        read += 1;
        match denial::read(&text(&entry)) {
            Err(error) => wrong.push(format!("{name}: {error}")),
            Ok(denials) if denials.len() != expected.len() => {
                wrong.push(format!("{name}: {} denials, not {}", denials.len(), expected.len()));
            }
            Ok(denials) => {
                for (denial, expected) in denials.iter().zip(expected) {
                    wrong.extend(faults(denial, expected).iter().map(|fault| format!("{name}: {fault}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read >= 80, "only {read}");
}

#[test]
fn what_sayso_prints_for_every_denied_vector_is_read_back() {
    let path = tests().join("vectors/decisions.json");
    let source = Source::new("decisions.json", fs::read_to_string(path).unwrap());
    let limits = Limits::default();
    let node = json::parse(&source, &limits).unwrap();
    let mut denials = 0;
    for case in read_cases(&source, &node, &limits, &NoLoader) {
        let case = case.unwrap_or_else(|case| panic!("{:?}: {}", case.id, case.diagnostics[0]));
        let explanation = Explanation::new(&case.policies, &case.request);
        let Some(mut printed) = AccessDenied::of(&explanation) else { continue };
        denials += 1;
        for operation in [None, Some("Invoke".to_owned())] {
            printed.operation = operation;
            let text = printed.client_error().unwrap_or_else(|| printed.to_string());
            let read = denial::read(&text).unwrap_or_else(|error| panic!("{}: {error}: {text}", case.id));
            let [read] = read.as_slice() else { panic!("{}: {read:#?}", case.id) };
            assert_eq!(read.reason, printed.context, "{}: {text}", case.id);
            let Some(subject) = &printed.subject else { continue };
            assert_eq!(read.principal.value(), subject.principal.as_deref(), "{}: {text}", case.id);
            assert_eq!(read.action.value(), Some(subject.action.as_str()), "{}: {text}", case.id);
            // IAM leaves the path out, which nothing gives back; an id that is no ARN is none.
            let own = &*case.request.resource.arn;
            if let Field::Stated(read) = &read.resource {
                assert_eq!(read, own, "{}: {text}", case.id);
            } else if let Some(read) = read.resource.value() {
                let name = |arn: &str| arn.rsplit('/').next().unwrap().to_owned();
                assert_eq!(name(read), name(own), "{}: {text}", case.id);
            } else {
                assert!(!own.starts_with("arn:") || subject.resource.is_none(), "{}: {text}", case.id);
            }
        }
    }
    assert!(denials > 200, "only {denials} denials");
}

/// The events of the sample that AWS denied, as JSON.
fn denied_events() -> Option<Vec<Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/corpus/cloudtrail.jsonl.gz");
    let Ok(file) = File::open(&path) else {
        eprintln!("left out: {} is not there", path.display());
        return None;
    };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    let events = lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap()["event"].take());
    let denied = |event: &Value| {
        let code = event["errorCode"].as_str().unwrap_or_default();
        code.contains("Denied") || code.contains("Unauthorized")
    };
    Some(events.filter(denied).collect())
}

#[test]
fn no_denied_event_of_the_sample_is_misread() {
    let Some(events) = denied_events() else { return };
    let (mut with_action, mut with_resource) = (0, 0);
    for event in &events {
        let text = event.to_string();
        assert_eq!(Event::parse(&text).unwrap().was_allowed(), Some(false), "{text}");
        let denials = denial::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let [denial] = denials.as_slice() else { panic!("{text}") };
        let message = event["errorMessage"].as_str().unwrap_or_default();
        assert_eq!(denial.operation.value().is_some(), event["eventName"].is_string());
        if let Some(action) = denial.action.value() {
            with_action += 1;
            // What the message says is what is read, letter by letter.
            if let Some((_, rest)) = message.split_once("authorized to perform: ") {
                assert_eq!(rest.split_whitespace().next(), Some(action), "{message}");
            }
        }
        if let Field::Stated(resource) = &denial.resource {
            with_resource += 1;
            assert!(message.contains(&format!("on resource: {resource}")), "{message}: {resource}");
        }
        if let (Field::Stated(principal), Some(arn)) =
            (&denial.principal, event["userIdentity"]["arn"].as_str())
        {
            assert_eq!(principal, arn);
        }
        assert_eq!(denial.is_explicit, message.contains("because no ").then_some(false), "{message}");
        assert_eq!(denial.encoded.is_some(), message.contains("Encoded authorization"), "{message}");
    }
    println!("{} events, {with_action} with an action, {with_resource} that name the resource", events.len());
    assert_eq!(events.len(), 98);
}
