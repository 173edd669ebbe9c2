//! The prover: questions about all requests, and what it remembers from one to the next.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use sayso_catalog::ServiceReference;

use super::caller::scenes;
use super::cells::{Actions, Cell};
use super::question::{Claim, Question};
use super::scene::Scene;
use super::side::Side;
use super::space::Space;
use super::table::Lowered;
use super::verdict::{Reason, Unknown, Verdict};
use crate::attached::AttachedPolicies;
use crate::evaluate::ACROSS_ACCOUNTS;
use crate::policy::Policy;
use crate::request::{Action, Key, ResourceKind};

/// What is remembered beyond which all is forgotten, between two questions: some hundred megabytes.
const MOST_REMEMBERED: usize = 2_000_000;

/// Over which actions a statement about all requests is meant.
///
/// ```
/// use sayso::prove::Universe;
///
/// assert_eq!(Universe::default(), Universe::Open);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Universe {
    /// All that there can be, also those that AWS will add.
    #[default]
    Open,
    /// Those of the catalogue.
    Closed,
}

/// Answers questions about all requests.
///
/// It remembers policies and what it found of their patterns, so that many questions of one prover are quicker than as
/// many provers. What is meant by all requests, docs/proving.md says.
///
/// ```
/// use sayso::AttachedPolicies;
/// use sayso::prove::{Prover, Universe, Verdict};
/// use sayso_catalog::ServiceReference;
///
/// let nothing = AttachedPolicies::default();
/// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
/// assert!(matches!(prover.within(&nothing, &nothing), Verdict::Holds));
/// ```
pub struct Prover<'a> {
    pub(super) space: Space,
    pub(super) reference: ServiceReference<'a>,
    pub(super) universe: Universe,
    /// Whether witnesses are made to look like what people know.
    pub(super) readable: bool,
    pub(super) shortcuts: bool,
    lowered: HashMap<*const Policy, Rc<Lowered>>,
}

impl<'a> Prover<'a> {
    /// A prover that remembers nothing yet.
    ///
    /// ```
    /// use sayso::prove::{Prover, Universe};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let _prover = Prover::new(ServiceReference::embedded(), Universe::Closed);
    /// ```
    pub fn new(reference: ServiceReference<'a>, universe: Universe) -> Self {
        Self {
            space: Space::new(),
            reference,
            universe,
            readable: true,
            shortcuts: true,
            lowered: HashMap::new(),
        }
    }

    /// Whether witnesses are made to look like requests that people know: their resources are of the types that the
    /// action takes. It takes time, and is so unless told otherwise.
    ///
    /// ```
    /// use sayso::prove::{Prover, Universe};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let _prover = Prover::new(ServiceReference::embedded(), Universe::Open).readable(false);
    /// ```
    #[must_use]
    pub fn readable(mut self, readable: bool) -> Self {
        self.readable = readable;
        self
    }

    /// Whether everything that `new` allows is allowed by `old`.
    ///
    /// ```
    /// # fn policies(statement: &str) -> sayso::AttachedPolicies {
    /// #     let text = format!(r#"{{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #         "policies": {{"identity": {{"Statement": {statement}}}}}}}"#);
    /// #     text.parse::<sayso::Case>().unwrap().policies
    /// # }
    /// use sayso::prove::{Prover, Universe, Verdict};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
    /// let reads = policies(r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#);
    /// let all = policies(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#);
    /// assert!(matches!(prover.within(&reads, &all), Verdict::Holds));
    /// let Verdict::Fails(witness) = prover.within(&all, &reads) else { panic!() };
    /// assert_eq!(witness.action.service(), "s3");
    /// ```
    pub fn within(&mut self, new: &AttachedPolicies, old: &AttachedPolicies) -> Verdict {
        self.ask(new, old, Claim::Gained)
    }

    /// Whether both allow the same.
    ///
    /// ```
    /// # fn policies(statement: &str) -> sayso::AttachedPolicies {
    /// #     let text = format!(r#"{{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #         "policies": {{"identity": {{"Statement": {statement}}}}}}}"#);
    /// #     text.parse::<sayso::Case>().unwrap().policies
    /// # }
    /// use sayso::prove::{Prover, Universe, Verdict};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
    /// let reads = policies(r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#);
    /// let same = policies(r#"{"Effect": "Allow", "Action": ["s3:get*", "s3:GetObject"], "Resource": "*"}"#);
    /// assert!(matches!(prover.allow_the_same(&reads, &same), Verdict::Holds));
    /// ```
    pub fn allow_the_same(&mut self, one: &AttachedPolicies, other: &AttachedPolicies) -> Verdict {
        self.both([(one, other, Claim::Gained), (other, one, Claim::Gained)])
    }

