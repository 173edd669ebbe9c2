//! What holds of every scenario, for property tests and fuzzers: each law panics where it does not.

use sayso::{Context, Decision, Fact, PrincipalType, Truth};
use serde_json::Value;

use super::completion::completed;
use super::print::{Layout, Order};
use super::scenario::{PolicyNumbers, Scenario, Slot, added, judge, trace};
use super::tape::Tape;

/// Whether `after` allows no more than `before`, as it must where something was only taken away.
fn allows_no_more(before: Decision, after: Decision) -> bool {
    (after != Decision::Allowed || before == Decision::Allowed)
        && (before != Decision::ExplicitDeny || after == Decision::ExplicitDeny)
}

/// The statements of a document, whether or not they stand in a list.
pub(crate) fn statements(document: &mut Value) -> &mut Vec<Value> {
    let statement = &mut document["Statement"];
    if statement.is_object() {
        *statement = Value::Array(vec![statement.take()]);
    }
    statement.as_array_mut().unwrap()
}

pub(crate) fn in_range(seed: u16, count: usize) -> usize {
    Tape::new(&[seed]).below(count)
}

/// A further Deny never allows more.
pub(crate) fn further_deny(scenario: &Scenario, policy: u16, place: u16, addition: &PolicyNumbers) {
    if scenario.policies.is_empty() {
        return;
    }
    let mut changed = scenario.clone();
    let at = in_range(policy, changed.policies.len());
    let slot = changed.policies[at].0;
    let mut denies = added(scenario, slot, &addition.0, &addition.1);
    let statements_now = statements(&mut changed.policies[at].1);
    // RCPFullAWSAccess cannot be turned into a Deny (G24).
    let fits = |statement: &Value| !matches!(slot, Slot::Rcp(_)) || statement["Effect"] == "Deny";
    for mut deny in statements(&mut denies).drain(..).filter(fits) {
        deny["Effect"] = "Deny".into();
        let place = in_range(place, statements_now.len() + 1);
        statements_now.insert(place, deny);
    }
    let (before, after) = (scenario.decide(), changed.decide());
    assert!(allows_no_more(before, after), "{before:?}, then {after:?} with {changed:?}");
    // What allowed still does: only a Deny that matches makes a difference.
    assert!(before != Decision::Allowed || after != Decision::ImplicitDeny, "{changed:?}");
}

/// A further Allow never denies more.
pub(crate) fn further_allow(scenario: &Scenario, policy: u16, addition: &PolicyNumbers) {
    if scenario.policies.is_empty() {
        return;
    }
    let mut changed = scenario.clone();
    let at = in_range(policy, changed.policies.len());
    let slot = changed.policies[at].0;
    let mut more = added(scenario, slot, &addition.0, &addition.1);
    let allows = statements(&mut more).drain(..).filter(|more| more["Effect"] == "Allow");
    statements(&mut changed.policies[at].1).extend(allows);
    let (before, after) = (scenario.decide(), changed.decide());
    let decided = matches!(before, Decision::Allowed | Decision::ExplicitDeny);
    assert!(!decided || before == after, "{before:?}, then {after:?} with {changed:?}");
    assert!(before != Decision::ImplicitDeny || after != Decision::ExplicitDeny, "{changed:?}");
}

/// A further layer that caps never allows more.
pub(crate) fn further_layer(scenario: &Scenario, layer: u16, level: u16, addition: &PolicyNumbers) {
    let mut before = scenario.clone();
    let level = in_range(level, 3);
    let slots = [Slot::Boundary, Slot::Session, Slot::VpcEndpoint, Slot::Scp(level), Slot::Rcp(level)];
    let mut slot = slots[in_range(layer, slots.len())];
    // A federated user without session policy has nothing, with one perhaps something (E22).
    let federated = matches!(before.request.principal.kind, PrincipalType::FederatedUser { .. });
    if federated && slot == Slot::Session {
        slot = Slot::Boundary;
    }
    if matches!(slot, Slot::Boundary | Slot::Session | Slot::VpcEndpoint) {
        before.policies.retain(|(other, _)| *other != slot);
    }
    let mut changed = before.clone();
    for (other, _) in &mut changed.policies {
        match (slot, other) {
            (Slot::Scp(at), Slot::Scp(other)) | (Slot::Rcp(at), Slot::Rcp(other)) if *other >= at => {
                *other += 1;
            }
            _ => {}
        }
    }
    changed.policies.push((slot, added(&before, slot, &addition.0, &addition.1)));
    let (before, after) = (before.decide(), changed.decide());
    assert!(allows_no_more(before, after), "{before:?}, then {after:?} with {changed:?}");
}

/// Order and layout mean nothing.
pub(crate) fn order_and_layout(scenario: &Scenario, layout: Layout) {
    let mut request = scenario.request.clone();
    let mut context = Context::new();
    let stated = request.context.iter();
    let mut facts: Vec<_> = stated.map(|(key, fact)| (key.clone(), fact.clone())).collect();
    Order(layout.order).shuffle(&mut facts);
    for (key, mut fact) in facts {
        if let Fact::Known(values) = &mut fact {
            let mut shuffled = values.as_slice().to_vec();
            Order(layout.order).shuffle(&mut shuffled);
            *values = shuffled.into();
        }
        context.insert(key.as_str().to_owned(), fact);
    }
    context.set_unlisted_unknown(scenario.unlisted_unknown);
    request.context = context;
    let policies = scenario.attach_as(layout);
    assert_eq!(judge(&policies, &request), scenario.judge(), "{scenario:?}");
}

/// Saying it twice changes nothing.
pub(crate) fn twice(scenario: &Scenario) {
    let mut changed = scenario.clone();
    for (_, document) in &mut changed.policies {
        let all = statements(document);
        all.extend(all.clone());
    }
    assert_eq!(changed.decide(), scenario.decide(), "{scenario:?}");
}

/// However the unknown facts turn out, what was decided stands, down to the elements of statements.
pub(crate) fn completions(scenario: &Scenario, seeds: impl IntoIterator<Item = u64>) {
    let policies = scenario.attach();
    let (decision, before) = trace(&policies, &scenario.request);
    for seed in seeds {
        let request = completed(scenario, seed);
        let (completed, after) = trace(&policies, &request);
        let stands = completed == decision || decision == Decision::Depends;
        assert!(stands, "{decision:?}, but {completed:?} with {:?}", request.context);
        assert_ne!(completed, Decision::Depends);
        for (before, after) in before.statements().iter().zip(after.statements()) {
            for (before, after) in before.elements.iter().zip(&after.elements) {
                let (was, is) = (before.outcome.truth, after.outcome.truth);
                assert_ne!(is, Truth::Unknown);
                let stands = was == is || was == Truth::Unknown;
                assert!(stands, "{before:?}, but {after:?} with {:?}", request.context);
            }
        }
    }
}
