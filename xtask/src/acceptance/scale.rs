//! Large accounts and long trails against their limits.

use std::path::Path;

use anyhow::{Result, ensure};

use super::binary::Binary;
use crate::test::cargo;
use crate::{account, repository};

/// Beside this repository, where it is not kept.
const TRAIL: &str = "data/corpus/cloudtrail.jsonl.gz";

/// 5,000 users and roles with 2,000 managed policies: who can, what all can, and cells of that.
pub(super) fn accounts(sayso: &Binary) -> Result<()> {
    let folder = tempfile::tempdir()?;
    account::run(&account::Args {
        principals: 5_000,
        policies: 2_000,
        seed: 1,
        out: folder.path().to_owned(),
    })?;
    bench("account", sayso, folder.path())
}

/// A trail repeated to a gigabyte.
pub(super) fn replay(sayso: &Binary) -> Result<()> {
    let trail = repository().join("../shared").join(TRAIL);
    if !trail.is_file() {
        println!("left out: {} is missing", trail.display());
        return Ok(());
    }
    bench("replay", sayso, &trail)
}

fn bench(name: &str, sayso: &Binary, input: &Path) -> Result<()> {
    let mut command = cargo();
    command.args(["run", "--release", "--quiet", "--package", "sayso-benches", "--bin", name, "--"]);
    let status = command.arg(sayso.path()).arg(input).current_dir(repository()).status()?;
    ensure!(status.success(), "the bench {name} fails");
    Ok(())
}
