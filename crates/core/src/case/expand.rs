//! From the fields of a test, and of the scenario around it, to cases: one for each action on each
//! resource.

use super::fields::{CASE, Fields, items};
use super::policies::PolicyReader;
use super::{Case, Expected, facts};
use crate::attached::AttachedPolicies;
use crate::diagnostic::Diagnostic;
use crate::json::{Node, Value};
use crate::request::{Action, Context, Principal, Request, Resource};

/// A test's fields and the scenario's, which stand in for those that the test does not give.
struct Layers<'f, 'n, 'a> {
    test: &'f Fields<'n, 'a>,
    scenario: Option<&'f Fields<'n, 'a>>,
}

impl<'n, 'a> Layers<'_, 'n, 'a> {
    fn get(&self, name: &str) -> Option<&'n Node<'a>> {
        self.test.get(name).or_else(|| self.scenario.and_then(|scenario| scenario.get(name)))
    }

    /// The outer object first, so that the inner one overrides.
    fn outside_in(&self) -> impl Iterator<Item = &Fields<'n, 'a>> {
        self.scenario.into_iter().chain([self.test])
    }

    fn string(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        Ok(match self.test.owned(name)? {
            Some(text) => Some(text),
            None => self.scenario.map_or(Ok(None), |scenario| scenario.owned(name))?,
        })
    }
}

pub(super) fn expand(
    policies: &mut PolicyReader<'_>,
    id: &str,
    test: &Fields<'_, '_>,
    scenario: Option<&Fields<'_, '_>>,
) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let layers = Layers { test, scenario };
    let source = policies.source();
    let one = |diagnostic| vec![diagnostic];
    test.check(&CASE).map_err(one)?;
    let missing = |name: &str| vec![test.error(test.span, format!("`{id}` has no `{name}`"))];
    let session_name = layers.string("sessionName").map_err(one)?.unwrap_or_else(|| "session".to_owned());
    let principal = layers.get("principal").ok_or_else(|| missing("principal"))?;
    let principal = facts::principal(source, principal, &session_name).map_err(one)?;
    let actions = layers.get("action").ok_or_else(|| missing("action"))?;
    let actions = actions_of(test, actions).map_err(one)?;
    let context = context_of(&layers).map_err(one)?;
    let expected = expected_of(&layers).map_err(one)?;
    let resources: Vec<Option<&Node<'_>>> = match layers.get("resource") {
        Some(node) => items(node).map(Some).collect(),
        None => vec![None],
    };
    let several = actions.len() * resources.len() > 1;
    let mut cases = Vec::new();
    for action in &actions {
        for node in &resources {
            let resource = facts::resource(source, *node, action, &principal).map_err(one)?;
            let mut attached = AttachedPolicies::default();
            for fields in layers.outside_in() {
                policies.read(&mut attached, fields, resource.kind)?;
            }
            let pair =
                if several { format!(" [{} on {}]", action.as_str(), resource.arn) } else { String::new() };
            cases.push(Case {
                id: format!("{id}{pair}"),
                span: test.span,
                description: test.owned("description").map_err(one)?,
                request: request(&principal, action, resource, &context),
                policies: attached,
                expected,
                sid: test.owned("sid").map_err(one)?,
            });
        }
    }
    Ok(cases)
}

fn request(principal: &Principal, action: &Action, resource: Resource, context: &Context) -> Request {
    Request { principal: principal.clone(), action: action.clone(), resource, context: context.clone() }
}

fn actions_of(test: &Fields<'_, '_>, node: &Node<'_>) -> Result<Vec<Action>, Diagnostic> {
    items(node)
        .map(|item| match &item.value {
            Value::String(action) => {
                Action::new(action).map_err(|error| test.error(item.span, error.to_string()))
            }
            _ => Err(test.wrong_type("action", item, "a string")),
        })
        .collect()
}

fn context_of(layers: &Layers<'_, '_, '_>) -> Result<Context, Diagnostic> {
    let mut context = Context::new();
    for fields in layers.outside_in() {
        facts::context(&mut context, fields)?;
    }
    Ok(context)
}

fn expected_of(layers: &Layers<'_, '_, '_>) -> Result<Option<Expected>, Diagnostic> {
    for fields in [Some(layers.test), layers.scenario].into_iter().flatten() {
        if let Some(text) = fields.string("expected")? {
            return text.value.parse().map(Some).map_err(|message: String| fields.error(text.span, message));
        }
    }
    Ok(None)
}
