//! What a rule is.

use std::fmt;

use super::context::Context;
use super::findings::Findings;
use crate::diagnostic::Severity;

/// Where a rule comes from.
///
/// ```
/// use sayso::lint::{Origin, rule};
///
/// assert_eq!(rule("MISSING_EFFECT").unwrap().origin, Origin::AccessAnalyzer);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// IAM Access Analyzer's policy validation has it, under the same code.
    AccessAnalyzer,
    /// The same, but the code was not seen in full: it is made from the name of a section of AWS's page.
    AccessAnalyzerSection,
    /// sayso's own.
    Sayso,
}

/// One thing that can be wrong with a policy.
///
/// ```
/// let rule = sayso::lint::rule("MISSING_EFFECT").unwrap();
/// assert_eq!(rule.severity, sayso::Severity::Error);
/// assert!(rule.page.starts_with("# MISSING_EFFECT\n"));
/// ```
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name, stable, in capitals.
    pub code: &'static str,
    /// How much its findings matter. What refuses a policy is an error all the same.
    pub severity: Severity,
    /// Where it comes from.
    pub origin: Origin,
    /// What it finds, why that matters and what to do, in Markdown: the code as title, a sentence, prose, then
    /// `## Fails` and `## Passes` with an example each. Empty without the feature `embed`.
    pub page: &'static str,
    pub(super) check: fn(&Context<'_>, &mut Findings<'_>),
}

impl Rule {
    /// The first sentence of its page.
    ///
    /// ```
    /// let summary = sayso::lint::rule("MISSING_EFFECT").unwrap().summary();
    /// assert_eq!(summary, "A statement has no `Effect`.");
    /// ```
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// A rule's page, where pages are carried in the binary.
pub(super) const fn page(text: &'static str) -> &'static str {
    if cfg!(feature = "embed") { text } else { "" }
}

/// The check of a rule whose findings come from reading the document: every reader makes them, the linter or not.
pub(super) fn found_on_reading(_: &Context<'_>, _: &mut Findings<'_>) {}
