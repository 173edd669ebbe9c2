//! The counts as a file: tab-separated, below the toolchain that they belong to.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use anyhow::{Context as _, Result, ensure};

use crate::toolchain::Toolchain;

const HEADER: &str = "stage\titem\tinstructions";

/// What every stage costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) toolchain: Toolchain,
    pub(crate) rows: Vec<Row>,
}

/// What one stage costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) stage: String,
    pub(crate) item: String,
    /// For one item.
    pub(crate) instructions: u64,
}

impl Table {
    /// The count of a stage.
    pub(crate) fn of(&self, stage: &str) -> Option<u64> {
        self.rows.iter().find(|row| row.stage == stage).map(|row| row.instructions)
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "# Instructions for one item: `cargo xtask instructions --write`")?;
        writeln!(f, "# rustc {}\n# target {}", self.toolchain.rustc, self.toolchain.target)?;
        writeln!(f, "{HEADER}")?;
        self.rows
            .iter()
            .try_for_each(|Row { stage, item, instructions }| writeln!(f, "{stage}\t{item}\t{instructions}"))
    }
}

impl FromStr for Table {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let about = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name));
            value.map(str::to_owned).with_context(|| format!("no line begins with `{name}`"))
        };
        let toolchain = Toolchain { rustc: about("# rustc ")?, target: about("# target ")? };
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        ensure!(lines.next() == Some(HEADER), "the columns are not `{HEADER}`");
        Ok(Self { toolchain, rows: lines.map(str::parse).collect::<Result<_>>()? })
    }
}

impl FromStr for Row {
    type Err = anyhow::Error;

    fn from_str(line: &str) -> Result<Self> {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().with_context(|| format!("`{line}` has too few columns"));
        let (stage, item, instructions) = (cell()?.to_owned(), cell()?.to_owned(), cell()?);
        let instructions = instructions.parse().with_context(|| format!("`{instructions}` is no count"))?;
        Ok(Self { stage, item, instructions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let toolchain = Toolchain { rustc: "1.88.0".into(), target: "x86_64-unknown-linux-gnu".into() };
        let row = Row { stage: "read/P1".into(), item: "policy".into(), instructions: 12 };
        let table = Table { toolchain, rows: vec![row] };
        assert_eq!(table.to_string().parse::<Table>().unwrap(), table);
        assert_eq!((table.of("read/P1"), table.of("read")), (Some(12), None));
    }

    #[test]
    fn a_damaged_line_is_named() {
        let error = "read/P1\tpolicy\tfew".parse::<Row>().unwrap_err();
        assert_eq!(error.to_string(), "`few` is no count");
        assert_eq!("read/P1".parse::<Row>().unwrap_err().to_string(), "`read/P1` has too few columns");
    }
}
