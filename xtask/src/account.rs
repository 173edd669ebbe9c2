//! `cargo xtask account`: accounts of any size as people have them, to measure and try with.

mod activity;
mod entities;
mod files;
mod organization;
mod policies;
mod random;
mod resources;
mod statements;
mod time;
mod trust;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::{Value, json};

use activity::Activity;
use entities::Maker;
use random::Random;

/// AWS's ids for examples, and how many percent of the principals each has.
const ACCOUNTS: [&str; 3] = ["111122223333", "123456789012", "444455556666"];
const SHARES: [usize; 3] = [60, 30, 10];

/// Write made-up accounts: dumps, an organization, resource policies, last accessed services, credential reports and
/// CloudTrail. The same numbers make the same files.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Users and roles of all accounts.
    #[arg(long, default_value_t = 100)]
    pub(crate) principals: usize,
    /// Managed policies of all accounts.
    #[arg(long, default_value_t = 50)]
    pub(crate) policies: usize,
    /// Another number makes other accounts.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The folder to write to.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut random = Random::new(args.seed);
    for (account, share) in ACCOUNTS.into_iter().zip(SHARES) {
        let principals = (args.principals * share).div_ceil(100);
        let policies = (args.policies * share).div_ceil(100);
        one(&args.out, account, principals, policies, &mut random)?;
    }
    organization::write(&args.out.join("organization"))?;
    resources::write(&args.out.join("resources"), (args.policies / 10).max(8), &mut random)?;
    println!(
        "{} principals and {} managed policies in {}",
        args.principals,
        args.policies,
        args.out.display()
    );
    Ok(())
}

fn one(out: &Path, account: &str, principals: usize, policies: usize, random: &mut Random) -> Result<()> {
    let managed = policies::own(account, policies, random);
    let mut maker = Maker::new(account, &managed);
    let groups: Vec<Value> = (0..(principals / 30).clamp(2, 60)).map(|it| maker.group(it, random)).collect();
    let mut activity = Activity::of(account, random);
    let (mut users, mut roles) = (Vec::new(), Vec::new());
    for number in 0..principals {
        // A third are people.
        let is_user = number % 3 == 0;
        let (detail, entity) =
            if is_user { maker.user(number / 3, random) } else { maker.role(number, random) };
        activity.add(account, &entity, random);
        if is_user { &mut users } else { &mut roles }.push(detail);
    }
    let attached = |arn: &str| maker.attached.get(arn).copied().unwrap_or_default();
    let details: Vec<Value> =
        managed.iter().filter_map(|policy| policy.detail(attached(&policy.arn))).collect();
    let mut dump = json!({"UserDetailList": users, "GroupDetailList": groups, "RoleDetailList": roles,
        "Policies": details});
    if ACCOUNTS.last() == Some(&account) {
        files::encode_documents(&mut dump);
    }
    files::json(&out.join(format!("accounts/{account}.json")), &dump)?;
    files::activity(out, account, &activity)
}
