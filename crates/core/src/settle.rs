//! What an open decision depends on, exactly.
//!
//! The evaluator carries unknown facts by Kleene's rules: what it says for certain holds, but it may say
//! [`Decision::Depends`] where two uses of one key settle each other. Here the unknown keys are given
//! values: for each key one value of every kind that the policies can tell apart, so that a search over
//! them sees every decision that there can be.
//!
//! ```text
//! stake   which elements of which statements are open, and the keys they use
//! uses    for one key, the values that its uses ask for (words, typed, filling)
//! domain  one fact for every way in which those uses can turn out
//! search  assignments of facts to keys, each decided by the ordinary evaluator
//! survey  which decisions there are
//! sets    the minimal sets of keys that decide, made of the keys that force one decision (support)
//! ```

mod domain;
mod filling;
mod machine;
mod pairs;
mod search;
mod sets;
mod stake;
mod support;
mod survey;
pub(crate) mod typed;
mod uses;
mod variables;
mod words;

use crate::attached::AttachedPolicies;
use crate::evaluate::{Decision, NoTrace, evaluate};
use crate::request::{Fact, Key, Request};
use crate::truth::Truth;

use domain::Domains;
use search::Search;
use stake::Stake;

/// Evaluations after which [`settle`] stops, unless told otherwise: enough for six unknown keys with
/// four kinds of values each.
pub const DEFAULT_BUDGET: usize = 20_000;

/// Sets of keys reported; more of them help nobody.
pub const MOST_SETS: usize = 8;

/// What becomes of a request when its unknown facts are looked into.
///
/// ```
/// use sayso::{Case, Decision, Settled, settle, settle::DEFAULT_BUDGET};
///
/// // One of the two statements allows, whether or not the request comes through an endpoint.
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "unknown": ["aws:SourceVpce"],
///     "policies": {"identity": {"Statement": [
///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
///          "Condition": {"Null": {"aws:SourceVpce": "true"}}},
///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
///          "Condition": {"Null": {"aws:SourceVpce": "false"}}}]}}
/// }"#.parse().unwrap();
/// let settled = settle(&case.policies, &case.request, DEFAULT_BUDGET);
/// assert_eq!(settled, Settled::Decided(Decision::Allowed));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Whatever the unknown facts are, this is the decision; never [`Decision::Depends`].
    Decided(Decision),
    /// The unknown facts matter, or it could not be shown that they do not.
    Depends(Dependence),
}

/// What a decision depends on.
///
/// ```
/// # use sayso::{Case, Explanation, Settled};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
/// #     "unknown": ["aws:MultiFactorAuthPresent", "aws:SourceIp"],
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
/// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
/// # }"#.parse().unwrap();
/// let explanation = Explanation::new(&case.policies, &case.request);
/// let Some(Settled::Depends(dependence)) = explanation.settled() else { panic!() };
/// let keys: Vec<&str> = dependence.sets()[0].keys().iter().map(|key| key.as_str()).collect();
/// assert_eq!(keys, ["aws:MultiFactorAuthPresent"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    sets: Vec<DecidingKeys>,
    allowing: Option<DecidingKeys>,
    allowable: Truth,
    evaluations: usize,
    exhausted: bool,
    proved: bool,
}

impl Dependence {
    /// The sets of keys that decide, smallest first and then by name, at most [`MOST_SETS`]. None is
    /// part of another. Empty only if the search stopped early.
    ///
    /// ```
    /// # use sayso::{Case, Settled, settle, settle::DEFAULT_BUDGET};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
    ///     "unknown": ["aws:SourceIp", "aws:SourceVpc"],
    ///     "policies": {"identity": {"Statement": [
    ///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
    ///          "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}},
    ///         {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
    ///          "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}}]}}
    /// }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// // To allow, either key is enough; to deny, both have to be known.
    /// assert_eq!(on.sets().len(), 1);
    /// assert_eq!(on.sets()[0].keys().len(), 2);
    /// ```
    pub fn sets(&self) -> &[DecidingKeys] {
        &self.sets
    }

    /// Where no example of the sets is allowed, because fewer keys tell one denial from another: keys
    /// and the one example of them that is. None of these keys can be left out.
    ///
    /// ```
    /// # use sayso::{Case, Decision, Settled, settle, settle::DEFAULT_BUDGET};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
    ///     "unknown": ["aws:MultiFactorAuthPresent", "aws:RequestedRegion", "aws:SourceIp"],
    ///     "policies": {"identity": {"Statement": [
    ///         {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
    ///             "Bool": {"aws:MultiFactorAuthPresent": "true"},
    ///             "StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
    ///         {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
    ///             "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}}
    /// }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// // Two keys tell an explicit denial from an implicit one; all three are needed to be allowed.
    /// assert_eq!(on.sets()[0].keys().len(), 2);
    /// assert_eq!(on.allowing().unwrap().keys().len(), 3);
    /// assert_eq!(on.allowing().unwrap().examples()[0].decision(), Decision::Allowed);
    /// ```
    pub fn allowing(&self) -> Option<&DecidingKeys> {
        self.allowing.as_ref()
    }

