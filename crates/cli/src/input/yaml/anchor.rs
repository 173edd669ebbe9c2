//! Anchors and the aliases that repeat them, within a budget: a few lines of aliases of aliases can
//! stand for billions of nodes.

use std::collections::BTreeMap;

use sayso::json::{Node, Value};

/// Bytes that anchors and aliases of one document may stand for, roughly as held in memory.
const BUDGET: usize = 64_000_000;

/// What a node costs besides its text.
const NODE: usize = 64;

#[derive(Default)]
pub(super) struct Anchors<'a> {
    nodes: BTreeMap<usize, Anchored<'a>>,
    spent: usize,
}

struct Anchored<'a> {
    node: Node<'a>,
    cost: usize,
    height: usize,
}

impl<'a> Anchors<'a> {
    /// Anchors end with their document.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Remembers a node for the aliases to come.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node<'a>) -> Result<(), String> {
        let (cost, height) = measure(node);
        self.spend(cost)?;
        self.nodes.insert(anchor, Anchored { node: node.clone(), cost, height });
        Ok(())
    }

    /// The node that an alias repeats, if it is no deeper than `room`.
    pub(super) fn resolve(&mut self, anchor: usize, room: usize) -> Result<Node<'a>, String> {
        let inside = || "the alias stands inside what it repeats".to_owned();
        let Anchored { cost, height, .. } = self.nodes.get(&anchor).ok_or_else(inside)?;
        if *height > room {
            return Err("with this alias the nesting is too deep".to_owned());
        }
        self.spend(*cost)?;
        self.nodes.get(&anchor).map(|anchored| anchored.node.clone()).ok_or_else(inside)
    }

    fn spend(&mut self, cost: usize) -> Result<(), String> {
        self.spent = self.spent.saturating_add(cost);
        if self.spent > BUDGET {
            return Err(format!("the aliases up to here stand for more than {BUDGET} bytes"));
        }
        Ok(())
    }
}

/// Cost and height: nested collections, 0 for a scalar.
fn measure(node: &Node<'_>) -> (usize, usize) {
    let of_items = |(cost, height), (more, item): (usize, &Node<'_>)| {
        let (item_cost, item_height) = measure(item);
        (cost + more + item_cost, std::cmp::max(height, item_height + 1))
    };
    match &node.value {
        Value::Null | Value::Bool(_) => (NODE, 0),
        Value::Number(text) | Value::String(text) | Value::Unknown(text) => (NODE + text.len(), 0),
        Value::Array(items) => items.iter().map(|item| (0, item)).fold((NODE, 1), of_items),
        Value::Object(members) => members
            .iter()
            .map(|member| (NODE + member.key.value.len(), &member.value))
            .fold((NODE, 1), of_items),
    }
}
