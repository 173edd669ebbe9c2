//! Engines that are linked in: the same loops around each, compiled for it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use sayso::Decision;
use sayso_benches::PlainRequest;

use crate::engine::{Engine, Form, PolicyName, Task};
use crate::questions::Questions;

/// A Rust library that decides requests.
pub(crate) trait Library {
    /// A policy, ready to be evaluated.
    type Policy;
    /// A request, ready to be decided; it may borrow the plain texts.
    type Request<'r>;
    /// What a decision comes as.
    type Answer;

    const NAME: &'static str;
    const REMARKS: &'static [&'static str];

    fn version(&self) -> &str;

    /// The policy in the library's own language, where that is not JSON.
    fn translation(_policy: PolicyName) -> Option<&'static str> {
        None
    }

    fn parse(&self, text: &str) -> Option<Self::Policy>;

    fn prepare<'r>(&self, plain: &PlainRequest<'r>) -> Option<Self::Request<'r>>;

    fn decide(&self, policy: &Self::Policy, request: &Self::Request<'_>) -> Self::Answer;

    /// Reads the answer; never timed.
    fn decision(answer: &Self::Answer) -> Option<Decision>;
}

/// A library with everything in its own form.
pub(crate) struct Linked<'a, L: Library> {
    library: L,
    p1: L::Policy,
    p30: L::Policy,
    p30_text: &'a str,
    plain: Vec<PlainRequest<'a>>,
    prepared: Vec<L::Request<'a>>,
    hit: (PlainRequest<'a>, L::Request<'a>),
}

impl<'a, L: Library> Linked<'a, L> {
    pub(crate) fn new(library: L, questions: &Questions<'a>) -> Result<Self> {
        let text = |policy| L::translation(policy).unwrap_or_else(|| questions.policy(policy));
        let parse = |policy| {
            let parsed = library.parse(text(policy));
            parsed.with_context(|| format!("{} does not parse {}", L::NAME, policy.as_str()))
        };
        let prepare = |plain: &PlainRequest<'a>| {
            library.prepare(plain).with_context(|| format!("{} refuses {plain:?}", L::NAME))
        };
        let plain: Vec<_> = questions.all.iter().map(|question| question.plain.clone()).collect();
        let prepared = plain.iter().map(prepare).collect::<Result<_>>()?;
        let hit = plain.get(questions.hit()?).cloned().context("no such request")?;
        Ok(Self {
            p1: parse(PolicyName::P1)?,
            p30: parse(PolicyName::P30)?,
            p30_text: text(PolicyName::P30),
            hit: (hit.clone(), prepare(&hit)?),
            plain,
            prepared,
            library,
        })
    }

    /// Prepares and decides every request of `plain`.
    fn counted(&self, policy: &L::Policy, plain: &[PlainRequest<'_>]) {
        for plain in plain {
            if let Some(request) = self.library.prepare(black_box(plain)) {
                black_box(self.library.decide(policy, &request));
            }
        }
    }

    /// Decides every request of `prepared`.
    fn prepared(&self, policy: &L::Policy, prepared: &[L::Request<'_>]) {
        for request in prepared {
            black_box(self.library.decide(policy, black_box(request)));
        }
    }
}

impl<L: Library> Engine for Linked<'_, L> {
    fn name(&self) -> &'static str {
        L::NAME
    }

    fn version(&self) -> &str {
        self.library.version()
    }

    fn remarks(&self) -> &'static [&'static str] {
        L::REMARKS
    }

    fn decisions(&mut self, policy: PolicyName) -> Result<Vec<Option<Decision>>> {
        let policy = match policy {
            PolicyName::P1 => &self.p1,
            PolicyName::P30 => &self.p30,
        };
        let decide = |request| L::decision(&self.library.decide(policy, request));
        Ok(self.prepared.iter().map(decide).collect())
    }

    fn time(&mut self, task: Task, passes: u32) -> Result<Duration> {
        let (plain, prepared) = &self.hit;
        let (plain, prepared) = (std::slice::from_ref(plain), std::slice::from_ref(prepared));
        Ok(match task {
            Task::P1(Form::Counted) => timed(passes, || self.counted(&self.p1, plain)),
            Task::P1(Form::Prepared) => timed(passes, || self.prepared(&self.p1, prepared)),
            Task::P30(Form::Counted) => timed(passes, || self.counted(&self.p30, &self.plain)),
            Task::P30(Form::Prepared) => timed(passes, || self.prepared(&self.p30, &self.prepared)),
            Task::Parse => timed(passes, || {
                black_box(self.library.parse(black_box(self.p30_text)));
            }),
        })
    }
}

fn timed(passes: u32, pass: impl Fn()) -> Duration {
    let start = Instant::now();
    for _ in 0..passes {
        pass();
    }
    start.elapsed()
}
