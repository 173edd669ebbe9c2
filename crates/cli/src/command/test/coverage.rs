//! Coverage of the policies by the cases that run, and the bar it must pass.

use std::str::FromStr;

use sayso::coverage::{Count, PolicyCoverage};
use sayso::{Case, Coverage, Trace, evaluate};

/// What was exercised, sorted by file and place.
#[derive(Debug)]
pub(crate) struct CoverageReport {
    pub(crate) policies: Vec<PolicyCoverage>,
    /// The least that will do.
    pub(crate) bar: Option<Percent>,
}

impl CoverageReport {
    pub(super) fn new(coverage: &Coverage, bar: Option<Percent>) -> Self {
        Self { policies: coverage.report(), bar }
    }

    /// All policies together.
    pub(crate) fn all(&self) -> Count {
        self.policies.iter().map(PolicyCoverage::all).fold(Count::default(), Count::plus)
    }

    /// The bar that is missed, if one is.
    pub(crate) fn missed(&self) -> Option<Percent> {
        self.bar.filter(|bar| bar.exceeds(self.all()))
    }
}

/// Evaluates a case once more, with everything recorded.
pub(super) fn record(coverage: &mut Coverage, case: &Case) {
    let mut trace = Trace::default();
    evaluate(&case.policies, &case.request, &mut trace);
    trace.finish();
    coverage.record(case, &trace);
}

/// A whole number up to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Percent(u8);

impl Percent {
    /// How much that is, rounded down: 100 is everything. Nothing to cover is covered.
    pub(crate) fn of(count: Count) -> Self {
        let percent = (count.covered * 100).checked_div(count.total).unwrap_or(100);
        Self(u8::try_from(percent).unwrap_or(100))
    }

    fn exceeds(self, count: Count) -> bool {
        Self::of(count).0 < self.0
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}%", self.0)
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.strip_suffix('%').unwrap_or(text).parse().ok().filter(|number| *number <= 100);
        number.map(Self).ok_or_else(|| "expected a whole number from 0 to 100".to_owned())
    }
}
