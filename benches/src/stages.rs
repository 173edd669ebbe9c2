//! Each stage of sayso's work as a plain function, for clocks and for instruction counts alike.

mod deciding;
mod reading;

use crate::sets::{Flavour, Shape};

/// A kind of work that is measured by itself.
#[derive(Debug, Clone, Copy)]
pub struct Stage {
    /// What it is called, in tables and on command lines.
    pub name: &'static str,
    /// What a pass works on, several of them: figures are for one.
    pub item: &'static str,
    /// How many passes tell its instruction count: few where a pass is long.
    pub passes: u32,
    set_up: fn() -> Option<Pass>,
}

/// A stage that is set up: what is not measured is done.
pub struct Pass {
    /// How many items a pass works on.
    pub items: usize,
    run: Box<dyn Fn() -> bool>,
}

impl Stage {
    /// Finds a stage by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        STAGES.iter().find(|stage| stage.name == name)
    }

    /// Makes what the stage needs; `None` names a damaged corpus.
    pub fn set_up(&self) -> Option<Pass> {
        (self.set_up)()
    }
}

impl Pass {
    /// Runs one pass; whether every item came out as it must.
    #[must_use]
    pub fn run(&self) -> bool {
        (self.run)()
    }

    /// A pass over all `items`, in order.
    fn over<T: 'static>(items: Vec<T>, work: impl Fn(&T) -> bool + 'static) -> Option<Self> {
        let count = items.len();
        // Not `all`: every item is worked on, whatever the others gave.
        let run = move || items.iter().fold(true, |held, item| work(item) & held);
        (count > 0).then(|| Self { items: count, run: Box::new(run) })
    }
}

const fn stage(name: &'static str, item: &'static str, passes: u32, set_up: fn() -> Option<Pass>) -> Stage {
    Stage { name, item, passes, set_up }
}

const POLICY: &str = "policy";
const REQUEST: &str = "request";

/// Every stage, in the order of the tables.
///
/// `read` ends at JSON values, `parse` at the document (read and lowered), `compile` at what is evaluated
/// (read, lowered and compiled).
pub const STAGES: &[Stage] = &[
    stage("read/managed/serde_json", POLICY, 1, || reading::pass(reading::managed, reading::serde_json)),
    stage("read/managed", POLICY, 1, || reading::pass(reading::managed, reading::read)),
    stage("parse/managed", POLICY, 1, || reading::pass(reading::managed, reading::parse)),
    stage("compile/managed", POLICY, 1, || reading::pass(reading::managed, reading::compile)),
    stage("read/P1/serde_json", POLICY, 1_000, || reading::pass(reading::p1, reading::serde_json)),
    stage("read/P1", POLICY, 1_000, || reading::pass(reading::p1, reading::read)),
    stage("parse/P1", POLICY, 1_000, || reading::pass(reading::p1, reading::parse)),
    stage("compile/P1", POLICY, 1_000, || reading::pass(reading::p1, reading::compile)),
    stage("read/P30/serde_json", POLICY, 50, || reading::pass(reading::p30, reading::serde_json)),
    stage("read/P30", POLICY, 50, || reading::pass(reading::p30, reading::read)),
    stage("parse/P30", POLICY, 50, || reading::pass(reading::p30, reading::parse)),
    stage("compile/P30", POLICY, 50, || reading::pass(reading::p30, reading::compile)),
    stage("prepare", REQUEST, 1_000, deciding::prepare),
    stage("decide/P1", REQUEST, 10_000, || deciding::hit("P1", deciding::decide)),
    stage("decide/P1/traced", REQUEST, 5_000, || deciding::hit("P1", deciding::trace)),
    stage("decide/P1/prepare", REQUEST, 5_000, || deciding::hit("P1", deciding::prepare_and_decide)),
    stage("decide/P30", REQUEST, 1_000, || deciding::all("P30", deciding::decide)),
    stage("decide/P30/traced", REQUEST, 500, || deciding::all("P30", deciding::trace)),
    stage("decide/P30/prepare", REQUEST, 500, || deciding::all("P30", deciding::prepare_and_decide)),
    stage("one/services/100", REQUEST, 2_000, || deciding::set(Shape::One, Flavour::Services, 100)),
    stage("one/services/1000", REQUEST, 2_000, || deciding::set(Shape::One, Flavour::Services, 1_000)),
    stage("one/services/10000", REQUEST, 2_000, || deciding::set(Shape::One, Flavour::Services, 10_000)),
    stage("one/resources/100", REQUEST, 2_000, || deciding::set(Shape::One, Flavour::Resources, 100)),
    stage("one/resources/1000", REQUEST, 2_000, || deciding::set(Shape::One, Flavour::Resources, 1_000)),
    stage("one/resources/10000", REQUEST, 2_000, || deciding::set(Shape::One, Flavour::Resources, 10_000)),
    stage("many/services/100", REQUEST, 2_000, || deciding::set(Shape::Many, Flavour::Services, 100)),
    stage("many/services/1000", REQUEST, 2_000, || deciding::set(Shape::Many, Flavour::Services, 1_000)),
    stage("many/services/10000", REQUEST, 2_000, || deciding::set(Shape::Many, Flavour::Services, 10_000)),
    stage("many/resources/100", REQUEST, 2_000, || deciding::set(Shape::Many, Flavour::Resources, 100)),
    stage("many/resources/1000", REQUEST, 2_000, || deciding::set(Shape::Many, Flavour::Resources, 1_000)),
    stage("many/resources/10000", REQUEST, 2_000, || deciding::set(Shape::Many, Flavour::Resources, 10_000)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_comes_out_as_it_must() {
        for stage in STAGES {
            let pass = stage.set_up().unwrap_or_else(|| panic!("{} is not set up", stage.name));
            assert!(pass.run(), "{}", stage.name);
        }
    }

    #[test]
    fn every_stage_is_found_by_its_name() {
        for (at, stage) in STAGES.iter().enumerate() {
            let first = STAGES.iter().position(|other| other.name == stage.name);
            assert_eq!(first, Some(at), "{}", stage.name);
            assert!(Stage::named(stage.name).is_some());
        }
        assert!(Stage::named("read").is_none());
    }
}
