//! What a composition of policies allows in one cell: the layers put together as the evaluator does.

use std::rc::Rc;

use super::cells::Cell;
use super::lower::Cube;
use super::scene::Scene;
use super::side::Side;
use crate::attached::Layer;
use crate::document::Effect;
use crate::evaluate::{Allows, Grants, Logic, Scope};
use crate::policy::{Caller, Grade};
use crate::request::{Action, Request};
use crate::truth::Truth;

/// Any of these cubes.
pub(super) type Union = Rc<[Cube]>;

/// Any of these lists of unions, of which each must have its part.
#[derive(Debug, Clone)]
pub(super) struct Either(pub(super) Vec<Vec<Union>>);

impl From<Truth> for Either {
    fn from(truth: Truth) -> Self {
        Self(if truth == Truth::Yes { vec![Vec::new()] } else { Vec::new() })
    }
}

impl Either {
    fn of(cubes: Vec<Cube>) -> Self {
        if cubes.iter().any(|cube| cube.is_empty()) {
            return Truth::Yes.into();
        }
        if cubes.is_empty() { Truth::No.into() } else { Self(vec![vec![cubes.into()]]) }
    }

    fn is_certain(&self) -> bool {
        self.0.iter().any(Vec::is_empty)
    }
}

impl Logic for Either {
    fn and(&self, other: &Self) -> Self {
        let joined = |left: &Vec<Union>| {
            let left = left.clone();
            other.0.iter().map(move |right| left.iter().chain(right).cloned().collect())
        };
        Self(self.0.iter().flat_map(joined).collect())
    }

    fn or(&self, other: &Self) -> Self {
        if self.is_certain() || other.is_certain() {
            return Truth::Yes.into();
        }
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }
}

/// What is allowed: one of the lists, and no deny.
#[derive(Debug)]
pub(super) struct Formula {
    pub(super) allows: Either,
    pub(super) denies: Vec<Cube>,
}

impl Formula {
    /// Explicit denies as what has to be met.
    pub(super) fn denied(self) -> Self {
        Self { allows: Either::of(self.denies), denies: Vec::new() }
    }

    /// What one side allows to the caller of a scene.
    pub(super) fn of(side: &Side, scene: &Scene, cell: &Cell) -> Self {
        let action = Action::new(cell.example.as_str()).unwrap_or(Action::any());
        let request = Request { action, ..scene.request() };
        let scope = Scope::of(side.policies(), &request);
        let caller = Caller { principal: &scene.principal, has_boundary: scope.has_boundary() };
        let maker = Maker { side, cell, caller };
        let mut denies = Vec::new();
        for layer in scope.layers() {
            denies.extend(maker.cubes(layer, Effect::Deny).into_iter().map(|(cube, _)| cube));
        }
        let one = |layer: Layer| {
            let is_in_force = scope.in_force(layer);
            let cubes = if is_in_force { maker.cubes(layer, Effect::Allow) } else { Vec::new() };
            Either::of(cubes.into_iter().map(|(cube, _)| cube).collect())
        };
        let mut service_control = Either::from(Truth::Yes);
        for at in scope.service_control_levels() {
            service_control = service_control.and(&one(Layer::ServiceControl(at)));
        }
        let (vpc_endpoint, identity) = (one(Layer::VpcEndpoint), one(Layer::Identity));
        let (boundary, session) = (one(Layer::PermissionsBoundary), one(Layer::Session));
        let mut grants = Grants::default();
        if scope.in_force(Layer::Resource) {
            for grade in [Grade::Direct, Grade::Wild, Grade::Role, Grade::User, Grade::Account] {
                let cubes = maker.cubes(Layer::Resource, Effect::Allow).into_iter();
                let own = cubes.filter(|(_, own)| *own == grade).map(|(cube, _)| cube).collect();
                grants.add(&Either::of(own), grade);
            }
        }
        let credentials = Truth::Yes.into();
        let allows =
            Allows { grants, service_control, vpc_endpoint, identity, boundary, session, credentials };
        Self { allows: scope.combine(&allows), denies }
    }
}

struct Maker<'a> {
    side: &'a Side,
    cell: &'a Cell,
    caller: Caller<'a>,
}

impl Maker<'_> {
    /// The cubes of the statements of a layer that match action and caller, with their grades.
    fn cubes(&self, layer: Layer, effect: Effect) -> Vec<(Cube, Grade)> {
        let mut cubes = Vec::new();
        for (number, lowered, statement) in self.side.statements(layer) {
            if lowered.effect != effect || !self.cell.on.has(number) {
                continue;
            }
            let grade = match statement.principal(&self.caller) {
                Some((outcome, _)) if outcome.truth != Truth::Yes => continue,
                Some((_, grade)) => grade,
                None => Grade::Direct,
            };
            cubes.extend(lowered.cubes.iter().map(|cube| (self.cell.asked(number, cube), grade)));
        }
        cubes
    }
}
