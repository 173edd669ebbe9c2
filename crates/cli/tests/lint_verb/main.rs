//! `sayso lint`, as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy allows these in test functions, not in what they share"
)]

mod baseline;
mod files;
mod fixes;
#[path = "../support/folder.rs"]
mod folder;
mod formats;
mod hostile;
mod init;
mod reports;
mod rule;
mod sarif;
mod settings;
#[path = "../support/xml.rs"]
mod xml;

use serde_json::Value;

use folder::{Folder, Ran, run};

/// The codes that these tests are about: what else the linter may come to find changes nothing here.
const CODES: &str = "MISSING_EFFECT,EMPTY_SID_VALUE,INVALID_USER_REFERENCE";

impl Folder {
    /// `sayso lint`, for those codes.
    fn lint(&self, arguments: &[&str]) -> Ran {
        run(self.path(), &[&["lint", "--select", CODES], arguments].concat(), "")
    }

    /// `sayso lint`, for the codes that the settings select.
    fn lint_all(&self, arguments: &[&str]) -> Ran {
        run(self.path(), &[&["lint"], arguments].concat(), "")
    }

    /// The findings as `path:line code`, in order.
    fn found(&self, arguments: &[&str]) -> Vec<String> {
        findings(&self.lint(&[arguments, &["--format", "json"]].concat()))
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {} {}", ran.out, ran.err))
}

fn findings(ran: &Ran) -> Vec<String> {
    let findings = json(ran)["findings"].as_array().unwrap().clone();
    let short = |it: &Value| {
        format!("{}:{} {}", it["path"].as_str().unwrap(), it["line"], it["code"].as_str().unwrap())
    };
    findings.iter().map(short).collect()
}

/// An error and a suggestion that has a safe fix.
const ROLE: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" },
    { "Sid": "LegacyPut", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
"#;

/// A warning.
const BUCKET: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "Old", "Effect": "Deny", "Principal": {"AWS": "AIDACKCEVSQ6C2EXAMPLE"},
    "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*"
  }]
}
"#;

/// A policy without findings.
const FINE: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
]}
"#;

/// A folder with the policies above in `policies`.
fn project() -> Folder {
    Folder::new()
        .with("policies/role.json", ROLE)
        .with("policies/org/bucket.json", BUCKET)
        .with("policies/fine.json", FINE)
}