    /// Whether some facts allow the request: `Yes` if an example does, `No` if none can, `Unknown` if
    /// the search ended before that was seen.
    ///
    /// ```
    /// # use sayso::{Case, Settled, Truth, settle, settle::DEFAULT_BUDGET};
    /// // Nothing allows, so the unknown key only tells one denial from the other.
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
    ///     "unknown": ["aws:SecureTransport"],
    ///     "policies": {"identity": {"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
    ///         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}}}
    /// }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// assert_eq!(on.allowable(), Truth::No);
    /// ```
    pub fn allowable(&self) -> Truth {
        self.allowable
    }

    /// How many assignments were decided, the unit of the budget of [`settle`].
    ///
    /// ```
    /// # use sayso::{Case, Settled, settle, settle::DEFAULT_BUDGET};
    /// # let case: Case = r#"{
    /// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
    /// #     "unknown": ["aws:MultiFactorAuthPresent"],
    /// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    /// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
    /// # }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// assert!((2..20).contains(&on.evaluations()));
    /// ```
    pub fn evaluations(&self) -> usize {
        self.evaluations
    }

    /// Whether the search stopped before it had seen everything: the budget was used up, a key has too
    /// many values that differ, or it is used in ways that no list of values covers and one decision only
    /// was found. The examples are true all the same; a set may then be larger than it has to be.
    ///
    /// ```
    /// # use sayso::{Case, Settled, settle};
    /// # let case: Case = r#"{
    /// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
    /// #     "unknown": ["aws:MultiFactorAuthPresent"],
    /// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    /// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
    /// # }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, 1) else { panic!() };
    /// assert!(on.exhausted() && !on.proved());
    /// ```
    pub fn exhausted(&self) -> bool {
        self.exhausted
    }

    /// Whether it is proved that no part of a set decides, and that no set is missing but those beyond
    /// [`MOST_SETS`]. It is not where keys are compared with each other, or one key with values of
    /// different types: there the values tried are telling, but not all there are.
    ///
    /// ```
    /// # use sayso::{Case, Settled, settle, settle::DEFAULT_BUDGET};
    /// let ask = |value: &str| -> Case {
    ///     format!(r#"{{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///         "unknown": ["aws:PrincipalTag/team", "aws:ResourceTag/team"],
    ///         "policies": {{"identity": {{"Version": "2012-10-17", "Statement": {{
    ///             "Effect": "Allow", "Action": "s3:*", "Resource": "*",
    ///             "Condition": {{"StringEquals": {{"aws:ResourceTag/team": "{value}"}}}}}}}}}}}}"#)
    ///     .parse().unwrap()
    /// };
    /// let proved = |case: &Case| match settle(&case.policies, &case.request, DEFAULT_BUDGET) {
    ///     Settled::Depends(on) => on.proved(),
    ///     Settled::Decided(_) => panic!(),
    /// };
    /// assert!(proved(&ask("blue")));
    /// assert!(!proved(&ask("${aws:PrincipalTag/team}")));
    /// ```
    pub fn proved(&self) -> bool {
        self.proved
    }
}

/// Keys that decide together: stating just these, the other unknown facts left unknown, is enough to
/// reach different decisions, and no smaller part of them is.
///
/// ```
/// # use sayso::{Case, Decision, Fact, Settled, settle, settle::DEFAULT_BUDGET};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
/// #     "unknown": ["aws:MultiFactorAuthPresent"],
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
/// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
/// # }"#.parse().unwrap();
/// # let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
/// // The policy: Allow, with `Bool aws:MultiFactorAuthPresent true`.
/// let mfa = &on.sets()[0];
/// assert_eq!(mfa.examples()[0].decision(), Decision::Allowed);
/// assert_eq!(mfa.examples()[0].facts(), [Fact::Known("true".into())]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidingKeys {
    keys: Vec<Key<'static>>,
    examples: Vec<Example>,
}

impl DecidingKeys {
    /// The keys, by name.
    ///
    /// ```
    /// # use sayso::{Case, Settled, request::Key, settle, settle::DEFAULT_BUDGET};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "unknown": ["aws:SourceIp"],
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    ///         "Condition": {"IpAddress": {"AWS:SourceIP": "203.0.113.0/24"}}}}}
    /// }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// // Names compare without regard to case (C06).
    /// assert_eq!(on.sets()[0].keys()[0], Key::new("aws:sourceip"));
    /// ```
    pub fn keys(&self) -> &[Key<'static>] {
        &self.keys
    }