    /// Whether both mean the same beside any other policies: they allow the same and deny the same explicitly.
    ///
    /// ```
    /// # fn policies(statement: &str) -> sayso::AttachedPolicies {
    /// #     let text = format!(r#"{{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #         "policies": {{"identity": {{"Statement": {statement}}}}}}}"#);
    /// #     text.parse::<sayso::Case>().unwrap().policies
    /// # }
    /// use sayso::prove::{Prover, Universe, Verdict};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
    /// let nothing = policies("[]");
    /// let denies = policies(r#"{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}"#);
    /// assert!(matches!(prover.allow_the_same(&nothing, &denies), Verdict::Holds));
    /// assert!(matches!(prover.equivalent(&nothing, &denies), Verdict::Fails(_)));
    /// ```
    pub fn equivalent(&mut self, one: &AttachedPolicies, other: &AttachedPolicies) -> Verdict {
        self.both([
            (one, other, Claim::Gained),
            (other, one, Claim::Gained),
            (one, other, Claim::Denied),
            (other, one, Claim::Denied),
        ])
    }

    /// Whether nothing is allowed by both.
    ///
    /// ```
    /// # fn policies(statement: &str) -> sayso::AttachedPolicies {
    /// #     let text = format!(r#"{{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #         "policies": {{"identity": {{"Statement": {statement}}}}}}}"#);
    /// #     text.parse::<sayso::Case>().unwrap().policies
    /// # }
    /// use sayso::prove::{Prover, Universe, Verdict};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
    /// let reads = policies(r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#);
    /// let writes = policies(r#"{"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"}"#);
    /// assert!(matches!(prover.disjoint(&reads, &writes), Verdict::Holds));
    /// ```
    pub fn disjoint(&mut self, one: &AttachedPolicies, other: &AttachedPolicies) -> Verdict {
        self.ask(one, other, Claim::Shared)
    }

    /// Whether nothing is allowed of what one of the statements of `what`, an identity policy, matches; all of them
    /// have to be Allow.
    ///
    /// ```
    /// # fn policies(statement: &str) -> sayso::AttachedPolicies {
    /// #     let text = format!(r#"{{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #         "policies": {{"identity": {{"Statement": {statement}}}}}}}"#);
    /// #     text.parse::<sayso::Case>().unwrap().policies
    /// # }
    /// use sayso::prove::{Prover, Universe, Verdict};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open);
    /// let reads = policies(r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#);
    /// let what = policies(r#"{"Effect": "Allow", "Action": "s3:GetObjectAcl", "Resource": "*"}"#);
    /// let what = &what.identity[0].policy;
    /// assert!(matches!(prover.not_granted(&reads, what), Verdict::Fails(_)));
    /// ```
    pub fn not_granted(&mut self, policies: &AttachedPolicies, what: &Arc<Policy>) -> Verdict {
        let sides = self.sides(policies, &AttachedPolicies::default());
        let about = self.lower(what);
        let [first, second] = &sides;
        match self.question([first, second], Claim::Granted) {
            Ok(mut question) => {
                for key in &about.lists {
                    question.lists.get_mut(*key as usize).into_iter().for_each(|is_list| *is_list = true);
                }
                question.about = Some(about);
                question.ask(self)
            }
            Err(unknown) => Verdict::Unknown(unknown),
        }
    }

    fn both<const N: usize>(
        &mut self,
        questions: [(&AttachedPolicies, &AttachedPolicies, Claim); N],
    ) -> Verdict {
        let mut verdict = Verdict::Holds;
        for (first, second, claim) in questions {
            match self.ask(first, second, claim) {
                Verdict::Holds => {}
                fails @ Verdict::Fails(_) => return fails,
                unknown @ Verdict::Unknown(_) => verdict = unknown,
            }
        }
        verdict
    }

    fn ask(&mut self, first: &AttachedPolicies, second: &AttachedPolicies, claim: Claim) -> Verdict {
        let sides = self.sides(first, second);
        let [first, second] = &sides;
        match self.question([first, second], claim) {
            Ok(question) => question.ask(self),
            Err(unknown) => Verdict::Unknown(unknown),
        }
    }

