//! Whether the engines decide as the corpus expects.

use anyhow::Result;

use crate::engine::{Engine, PolicyName};
use crate::questions::Questions;

/// The answers of an engine that differ from the corpus, in words.
pub(crate) fn wrong(engine: &mut dyn Engine, questions: &Questions<'_>) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for policy in PolicyName::ALL {
        let decisions = engine.decisions(policy)?;
        for (at, question) in questions.all.iter().enumerate() {
            let expected = question.expected(policy);
            let got = decisions.get(at).copied().flatten();
            if got != Some(expected) {
                let got = got.map_or_else(|| "no decision".to_owned(), |got| format!("{got:?}"));
                let (policy, id) = (policy.as_str(), question.id);
                wrong.push(format!("{policy}, `{id}`: {got} instead of {expected:?}"));
            }
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use sayso::Decision;

    use super::*;
    use crate::engines::linked;

    #[test]
    fn linked_engines_decide_as_the_corpus_expects() {
        let corpus = sayso_benches::corpus().unwrap();
        let questions = Questions::new(&corpus).unwrap();
        for mut engine in linked(&questions).unwrap() {
            let wrong = wrong(engine.as_mut(), &questions).unwrap();
            assert!(wrong.is_empty(), "{}: {wrong:?}", engine.name());
        }
    }

    #[test]
    fn a_wrong_decision_is_named() {
        let corpus = sayso_benches::corpus().unwrap();
        let mut questions = Questions::new(&corpus).unwrap();
        questions.all[0].p30 = Decision::ExplicitDeny;
        for mut engine in linked(&questions).unwrap() {
            let wrong = wrong(engine.as_mut(), &questions).unwrap();
            assert_eq!(wrong, ["P30, `early-allow`: Allowed instead of ExplicitDeny"], "{}", engine.name());
        }
    }
}
