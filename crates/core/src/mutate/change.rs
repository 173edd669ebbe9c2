//! One change, and the document it makes.

use crate::document::{
    ConditionElement, Effect, ListElement, PolicyDocument, PrincipalElement, PrincipalEntry, PrincipalKind,
    StatementNode,
};
use crate::source::{Span, Spanned};

/// Which way a change goes.
///
/// ```
/// use sayso::mutate::Direction;
///
/// assert_eq!(Direction::Weaker.as_str(), "weaker");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// The policy permits more, or as much.
    Weaker,
    /// The policy permits less, or as much.
    Stronger,
}

impl Direction {
    /// The word of reports.
    ///
    /// ```
    /// use sayso::mutate::Direction;
    ///
    /// assert_eq!(Direction::Stronger.as_str(), "stronger");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weaker => "weaker",
            Self::Stronger => "stronger",
        }
    }
}

/// A change to one statement of a policy: something dropped, or widened to `*`.
///
/// ```
/// # use sayso::{Case, Decision, Effect, decide, mutate};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {
///         "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let allowed = |case: &Case| decide(&case.policies, &case.request) == Decision::Allowed;
/// let survey = mutate::survey(&mut [case], 100, allowed);
/// let change = &survey.survivors.last().unwrap().change;
/// assert_eq!((change.statement, change.sid.as_deref(), change.effect), (0, Some("Read"), Effect::Allow));
/// assert_eq!(change.what, "drop `s3:ListBucket` from `Action`");
/// ```
#[derive(Debug, Clone)]
pub struct Change {
    /// The statement, from 0.
    pub statement: usize,
    /// The statement's `Sid`.
    pub sid: Option<String>,
    /// The statement's effect.
    pub effect: Effect,
    /// The place.
    pub span: Span,
    /// What was done: ``drop `s3:GetObject` from `Action` ``.
    pub what: String,
    /// Whether the statement matches more requests than before, not fewer.
    pub(super) matches_more: bool,
    pub(super) edit: Edit,
}

#[derive(Debug, Clone)]
pub(super) enum Edit {
    DropStatement,
    DropCondition,
    DropClause(usize),
    DropValue(usize, usize),
    DropPrincipal(usize),
    DropAction(usize),
    DropResource(usize),
    Everybody,
    WidenAction(usize, String),
    WidenResource,
}

impl Change {
    /// Whether the policy permits more or less than before.
    ///
    /// ```
    /// # use sayso::{Case, Decision, decide, mutate, mutate::Direction};
    /// # let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #     "policies": {"identity": {"Statement": {
    /// #         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}}"#.parse().unwrap();
    /// # let allowed = |case: &Case| decide(&case.policies, &case.request) == Decision::Allowed;
    /// # let survey = mutate::survey(&mut [case], 100, allowed);
    /// let change = &survey.survivors[0].change;
    /// assert_eq!(change.what, "widen `s3:GetObject` to `s3:*`");
    /// assert_eq!(change.direction(), Direction::Weaker);
    /// ```
    pub fn direction(&self) -> Direction {
        if self.matches_more == (self.effect == Effect::Allow) {
            Direction::Weaker
        } else {
            Direction::Stronger
        }
    }

    /// The kind of test that notices the change, in words.
    ///
    /// ```
    /// # use sayso::{Case, Decision, decide, mutate};
    /// # let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    /// #     "policies": {"identity": {"Statement": {
    /// #         "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}}"#.parse().unwrap();
    /// # let allowed = |case: &Case| decide(&case.policies, &case.request) == Decision::Allowed;
    /// # let survey = mutate::survey(&mut [case], 100, allowed);
    /// let widened = &survey.survivors[0].change;
    /// assert!(widened.noticed_by().ends_with("`expected: denied`"));
    /// ```
    pub fn noticed_by(&self) -> &'static str {
        match (self.effect, self.matches_more) {
            (Effect::Allow, true) => "a request that only this keeps from being allowed, `expected: denied`",
            (Effect::Allow, false) => "a request that only this allows, `expected: allowed`",
            (Effect::Deny, true) => "a request that only this keeps from being denied, `expected: allowed`",
            (Effect::Deny, false) => {
                "a request that only this denies and others allow, `expected: explicitDeny`"
            }
        }
    }

    /// The document with the change made; `None` for a document that has no such place.
    pub(super) fn apply(&self, document: &PolicyDocument) -> Option<PolicyDocument> {
        let mut document = document.clone();
        if let Edit::DropStatement = self.edit {
            remove(&mut document.statements, self.statement)?;
        } else {
            self.edit.statement(document.statements.get_mut(self.statement)?)?;
        }
        Some(document)
    }
}

impl Edit {
    fn statement(&self, node: &mut StatementNode) -> Option<()> {
        match self {
            Self::DropStatement => None,
            Self::DropCondition => node.condition.take().map(drop),
            Self::DropClause(clause) => drop_clause(&mut node.condition, *clause),
            Self::DropValue(clause, value) => {
                remove(&mut node.condition.as_mut()?.clauses.get_mut(*clause)?.values, *value)
            }
            Self::DropPrincipal(entry) => remove(&mut node.principal.as_mut()?.entries, *entry),
            Self::DropAction(entry) => remove(&mut node.action.as_mut()?.entries, *entry),
            Self::DropResource(entry) => remove(&mut node.resource.as_mut()?.entries, *entry),
            Self::Everybody => node.principal.as_mut().map(everybody),
            Self::WidenAction(entry, to) => {
                node.action.as_mut()?.entries.get_mut(*entry).map(|entry| entry.value.clone_from(to))
            }
            Self::WidenResource => node.resource.as_mut().map(every_resource),
        }
    }
}

fn remove<T>(list: &mut Vec<T>, at: usize) -> Option<()> {
    (at < list.len()).then(|| list.remove(at)).map(drop)
}

fn drop_clause(condition: &mut Option<ConditionElement>, clause: usize) -> Option<()> {
    let clauses = &mut condition.as_mut()?.clauses;
    remove(clauses, clause)?;
    if clauses.is_empty() {
        *condition = None;
    }
    Some(())
}

fn everybody(principal: &mut PrincipalElement) {
    let value = Spanned { value: "*".to_owned(), span: principal.span };
    principal.entries = vec![PrincipalEntry { kind: PrincipalKind::Aws, value }];
    principal.bare = true;
}

fn every_resource(list: &mut ListElement) {
    list.entries = vec![Spanned { value: "*".to_owned(), span: list.span }];
}
