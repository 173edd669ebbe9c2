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
    /// Why it does not hold yet; once it does, this has to go.
    pending: Option<&'static str>,
}

/// Of many policies, nothing is indexed across them.
const NO_INDEX: Option<&str> = Some("waits for an index over whole sets");

const fn grows(text: &'static str, large: &'static str, small: &'static str) -> Law {
    Law { text, cost: large, less: None, of: small, at_most: 2.0, pending: None }
}

/// Every law.
pub(crate) const LAWS: [Law; 6] = [
    Law {
        text: "reading with places, against serde_json into `Value`",
        cost: "read/managed",
        less: None,
        of: "read/managed/serde_json",
        at_most: 1.0,
        pending: None,
    },
    Law {
        text: "lowering and compiling, against serde_json into `Value`",
        cost: "compile/managed",
        less: Some("read/managed"),
        of: "read/managed/serde_json",
        at_most: 3.0,
        pending: None,
    },
    grows("one policy by actions, 10,000 statements against 100", "one/services/10000", "one/services/100"),
    grows(
        "one policy by resources, 10,000 statements against 100",
        "one/resources/10000",
        "one/resources/100",
    ),
    Law {
        pending: NO_INDEX,
        ..grows(
            "many policies by actions, 10,000 statements against 100",
            "many/services/10000",
            "many/services/100",
        )
    },
    Law {
        pending: NO_INDEX,
        ..grows(
            "many policies by resources, 10,000 statements against 100",
            "many/resources/10000",
            "many/resources/100",
        )
    },
];

impl Law {
    /// The ratio; `None` where a stage is missing.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub(crate) fn ratio(&self, table: &Table) -> Option<f64> {
        let less = self.less.map_or(Some(0), |stage| table.of(stage))?;
        let cost = table.of(self.cost)?.saturating_sub(less);
        Some(cost as f64 / table.of(self.of)? as f64)
    }

    /// What to say of it, and whether that is as it has to be.
    fn verdict(&self, table: &Table) -> (&'static str, bool) {
        let holds = self.ratio(table).is_some_and(|ratio| ratio <= self.at_most);
        match (holds, self.pending) {
            (true, None) => ("holds", true),
            (false, None) => ("FAILS", false),
            (true, Some(_)) => {
                ("HOLDS, so it is not pending any more (xtask/src/instructions/laws.rs)", false)
            }
            (false, Some(why)) => (why, true),
        }
    }

    /// Whether it is asked for already.
    pub(crate) fn pending(&self) -> Option<&'static str> {
        self.pending
    }
}

/// Tells how every law fares; fails unless all hold.
pub(super) fn check(table: &Table) -> Result<()> {
    let mut all = true;
    for law in &LAWS {
        let (verdict, fine) = law.verdict(table);
        let ratio = law.ratio(table).map_or_else(|| "not measured".to_owned(), |ratio| format!("{ratio:.2}"));
        println!("{verdict}  {}: {ratio}, at most {}", law.text, law.at_most);
        all &= fine;
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
        assert_eq!((LAW.ratio(&table(300)), LAW.verdict(&table(300))), (Some(2.0), ("holds", true)));
        assert_eq!(LAW.verdict(&table(301)), ("FAILS", false));
    }

    #[test]
    fn a_pending_law_may_fail_and_may_not_hold() {
        let law = Law { pending: Some("waits"), ..LAW };
        assert_eq!(law.verdict(&table(301)), ("waits", true));
        assert!(!law.verdict(&table(300)).1);
    }
}