    /// Both sides as cubes.
    pub(super) fn sides(&mut self, first: &AttachedPolicies, second: &AttachedPolicies) -> [Side; 2] {
        if self.space.len() > MOST_REMEMBERED {
            self.space = Space::new();
            self.lowered.clear();
        }
        let first = Side::new(first, 0, |policy| self.lower(policy));
        let second = Side::new(second, first.len(), |policy| self.lower(policy));
        [first, second]
    }

    /// The question of two sides, with who may call.
    pub(super) fn question<'q>(
        &mut self,
        sides: [&'q Side; 2],
        claim: Claim,
    ) -> Result<Question<'q>, Unknown> {
        if let Some(place) = sides.iter().find_map(|side| side.open()) {
            return Err(Unknown { reason: Reason::Open, place: place.to_owned() });
        }
        let asks_who = sides.iter().any(|side| side.asks_who_calls());
        let kind = sides.iter().find_map(|side| side.resource_kind()).unwrap_or_default();
        let scenes = if asks_who {
            let place = || "principals of the policies".to_owned();
            scenes(sides, kind, &mut self.space)
                .ok_or_else(|| Unknown { reason: Reason::Nodes, place: place() })?
        } else {
            vec![Scene::anybody(kind)]
        };
        let lists = self.lists(sides);
        Ok(Question { sides, claim, scenes, lists, markers: markers(sides, asks_who, kind), about: None })
    }

    fn lower(&mut self, policy: &Arc<Policy>) -> Rc<Lowered> {
        let key = Arc::as_ptr(policy);
        if let Some(lowered) = self.lowered.get(&key) {
            return Rc::clone(lowered);
        }
        // It keeps the policy, so that no other comes to stand at its address.
        let lowered = Rc::new(Lowered::of(policy, &mut self.space));
        self.lowered.insert(key, Rc::clone(&lowered));
        lowered
    }

    /// Which keys may have several values: those whose lists a policy looks at, and all others but those that the caller
    /// tells or of which AWS says that they have one. Of a key that the catalogue does not know nobody has said so.
    fn lists(&mut self, sides: [&Side; 2]) -> Vec<bool> {
        let reference = self.reference;
        let has_one = |key: &Key<'_>| {
            key.derived().is_some()
                || reference.condition_key(key.as_str()).is_some_and(|known| !known.is_multivalued())
        };
        let mut lists = self.space.lists(|key| key.is_multivalued() || !has_one(key));
        for key in sides.iter().flat_map(|side| side.lowered()).flat_map(|lowered| &lowered.lists) {
            if let Some(is_list) = lists.get_mut(*key as usize) {
                *is_list = true;
            }
        }
        lists
    }

    /// Hands over the cells of the universe that one of the first policies can match, until something is found.
    pub(super) fn each_cell<T>(
        &mut self,
        actions: &Actions<'_>,
        first: Option<usize>,
        visit: &mut impl FnMut(&mut Self, Cell) -> Option<T>,
    ) -> Option<T> {
        if self.universe == Universe::Closed {
            let reference = self.reference;
            for service in reference.services() {
                for name in service.actions() {
                    let text = format!("{}:{}", service.prefix(), name.name());
                    if let Ok(action) = Action::new(text)
                        && let Some(found) = visit(self, actions.at(&action))
                    {
                        return Some(found);
                    }
                }
            }
            return None;
        }
        if actions.is_odd() {
            let cells = actions.all(&mut self.space);
            return cells.into_iter().find_map(|cell| visit(self, cell));
        }
        if let Some(found) = actions.other(first).and_then(|cell| visit(self, cell)) {
            return Some(found);
        }
        for service in actions.services(first) {
            for cell in actions.open(service, &mut self.space) {
                if let Some(found) = visit(self, cell) {
                    return Some(found);
                }
            }
        }
        None
    }
}

/// Actions and services of which other layers count than of others.
fn markers(sides: [&Side; 2], asks_who: bool, kind: ResourceKind) -> Vec<String> {
    let mut markers = Vec::new();
    if asks_who {
        markers.push("iam:passrole".to_owned());
    }
    if sides.iter().any(|side| !side.policies().resource_control.is_empty()) {
        markers.push("kms:retiregrant".to_owned());
        markers.extend(sayso_catalog::rcp_services().iter().map(|service| format!("{service}:*")));
    }
    match kind {
        ResourceKind::KmsKey => {
            markers.extend(ACROSS_ACCOUNTS.iter().map(|name| format!("kms:{name}")));
            markers.push("kms:*".to_owned());
        }
        ResourceKind::RoleTrust => markers.push("sts:*".to_owned()),
        ResourceKind::Other => {}
    }
    markers.sort_unstable();
    markers.dedup();
    markers
}
