//! Ratios within one run, which hold whatever the compiler.

use anyhow::{Result, bail};

use super::table::Table;

/// What may cost how many times as much as what.
pub(crate) struct Law {
    pub(crate) text: &'static str,
    cost: &'static str,
    /// A stage that `cost` contains and that does not count.
    less: Option<&'static str>,
    of: &'static str,
    pub(crate) at_most: f64,
}

const fn grows(text: &'static str, large: &'static str, small: &'static str) -> Law {
    Law { text, cost: large, less: None, of: small, at_most: 2.0 }
}

/// Every law.
pub(crate) const LAWS: [Law; 6] = [
    Law {
        text: "reading with places, against serde_json into `Value`",
        cost: "read/managed",
        less: None,
        of: "read/managed/serde_json",
        at_most: 1.0,
    },
    Law {
        text: "lowering and compiling, against serde_json into `Value`",
        cost: "compile/managed",
        less: Some("read/managed"),
        of: "read/managed/serde_json",
        at_most: 3.0,
    },
    grows("one policy by actions, 10,000 statements against 100", "one/services/10000", "one/services/100"),
    grows(
        "one policy by resources, 10,000 statements against 100",
        "one/resources/10000",
        "one/resources/100",
    ),
    grows(
        "many policies by actions, 10,000 statements against 100",
        "many/services/10000",
        "many/services/100",
    ),
    grows(
        "many policies by resources, 10,000 statements against 100",
        "many/resources/10000",
        "many/resources/100",
    ),
];

impl Law {
    /// The ratio; `None` where a stage is missing.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub(crate) fn ratio(&self, table: &Table) -> Option<f64> {
        let less = self.less.map_or(Some(0), |stage| table.of(stage))?;
        let cost = table.of(self.cost)?.saturating_sub(less);
        Some(cost as f64 / table.of(self.of)? as f64)
    }

    fn holds(&self, table: &Table) -> bool {
        self.ratio(table).is_some_and(|ratio| ratio <= self.at_most)
    }
}

/// Tells how every law fares; fails unless all hold.
pub(super) fn check(table: &Table) -> Result<()> {
    let mut all = true;
    for law in &LAWS {
        let verdict = if law.holds(table) { "holds" } else { "FAILS" };
        let ratio = law.ratio(table).map_or_else(|| "not measured".to_owned(), |ratio| format!("{ratio:.2}"));
        println!("{verdict}  {}: {ratio}, at most {}", law.text, law.at_most);
        all &= law.holds(table);
    }
    if all { Ok(()) } else { bail!("a law of what stages may cost does not hold") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: Law = Law { less: Some("b"), ..grows("", "a", "c") };

    fn table(a: u64) -> Table {
        let rows = format!("a\tpolicy\t{a}\nb\tpolicy\t100\nc\tpolicy\t100");
        format!("# rustc 1.88.0\n# target any\nstage\titem\tinstructions\n{rows}").parse().unwrap()
    }

    #[test]
    fn a_law_holds_up_to_its_bound() {
        assert_eq!(LAW.ratio(&table(300)), Some(2.0));
        assert!(LAW.holds(&table(300)));
        assert!(!LAW.holds(&table(301)));
        assert!(check(&table(300)).is_err(), "a law whose stages are missing does not hold");
    }
}