    /// One example for every decision that these keys can force, at least two; `allowed` comes first.
    ///
    /// ```
    /// # use sayso::{Case, Decision, Settled, settle, settle::DEFAULT_BUDGET};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "unknown": ["aws:SourceIp"],
    ///     "policies": {"identity": {"Statement": [
    ///         {"Effect": "Allow", "Action": "*", "Resource": "*"},
    ///         {"Effect": "Deny", "Action": "*", "Resource": "*",
    ///          "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}}
    /// }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// let decisions: Vec<_> = on.sets()[0].examples().iter().map(|example| example.decision()).collect();
    /// assert_eq!(decisions, [Decision::Allowed, Decision::ExplicitDeny]);
    /// ```
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

/// Facts about some keys, and the decision that the evaluator makes of them.
///
/// ```
/// # use sayso::{Case, Decision, Settled, settle, settle::DEFAULT_BUDGET};
/// # let mut case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
/// #     "unknown": ["aws:MultiFactorAuthPresent"],
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
/// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
/// # }"#.parse().unwrap();
/// # let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
/// // An example holds when its facts are stated.
/// let (set, example) = (&on.sets()[0], &on.sets()[0].examples()[0]);
/// for (key, fact) in set.keys().iter().zip(example.facts()) {
///     case.request.context.insert(key.as_str().to_owned(), fact.clone());
/// }
/// assert_eq!(sayso::decide(&case.policies, &case.request), example.decision());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    decision: Decision,
    facts: Vec<Fact<'static>>,
}

impl Example {
    /// The decision; never [`Decision::Depends`].
    ///
    /// ```
    /// # use sayso::{Case, Decision, Settled, settle, settle::DEFAULT_BUDGET};
    /// # let case: Case = r#"{
    /// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
    /// #     "unknown": ["aws:MultiFactorAuthPresent"],
    /// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    /// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
    /// # }"#.parse().unwrap();
    /// # let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// assert!(on.sets()[0].examples().iter().all(|example| example.decision() != Decision::Depends));
    /// ```
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// A fact for each of [`DecidingKeys::keys`], in their order; never [`Fact::Unknown`].
    ///
    /// ```
    /// # use sayso::{Case, Decision, Fact, Settled, settle, settle::DEFAULT_BUDGET};
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "unknown": ["aws:SourceVpce"],
    ///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
    ///         "Condition": {"Null": {"aws:SourceVpce": "true"}}}}}
    /// }"#.parse().unwrap();
    /// let Settled::Depends(on) = settle(&case.policies, &case.request, DEFAULT_BUDGET) else { panic!() };
    /// // Allowed if the request comes through no endpoint.
    /// assert_eq!(on.sets()[0].examples()[0].facts(), [Fact::Absent]);
    /// ```
    pub fn facts(&self) -> &[Fact<'static>] {
        &self.facts
    }
}

/// The decision, exactly: what the evaluator leaves open is settled where it can be, with
/// [`DEFAULT_BUDGET`]. The function to call if all you want is the answer.
///
/// ```
/// use sayso::{Case, Decision, decide};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "resource": "arn:aws:s3:::reports/q3.csv",
///     "policies": {"identity": {"Statement": {
///         "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"}}}
/// }"#.parse().unwrap();
/// assert_eq!(decide(&case.policies, &case.request), Decision::Allowed);
/// ```
pub fn decide(policies: &AttachedPolicies, request: &Request) -> Decision {
    let decision = evaluate(policies, request, &mut NoTrace);
    match decision {
        Decision::Depends => match settle(policies, request, DEFAULT_BUDGET) {
            Settled::Decided(decision) => decision,
            Settled::Depends(_) => Decision::Depends,
        },
        _ => decision,
    }
}

/// Decides a request whose facts are partly unknown, or says what the decision depends on.
///
/// `budget` counts evaluations, so that answers repeat; see [`DEFAULT_BUDGET`]. An evaluation that has to
/// look at very many open statements counts for several.
///
/// ```
/// use sayso::{Case, Decision, Settled, settle, settle::DEFAULT_BUDGET};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
///         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
/// }"#.parse().unwrap();
/// let settled = settle(&case.policies, &case.request, DEFAULT_BUDGET);
/// assert_eq!(settled, Settled::Decided(Decision::ImplicitDeny));
///
/// // What is not stated is absent, unless it is taken as unknown.
/// case.request.context.set_unlisted_unknown(true);
/// let settled = settle(&case.policies, &case.request, DEFAULT_BUDGET);
/// assert!(matches!(settled, Settled::Depends(_)));
/// ```
pub fn settle(policies: &AttachedPolicies, request: &Request, budget: usize) -> Settled {
    let decision = evaluate(policies, request, &mut NoTrace);
    if decision != Decision::Depends {
        return Settled::Decided(decision);
    }
    let stake = Stake::of(policies, request);
    let domains = Domains::of(&stake, request);
    let mut search = Search::new(policies, request, &stake, &domains, budget);
    let survey = search.survey();
    if let (Some(decision), true) = (survey.single(), survey.finished)
        && domains.complete()
    {
        return Settled::Decided(decision);
    }
    let (sets, exhausted) = if survey.finished { (Vec::new(), true) } else { search.deciding_sets(survey) };
    let allowed = |example: &Example| example.decision == Decision::Allowed;
    let (allowing, allowable) = if sets.iter().flat_map(DecidingKeys::examples).any(allowed) {
        (None, Truth::Yes)
    } else {
        search.allowing()
    };
    let evaluations = search.evaluations();
    let exhausted = exhausted || domains.cut();
    let proved = !exhausted && domains.complete();
    Settled::Depends(Dependence { sets, allowing, allowable, evaluations, exhausted, proved })
}
