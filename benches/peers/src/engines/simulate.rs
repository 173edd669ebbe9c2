//! iam-simulate, in a process of its own: its licence is the AGPL, and no code of it is here.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use sayso::Decision;
use serde_json::{Value, json};

use super::node::Node;
use crate::engine::{Engine, PolicyName, Task};
use crate::questions::Questions;

const PACKAGE: &str = "@cloud-copilot/iam-simulate";
const VERSION: &str = "0.1.173";

/// The name of the row that the requirements speak of.
pub(crate) const CHEAPEST: &str = "iam-simulate, cheapest entry";

/// One of its entries; they share a process.
pub(crate) struct Simulate {
    node: Rc<RefCell<Node>>,
    entry: &'static str,
}

impl Simulate {
    /// Its cheapest and its full entry.
    pub(crate) fn entries(questions: &Questions<'_>) -> Result<[Self; 2]> {
        let mut node = Node::start(&format!("{PACKAGE}@{VERSION}"), include_str!("simulate.mjs"))?;
        node.ask(&corpus(questions)?)?;
        let node = Rc::new(RefCell::new(node));
        Ok(["cheapest", "full"].map(|entry| Self { node: Rc::clone(&node), entry }))
    }
}

fn corpus(questions: &Questions<'_>) -> Result<Value> {
    let plain = questions.all.iter().map(|question| &question.plain);
    let requests = plain.map(|plain| {
        json!({
            "principal": plain.principal,
            "action": plain.action,
            "resource": plain.resource,
            "context": plain.context,
        })
    });
    Ok(json!({
        "command": "corpus",
        "account": "123456789012",
        "policies": { "P1": questions.p1, "P30": questions.p30 },
        "requests": requests.collect::<Vec<_>>(),
        "hit": questions.hit()?,
    }))
}

impl Engine for Simulate {
    fn name(&self) -> &'static str {
        match self.entry {
            "full" => "iam-simulate, full entry",
            _ => CHEAPEST,
        }
    }

    fn version(&self) -> &str {
        VERSION
    }

    fn remarks(&self) -> &'static [&'static str] {
        match self.entry {
            "full" => &["`runSimulation`: validates the request, explains; policies validated ahead."],
            _ => &[
                "`runUnsafeSimulation`: no validation, no explanation. Both entries take plain strings and \
                 wrap the policy anew in every call: preparation is only their argument, and reading P30 is \
                 `JSON.parse` here, with validation in the full entry's row. Timed inside Node.",
            ],
        }
    }

    fn decisions(&mut self, policy: PolicyName) -> Result<Vec<Option<Decision>>> {
        let message = json!({ "command": "decisions", "entry": self.entry, "policy": policy.as_str() });
        let answer = self.node.borrow_mut().ask(&message)?;
        let decisions = answer.get("decisions").and_then(Value::as_array).context("no decisions")?;
        Ok(decisions.iter().map(decision).collect())
    }

    fn time(&mut self, task: Task, passes: u32) -> Result<Duration> {
        let message =
            json!({ "command": "time", "entry": self.entry, "task": task.name(), "passes": passes });
        let answer = self.node.borrow_mut().ask(&message)?;
        let nanoseconds = answer.get("nanoseconds").and_then(Value::as_u64).context("no time")?;
        Ok(Duration::from_nanos(nanoseconds))
    }
}

fn decision(text: &Value) -> Option<Decision> {
    match text.as_str()? {
        "Allowed" => Some(Decision::Allowed),
        "ExplicitlyDenied" => Some(Decision::ExplicitDeny),
        "ImplicitlyDenied" => Some(Decision::ImplicitDeny),
        _ => None,
    }
}
