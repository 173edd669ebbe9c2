//! From the fields of a test, and of the scenario around it, to cases: one for each action on each
//! resource.

use super::fields::{CASE, Fields, items};
use super::policies::PolicyReader;
use super::{Case, Expected, MOST_CASES, facts};
use crate::diagnostic::{Diagnostic, quote};
use crate::json::{Node, Value};
use crate::request::{Action, Context, Fact, Principal, Request, Resource};

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

/// The cases of one test; `left` is how many more the file may have.
pub(super) fn expand(
    policies: &mut PolicyReader<'_>,
    id: &str,
    test: &Fields<'_, '_>,
    scenario: Option<&Fields<'_, '_>>,
    left: &mut usize,
) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let layers = Layers { test, scenario };
    let source = policies.source();
    let one = |diagnostic| vec![diagnostic];
    test.check(&CASE).map_err(one)?;
    let missing = |name: &str| vec![test.error(test.opening(), format!("{} has no `{name}`", quote(id)))];
    let session_name = layers.string("sessionName").map_err(one)?.unwrap_or_else(|| "session".to_owned());
    let principal = layers.get("principal").ok_or_else(|| missing("principal"))?;
    let principal = facts::principal(source, principal, &session_name).map_err(one)?;
    let actions = layers.get("action").ok_or_else(|| missing("action"))?;
    let actions = actions_of(test, actions).map_err(one)?;
    let context = context_of(&layers).map_err(one)?;
    let expected = expected_of(&layers).map_err(one)?;
    let resources = resources_of(&layers).map_err(one)?;
    let count = actions.len().saturating_mul(resources.len());
    let several = count > 1;
    let cost = if several { count.saturating_mul(1 + size(&context) / 1024) } else { 1 };
    *left = left.checked_sub(cost).ok_or_else(|| vec![too_many(test)])?;
    let mut cases = Vec::new();
    for action in &actions {
        for node in &resources {
            let resource = facts::resource(source, *node, action, &principal).map_err(one)?;
            let objects: Vec<_> = layers.outside_in().collect();
            let attached = policies.read(&objects, resource.kind)?;
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

fn request(
    principal: &Principal<'static>,
    action: &Action<'static>,
    resource: Resource<'static>,
    context: &Context<'static>,
) -> Request<'static> {
    Request { principal: principal.clone(), action: action.clone(), resource, context: context.clone() }
}

/// Bytes of a context, of which every case has its own.
fn size(context: &Context) -> usize {
    let values = |fact: &Fact| match fact {
        Fact::Known(values) => values.iter().map(|value| value.len() + 24).sum(),
        Fact::Absent | Fact::Unknown => 0,
    };
    context.iter().map(|(_, fact)| values(fact) + 64).sum()
}

fn too_many(test: &Fields<'_, '_>) -> Diagnostic {
    let message =
        format!("every action on every resource: with these the file has more than {MOST_CASES} cases");
    test.error(test.opening(), message).help("split the file")
}

/// An empty list would make no case, and a test that tests nothing would pass.
fn empty(test: &Fields<'_, '_>, name: &str, node: &Node<'_>) -> Diagnostic {
    test.error(node.span, format!("`{name}` is an empty list")).help("name at least one")
}

fn resources_of<'n, 'a>(layers: &Layers<'_, 'n, 'a>) -> Result<Vec<Option<&'n Node<'a>>>, Diagnostic> {
    let Some(node) = layers.get("resource") else { return Ok(vec![None]) };
    let resources: Vec<_> = items(node).map(Some).collect();
    if resources.is_empty() { Err(empty(layers.test, "resource", node)) } else { Ok(resources) }
}

fn actions_of(test: &Fields<'_, '_>, node: &Node<'_>) -> Result<Vec<Action<'static>>, Diagnostic> {
    if items(node).next().is_none() {
        return Err(empty(test, "action", node));
    }
    items(node)
        .map(|item| match &item.value {
            Value::String(action) => {
                Action::new(action.to_string()).map_err(|error| test.error(item.span, error.to_string()))
            }
            _ => Err(test.wrong_type("action", item, "a string")),
        })
        .collect()
}

fn context_of(layers: &Layers<'_, '_, '_>) -> Result<Context<'static>, Diagnostic> {
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
