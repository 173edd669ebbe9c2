//! Every privilege escalation that cloudsplaining reports on its example account.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::binary::Binary;
use super::venv::Venv;
use crate::repository;

pub(super) const CLOUDSPLAINING: [&str; 1] = ["cloudsplaining==0.9.1"];
/// Beside this repository, where it is not kept.
const ACCOUNT: &str = "data/accounts/cloudsplaining-example.json";

/// What cloudsplaining finds, by ids of its own.
#[derive(Deserialize)]
struct Theirs {
    #[serde(rename = "inline_policies")]
    inline: BTreeMap<String, TheirPolicy>,
    #[serde(rename = "customer_managed_policies")]
    customer_managed: BTreeMap<String, TheirPolicy>,
    #[serde(rename = "aws_managed_policies")]
    aws_managed: BTreeMap<String, TheirPolicy>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TheirPolicy {
    policy_name: String,
    attached_to: Attached,
    privilege_escalation: Escalations,
}

#[derive(Deserialize)]
struct Attached {
    users: Vec<String>,
    groups: Vec<String>,
    roles: Vec<String>,
}

#[derive(Deserialize)]
struct Escalations {
    findings: Vec<Escalation>,
}

/// A set of actions, in lower case.
#[derive(Deserialize)]
struct Escalation {
    actions: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Ours {
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    code: String,
    #[serde(default)]
    policy: String,
    #[serde(default)]
    action_sets: Vec<Vec<String>>,
}

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let account = account();
    if !account.is_file() {
        println!("left out: {} is missing", account.display());
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let ours = ours(sayso, &account, folder.path())?;
    let (mut policies, mut reported, mut missed) = (0, 0, Vec::new());
    for (names, escalations) in theirs(&account, folder.path())? {
        ensure!(
            !names.is_empty() || escalations.is_empty(),
            "cloudsplaining reports a policy that nobody has"
        );
        policies += usize::from(!escalations.is_empty());
        for escalation in escalations {
            reported += 1;
            if let Some(name) = names.iter().find(|name| !has(&ours, name, &escalation)) {
                missed.push(format!("{name}: {:?}", escalation.actions));
            }
        }
    }
    println!(
        "cloudsplaining reports {reported} escalations in {policies} policies, sayso {} of them",
        reported - missed.len()
    );
    ensure!(reported > 0, "cloudsplaining reports nothing: nothing was compared");
    // None is impossible by evaluation. One that is would be left out here with a case that proves it.
    ensure!(missed.is_empty(), "not reported:\n{}", missed.join("\n"));
    Ok(())
}

pub(super) fn account() -> PathBuf {
    repository().join("../shared").join(ACCOUNT)
}

/// Whether a finding for the policy has these actions, or fewer that are enough.
fn has(ours: &[Finding], policy: &str, escalation: &Escalation) -> bool {
    let is_enough = |set: &Vec<String>| {
        !set.is_empty() && set.iter().all(|action| escalation.actions.contains(&action.to_ascii_lowercase()))
    };
    ours.iter().filter(|finding| finding.policy == policy).any(|finding| match finding.code.as_str() {
        "FULL_ADMINISTRATOR_ACCESS" => true,
        "PRIVILEGE_ESCALATION" | "PRIVILEGE_ESCALATION_POSSIBLE" => finding.action_sets.iter().any(is_enough),
        _ => false,
    })
}

fn ours(sayso: &Binary, account: &Path, folder: &Path) -> Result<Vec<Finding>> {
    let account = account.to_str().context("the repository's path is not UTF-8")?;
    let arguments = ["lint", "--no-config", "--format", "json", "--exit-zero", account];
    let output = sayso.run(folder, &arguments)?;
    ensure!(output.status.success(), "sayso lint: {}", String::from_utf8_lossy(&output.stderr));
    let ours: Ours = serde_json::from_slice(&output.stdout).context("sayso's report")?;
    Ok(ours.findings)
}

/// The escalations of each policy, with the names that sayso has for it: one for each principal with an inline one.
fn theirs(account: &Path, folder: &Path) -> Result<Vec<(Vec<String>, Vec<Escalation>)>> {
    let cloudsplaining = Venv::with("cloudsplaining", &CLOUDSPLAINING)?;
    let mut scan = cloudsplaining.command("cloudsplaining");
    scan.args(["scan", "--skip-open-report", "-i"]).arg(account).arg("-o").arg(folder);
    let output = scan.output().context("cloudsplaining does not start")?;
    ensure!(output.status.success(), "cloudsplaining: {}", String::from_utf8_lossy(&output.stderr));
    let results = fs::read(folder.join("iam-results-cloudsplaining-example.json"))?;
    let theirs: Theirs = serde_json::from_slice(&results).context("cloudsplaining's report")?;
    let inline = theirs.inline.into_values().map(|policy| {
        let Attached { users, groups, roles } = &policy.attached_to;
        let of = [("user", users), ("group", groups), ("role", roles)];
        let of = of.iter().flat_map(|(kind, names)| names.iter().map(move |name| (kind, name)));
        let inline = &policy.policy_name;
        let names = of.map(|(kind, name)| format!("{kind} `{name}`, inline policy `{inline}`")).collect();
        (names, policy.privilege_escalation.findings)
    });
    let managed = theirs.customer_managed.into_values().chain(theirs.aws_managed.into_values());
    let managed = managed.map(|policy| {
        (
            vec![format!("policy `{}`, managed policy", policy.policy_name)],
            policy.privilege_escalation.findings,
        )
    });
    Ok(inline.chain(managed).collect())
}
