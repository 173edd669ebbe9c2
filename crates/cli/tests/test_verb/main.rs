//! `sayso test`, as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "clippy allows these in test functions, not in what they share"
)]

mod documents;
mod files;
mod hostile;
mod reports;
mod verdicts;

#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/xml.rs"]
mod xml;

use std::path::{Path, PathBuf};

use folder::{Folder, Ran};

impl Ran {
    fn last_line(&self) -> &str {
        self.out.lines().last().unwrap_or_default()
    }
}

impl Folder {
    fn run(&self, arguments: &[&str]) -> Ran {
        run(self.path(), arguments, "")
    }
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    folder::run(folder, &[&["test"], arguments].concat(), input)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A policy that reads logs and must not delete.
const ROLE: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:Get*", "s3:Delete*"],
      "Resource": "arn:aws:s3:::logs/*"
    },
    {
      "Sid": "Keep",
      "Effect": "Deny",
      "Action": "s3:Delete*",
      "Resource": "*"
    }
  ]
}
"#;

/// A scenario of that policy with these tests.
fn scenario(tests: &str) -> String {
    format!(
        "principal: arn:aws:iam::123456789012:role/App\nresource: arn:aws:s3:::logs/x\n\
         policies:\n  identity: [role.json]\ntests:\n{tests}"
    )
}

/// A folder with that policy and that scenario as `a.test.yaml`.
fn with_tests(tests: &str) -> Folder {
    Folder::new().with("role.json", ROLE).with("a.test.yaml", scenario(tests))
}
