//! Every privilege escalation that cloudsplaining reports on its example account.
use anyhow::Result;

use super::binary::Binary;

pub(super) fn run(_: &Binary) -> Result<()> {
    Ok(())
}
