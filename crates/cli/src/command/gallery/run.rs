//! An example's scenario, run from memory.

use sayso::case::{LoadError, UnreadableCase};
use sayso::evaluate::StatementTrace;
use sayso::{Case, Decision, Effect, Explanation, Limits, PolicyLoader, Source};

use super::examples::Example;
use crate::input::{Failure, loader, scenario};

/// An example with what came of its tests.
pub(super) struct Tested {
    pub(super) example: &'static Example,
    pub(super) tests: Vec<Outcome>,
}

/// What came of a test.
#[derive(Debug, serde::Serialize)]
pub(super) struct Outcome {
    pub(super) name: String,
    pub(super) passed: bool,
    pub(super) decision: &'static str,
    /// A statement that decided; the one that the test names, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sid: Option<String>,
    /// What was expected instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expected: Option<String>,
}

impl Tested {
    pub(super) fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed).count()
    }

    pub(super) fn passed(&self) -> usize {
        self.tests.len() - self.failed()
    }
}

/// Runs the scenario of an example.
pub(super) fn example(example: &'static Example) -> Result<Tested, Failure> {
    let Some(file) = example.scenario() else {
        return Err(Failure::Message(format!("the example `{}` has no scenario", example.slug)));
    };
    let source = Source::new(file.name, file.text);
    let cases = scenario::read(&source, &Limits::default(), &Embedded(example));
    let tests: Result<Vec<Outcome>, UnreadableCase> =
        cases.into_iter().map(|case| case.map(|case| outcome(&case))).collect();
    let tests = tests.map_err(|unreadable| Failure::Faults(unreadable.diagnostics))?;
    Ok(Tested { example, tests })
}

/// A test passes by the rules of `sayso test`.
fn outcome(case: &Case) -> Outcome {
    let explanation = Explanation::new(&case.policies, &case.request);
    let decision = explanation.decision();
    let sids: Vec<String> =
        deciding(&explanation, decision).filter_map(|statement| sid(&explanation, statement)).collect();
    let passed = case.passes() == Some(true);
    let expected = case.expected.map_or("a decision", sayso::Expected::as_str);
    let wanted = case.sid.as_ref().map_or_else(String::new, |sid| format!(" by `{sid}`"));
    let first = explanation.deciding().first().and_then(|statement| sid(&explanation, statement));
    Outcome {
        name: case.id.clone(),
        passed,
        decision: decision.as_str(),
        sid: case.sid.clone().filter(|sid| sids.contains(sid)).or(first),
        expected: (!passed).then(|| format!("{expected}{wanted}")),
    }
}

fn deciding<'e>(
    explanation: &'e Explanation<'_>,
    decision: Decision,
) -> impl Iterator<Item = &'e StatementTrace> {
    let effect = match decision {
        Decision::Allowed => Some(Effect::Allow),
        Decision::ExplicitDeny => Some(Effect::Deny),
        Decision::ImplicitDeny | Decision::Depends => None,
    };
    effect.into_iter().flat_map(|effect| explanation.trace().matched(effect))
}

fn sid(explanation: &Explanation<'_>, statement: &StatementTrace) -> Option<String> {
    explanation.node(statement.at)?.sid.as_ref().map(|sid| sid.value.clone())
}

/// Finds policies among the example's own files.
struct Embedded(&'static Example);

impl PolicyLoader for Embedded {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        if let Some(name) = reference.strip_prefix("managed:") {
            return loader::managed(name).map_err(LoadError::Missing);
        }
        match self.0.file(reference) {
            Some(file) => Ok(Source::new(file.name, file.text)),
            None => Err(LoadError::Missing(format!("the example has no file `{reference}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::File;
    use super::*;

    const POLICY: File = File {
        name: "p.json",
        text: r#"{"Statement": {"Sid": "List", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}"#,
    };
    const SCENARIO: &str = "principal: arn:aws:iam::123456789012:user/ana
action: s3:ListAllMyBuckets
policies: {identity: p.json}
tests:
";

    fn run(tests: &str) -> Result<Tested, Failure> {
        let text = format!("{SCENARIO}{tests}").leak();
        let files = vec![POLICY, File { name: "x.test.yaml", text }].leak();
        super::example(Box::leak(Box::new(Example { slug: "x", files })))
    }

    #[test]
    fn a_test_fails_by_its_decision_or_its_statement() {
        let tested = run(
            "  - expected: allowed\n    sid: List\n  - expected: denied\n  - expected: allowed\n    sid: Other\n",
        );
        let tested = tested.unwrap();
        assert_eq!((tested.passed(), tested.failed()), (1, 2));
        let expected: Vec<_> = tested.tests.iter().map(|test| test.expected.as_deref()).collect();
        assert_eq!(expected, [None, Some("denied"), Some("allowed by `Other`")]);
        assert!(tested.tests.iter().all(|test| test.sid.as_deref() == Some("List")));
    }

    #[test]
    fn what_cannot_be_read_is_no_failed_test() {
        assert!(run("  - expected: allowed\n    policies: {identity: q.json}\n").is_err());
        assert!(run("  - expect: allowed\n").is_err());
    }
}
