//! The corpus as plain strings, the same for every engine.

use anyhow::{Context as _, Result};
use sayso::Decision;
use sayso_benches::{Corpus, PlainRequest, expected, plain};

use crate::engine::PolicyName;

/// A request, what it is called and what the corpus expects of it.
pub(crate) struct Question<'a> {
    pub(crate) id: &'a str,
    pub(crate) plain: PlainRequest<'a>,
    pub(crate) p1: Decision,
    pub(crate) p30: Decision,
}

/// Both policies as JSON, and the requests.
pub(crate) struct Questions<'a> {
    pub(crate) p1: &'a str,
    pub(crate) p30: &'a str,
    pub(crate) all: Vec<Question<'a>>,
}

impl Question<'_> {
    pub(crate) fn expected(&self, policy: PolicyName) -> Decision {
        match policy {
            PolicyName::P1 => self.p1,
            PolicyName::P30 => self.p30,
        }
    }
}

impl<'a> Questions<'a> {
    pub(crate) fn new(corpus: &'a Corpus) -> Result<Self> {
        let all = corpus.requests.iter().map(|value| {
            Some(Question {
                id: value.get("id")?.as_str()?,
                plain: plain(value)?,
                p1: expected(value, "P1")?,
                p30: expected(value, "P30")?,
            })
        });
        let all = all.collect::<Option<_>>().context("a request of the corpus is damaged")?;
        Ok(Self { p1: text(corpus, PolicyName::P1)?, p30: text(corpus, PolicyName::P30)?, all })
    }

    pub(crate) fn policy(&self, policy: PolicyName) -> &'a str {
        match policy {
            PolicyName::P1 => self.p1,
            PolicyName::P30 => self.p30,
        }
    }

    /// Which request P1 allows.
    pub(crate) fn hit(&self) -> Result<usize> {
        let hit = self.all.iter().position(|question| question.p1 == Decision::Allowed);
        hit.context("P1 allows no request of the corpus")
    }
}

fn text(corpus: &Corpus, policy: PolicyName) -> Result<&str> {
    let found = corpus.policies.iter().find(|(name, ..)| name == policy.as_str());
    found.map(|(_, text, _)| text.as_str()).context("the corpus lacks a policy")
}
