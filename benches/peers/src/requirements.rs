//! What has to hold in every run, with preparation counted on both sides.

use std::fmt::{self, Display, Formatter};

use crate::engine::{Form, Task};
use crate::engines::{CHEAPEST, Cedar, IamRs, Sayso, SaysoTraced};
use crate::library::Library;
use crate::results::Results;
use crate::table::times;

const P1: Task = Task::P1(Form::Counted);
const P30: Task = Task::P30(Form::Counted);

/// A ratio of two times, and the least it may be.
pub(crate) struct Requirement {
    pub(crate) text: &'static str,
    pub(crate) at_least: f64,
    /// `None` where an engine was left out.
    pub(crate) measured: Option<f64>,
}

impl Requirement {
    pub(crate) fn holds(&self) -> bool {
        self.measured.is_some_and(|measured| measured >= self.at_least)
    }
}

impl Display for Requirement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let verdict = if self.holds() { "holds" } else { "FAILS" };
        let measured = self.measured.map_or_else(|| "not measured".to_owned(), |ratio| times(ratio) + "×");
        write!(f, "{verdict}  {}: {measured}, at least {}×", self.text, self.at_least)
    }
}

/// Every requirement with what this run measured.
pub(crate) fn requirements(results: &Results) -> Vec<Requirement> {
    let median = |name: &str, task| Some(results.row(name)?.measure(task)?.median);
    let ratio = |slow: &str, fast: &str, task| Some(median(slow, task)? / median(fast, task)?);
    let requirement = |text, at_least, measured| Requirement { text, at_least, measured };
    vec![
        requirement("P1 against iam-rs", 10.0, ratio(IamRs::NAME, Sayso::NAME, P1)),
        requirement("P30 against iam-rs", 30.0, ratio(IamRs::NAME, Sayso::NAME, P30)),
        requirement("P30 against cedar-policy", 30.0, ratio(Cedar::NAME, Sayso::NAME, P30)),
        requirement("P30 against iam-simulate's cheapest entry", 1_000.0, ratio(CHEAPEST, Sayso::NAME, P30)),
        requirement(
            "P30 fully traced against iam-rs untraced",
            1.0,
            ratio(IamRs::NAME, SaysoTraced::NAME, P30),
        ),
    ]
}
