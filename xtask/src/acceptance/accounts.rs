//! Every question of whole accounts, and the audit, against cloudsplaining's scan of the same file in the same run.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::binary::Binary;
use super::escalations::{CLOUDSPLAINING, account};
use super::speed::{best, ratio};
use super::venv::Venv;

/// Each, and what is asked.
const QUESTIONS: [(&str, &[&str]); 6] = [
    ("can", &["can", "ACTOR", "s3:GetObject", "arn:aws:s3:::reports/q3.csv"]),
    ("who-can", &["who-can", "s3:GetObject"]),
    ("what-can", &["what-can", "ACTOR"]),
    ("what-can --all", &["what-can", "--all", "--format", "json"]),
    ("matrix", &["matrix", "--action", "s3:GetObject", "--action", "iam:PassRole"]),
    ("audit", &["audit"]),
];
/// How many times faster each has to be.
const LEAST: f64 = 10.0;

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let account = account();
    if !account.is_file() {
        println!("left out: {} is missing", account.display());
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let cloudsplaining = match Venv::with("cloudsplaining", &CLOUDSPLAINING) {
        Ok(venv) => venv,
        Err(error) => {
            println!("left out: cloudsplaining is not installed: {error}");
            return Ok(());
        }
    };
    let theirs = best(2, || {
        let mut scan = cloudsplaining.command("cloudsplaining");
        scan.args(["scan", "--skip-open-report", "-i"]).arg(&account).arg("-o").arg(folder.path());
        scan
    })?;
    println!("cloudsplaining scan: {theirs:.0?}");
    let actor = actor(&account)?;
    let mut slow = Vec::new();
    for (name, question) in QUESTIONS {
        let ours = best(5, || {
            let mut command = Command::new(sayso.path());
            let arguments =
                question.iter().map(|argument| if *argument == "ACTOR" { &*actor } else { argument });
            command.args(arguments).arg("--account").arg(&account);
            command
        })?;
        println!("{name}: {ours:.1?}, {:.0} times faster", ratio(theirs, ours));
        slow.extend((ratio(theirs, ours) < LEAST).then_some(name));
    }
    ensure!(slow.is_empty(), "less than {LEAST} times faster: {}", slow.join(", "));
    Ok(())
}

/// The first role of the dump.
fn actor(account: &Path) -> Result<String> {
    let dump: serde_json::Value = serde_json::from_slice(&std::fs::read(account)?)?;
    let arn = dump.pointer("/RoleDetailList/0/Arn").and_then(serde_json::Value::as_str);
    Ok(arn.context("the account has no role")?.to_owned())
}
