//! Whatever value of a policy becomes unknown: the decision stays as it was, or depends.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sayso::case::{LoadError, read_cases};
use sayso::json::{Node, UNKNOWN, Value};
use sayso::{
    AttachedPolicies, Case, Decision, Explanation, Limits, NoTrace, Policy, PolicyDocument, PolicyLoader,
    Source, Trace, decide, evaluate, json,
};

struct NoFiles;

impl PolicyLoader for NoFiles {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing(format!("`{reference}` is not inline")))
    }
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut files: Vec<PathBuf> =
        fs::read_dir(root.join("cases/decide")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.push(root.join("vectors/decisions.json"));
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let source = Source::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
        let node = json::parse(&source, &Limits::default()).unwrap();
        cases.extend(read_cases(&source, &node, &Limits::default(), &NoFiles).into_iter().flatten());
    }
    cases
}

/// Every policy in force, to be replaced.
fn slots(policies: &mut AttachedPolicies) -> Vec<&mut Arc<Policy>> {
    let AttachedPolicies { identity, resource, session, service_control, resource_control, .. } = policies;
    let levels = service_control.iter_mut().chain(resource_control).flat_map(|level| &mut level.policies);
    let plain = resource.iter_mut().chain(session).chain(levels);
    let single = policies.permissions_boundary.iter_mut().chain(&mut policies.vpc_endpoint);
    identity.iter_mut().map(|identity| &mut identity.policy).chain(plain).chain(single).collect()
}

/// Makes the `nth` value of a node unknown, of a text its second half only where `half` asks for it.
fn forget(node: &mut Node<'_>, nth: &mut usize, half: bool) -> bool {
    if *nth == 0 {
        let text = match &node.value {
            Value::String(text) if half && !text.is_empty() => {
                let middle = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
                format!("{}{UNKNOWN}", text.get(..middle).unwrap())
            }
            _ if half => return true,
            _ => UNKNOWN.to_string(),
        };
        node.value = Value::Unknown(text.into());
        return true;
    }
    *nth -= 1;
    match &mut node.value {
        Value::Array(items) => items.iter_mut().any(|item| forget(item, nth, half)),
        Value::Object(members) => members.iter_mut().any(|member| forget(&mut member.value, nth, half)),
        _ => false,
    }
}

/// The policy with its `nth` value unknown; `None` beyond the last.
fn forgotten(policy: &Policy, nth: usize, half: bool) -> Option<Policy> {
    let document = policy.document();
    let source = Source::new(policy.name(), document.source().slice(document.span()));
    let mut node = json::parse(&source, &Limits::default()).unwrap();
    forget(&mut node, &mut nth.clone(), half).then_some(())?;
    let document = PolicyDocument::from_node(&source, &node, &Limits::default());
    let compiled = Policy::compile(Arc::new(document), policy.policy_type());
    Some(compiled.unwrap_or_else(|faults| panic!("{}: {}", source.text(), faults[0])))
}

#[test]
fn an_unknown_value_changes_no_decision_but_to_depends() {
    let (mut asked, mut depends) = (0, 0);
    for mut case in cases() {
        let known = evaluate(&case.policies, &case.request, &mut NoTrace);
        for slot in 0..slots(&mut case.policies).len() {
            let policy = Arc::clone(slots(&mut case.policies)[slot]);
            for (nth, half) in (0..).flat_map(|nth| [(nth, false), (nth, true)]) {
                let Some(changed) = forgotten(&policy, nth, half) else { break };
                *slots(&mut case.policies)[slot] = Arc::new(changed);
                let decision = evaluate(&case.policies, &case.request, &mut NoTrace);
                let traced = evaluate(&case.policies, &case.request, &mut Trace::default());
                assert!(
                    decision == Decision::Depends || decision == known,
                    "{}: value {nth} unknown gives {decision:?}, not {known:?}",
                    case.id
                );
                assert_eq!(decision, traced, "{}: value {nth}", case.id);
                asked += 1;
                depends += usize::from(decision == Decision::Depends);
            }
            *slots(&mut case.policies)[slot] = policy;
        }
    }
    assert!(asked > 10_000 && depends > asked / 10 && depends < asked, "{depends} of {asked}");
}

/// What settles unknown facts and what explains take such policies as any other.
#[test]
fn what_depends_on_a_value_is_settled_by_no_fact() {
    for mut case in cases().into_iter().step_by(9) {
        case.request.context.set_unlisted_unknown(true);
        let known = decide(&case.policies, &case.request);
        for slot in 0..slots(&mut case.policies).len() {
            let policy = Arc::clone(slots(&mut case.policies)[slot]);
            for nth in (0..).step_by(3) {
                let Some(changed) = forgotten(&policy, nth, false) else { break };
                *slots(&mut case.policies)[slot] = Arc::new(changed);
                let explanation = Explanation::new(&case.policies, &case.request);
                let decision = explanation.decision();
                assert!(!explanation.summary().is_empty());
                assert!(decision == Decision::Depends || decision == known, "{}: value {nth}", case.id);
            }
            *slots(&mut case.policies)[slot] = policy;
        }
    }
}
