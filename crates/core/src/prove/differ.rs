//! What one side allows and the other does not, action by action of the catalogue.

use std::collections::BTreeMap;

use super::cells::{Actions, Bits, Cell};
use super::prover::{Prover, Universe};
use super::question::{Claim, Left, Question};
use super::verdict::Unknown;
use crate::attached::AttachedPolicies;
use crate::request::Request;

/// Actions of which one side allows more, and a request that shows it.
///
/// ```
/// # let case: sayso::Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}}"#
/// #     .parse().unwrap();
/// use sayso::AttachedPolicies;
/// use sayso::prove::{Prover, Universe};
/// use sayso_catalog::ServiceReference;
///
/// // A policy with `s3:Get*`, and none.
/// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Closed);
/// let (differences, unknown) = prover.differences(&case.policies, &AttachedPolicies::default());
/// assert!(unknown.is_none());
/// assert!(differences[0].actions.contains(&"s3:GetObject".to_owned()));
/// ```
#[derive(Debug, Clone)]
pub struct Difference {
    /// The actions, in the catalogue's order; an example where it has none.
    pub actions: Vec<String>,
    /// A request for the first of them that the one side allows and the other does not.
    pub witness: Request<'static>,
}

impl Prover<'_> {
    /// What `new` allows and `old` does not: for each group of actions a request, and whether some stay unknown. In the
    /// closed universe every action of the catalogue that differs is listed; in the open one examples are.
    ///
    /// ```
    /// use sayso::AttachedPolicies;
    /// use sayso::prove::{Prover, Universe};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let nothing = AttachedPolicies::default();
    /// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
    /// let (differences, unknown) = prover.differences(&nothing, &nothing);
    /// assert!(differences.is_empty() && unknown.is_none());
    /// ```
    pub fn differences(
        &mut self,
        new: &AttachedPolicies,
        old: &AttachedPolicies,
    ) -> (Vec<Difference>, Option<Unknown>) {
        let sides = self.sides(new, old);
        let [first, second] = &sides;
        match self.question([first, second], Claim::Gained) {
            Ok(question) => question.differences(self),
            Err(unknown) => (Vec::new(), Some(unknown)),
        }
    }
}

impl Question<'_> {
    fn differences(&self, prover: &mut Prover<'_>) -> (Vec<Difference>, Option<Unknown>) {
        let all = self.lowered();
        let actions = Actions::new(&all, &self.markers);
        let first = self.matching();
        let mut groups: BTreeMap<Bits, (Cell, Vec<String>)> = BTreeMap::new();
        let mut apart: Vec<(Cell, Vec<String>)> = Vec::new();
        prover.each_cell(&actions, first, &mut |_: &mut Prover<'_>, cell: Cell| -> Option<()> {
            if cell.asks.is_some() {
                apart.push((cell, Vec::new()));
                return None;
            }
            let action = cell.action.clone();
            groups.entry(cell.on.clone()).or_insert_with(|| (cell, Vec::new())).1.push(action);
            None
        });
        let (mut found, mut unknown) = (Vec::<Difference>::new(), None);
        let mut left = Left::all(prover.shortcuts);
        for (cell, actions) in groups.into_values().chain(apart) {
            let mut in_scene = |scene| self.cell(scene, &cell, prover, &mut left, &mut unknown);
            let Some(witness) = self.scenes.iter().find_map(&mut in_scene) else { continue };
            let actions = if actions.is_empty() { vec![witness.action.as_str().to_owned()] } else { actions };
            found.push(Difference { actions, witness });
        }
        if prover.universe == Universe::Open {
            for one in &mut found {
                one.actions.truncate(1);
            }
        }
        found.sort_by(|one, other| one.actions.cmp(&other.actions));
        (found, unknown)
    }
}
