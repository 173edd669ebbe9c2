//! What holds for every request and all policies, tried on random ones.
//!
//! `PROPTEST_CASES=20000 cargo test -p sayso --test properties` tries harder.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; `allow-…-in-tests` covers test functions only"
)]

mod support;

use proptest::prelude::*;
use sayso::evaluate::{Element, LayerEffect, Obstacle, Outcome, StatementRef, Tracer};
use sayso::policy::Grade;
use sayso::request::Key;
use sayso::{
    Action, Context, Decision, Effect, Explanation, Fact, IndexedPolicies, Layer, NoTrace, Principal,
    PrincipalType, Request, Resource, Session, Trace, Truth, evaluate,
};
use serde_json::{Value, json};

use support::completion::derived;
use support::laws::{self, statements};
use support::policy::Focus;
use support::print::Layout;
use support::request::Facts;
use support::{Compiled, Scenario, Slot, addition, scenario, vocabulary};

/// A thousand cases take a few seconds. Failing numbers mean nothing once the vocabulary changes: what
/// they found is kept as a test instead.
fn config() -> ProptestConfig {
    let cases = ProptestConfig::default().cases.max(1_000);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 50_000, ..ProptestConfig::default() }
}

/// Which statements the untraced evaluation looks at, and what they come to.
struct Visited(Vec<Truth>);

impl Tracer for Visited {
    const FULL: bool = false;

    fn statement(&mut self, _: StatementRef, _: Effect) {}
    fn element(&mut self, _: Element, _: Outcome) {}
    fn layer(&mut self, _: Layer, _: Truth, _: bool) {}
    fn obstacle(&mut self, _: Obstacle) {}

    fn matched(&mut self, truth: Truth, _: Grade) {
        self.0.push(truth);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn tracing_indexing_and_explaining_change_nothing(scenario in scenario(Facts::PerhapsUnknown)) {
        let policies = scenario.attach();
        let decision = evaluate(&policies, &scenario.request, &mut NoTrace);
        prop_assert_eq!(evaluate(&policies, &scenario.request, &mut Trace::default()), decision);
        prop_assert_eq!(IndexedPolicies::new(policies.clone()).evaluate(&scenario.request), decision);
        let explanation = Explanation::new(&policies, &scenario.request);
        // What is open an explanation may settle; its record is that of the evaluation all the same.
        if decision != Decision::Depends {
            prop_assert_eq!(explanation.decision(), decision);
            prop_assert!(explains(&explanation), "{decision:?} is not explained by {:#?}", explanation.trace());
        }
        let report = sayso::report::Report::new(&explanation, Vec::new());
        prop_assert!(serde_json::to_string(&report).is_ok());
    }

    #[test]
    fn a_further_deny_never_allows_more(
        scenario in scenario(Facts::PerhapsUnknown),
        (policy, place) in any::<(u16, u16)>(),
        addition in addition(),
    ) {
        laws::further_deny(&scenario, policy, place, &addition);
    }

    #[test]
    fn a_further_allow_never_denies_more(
        scenario in scenario(Facts::PerhapsUnknown),
        policy in any::<u16>(),
        addition in addition(),
    ) {
        laws::further_allow(&scenario, policy, &addition);
    }

    #[test]
    fn a_further_layer_never_allows_more(
        scenario in scenario(Facts::PerhapsUnknown),
        (layer, level) in any::<(u16, u16)>(),
        addition in addition(),
    ) {
        laws::further_layer(&scenario, layer, level, &addition);
    }

    #[test]
    fn order_and_layout_mean_nothing(
        scenario in scenario(Facts::PerhapsUnknown),
        order in any::<u64>(),
        spread in any::<bool>(),
    ) {
        laws::order_and_layout(&scenario, Layout { spread, order });
    }

    #[test]
    fn a_list_is_as_many_statements(scenario in scenario(Facts::PerhapsUnknown), elements in 1..8_u8) {
        let mut changed = scenario.clone();
        for (_, document) in &mut changed.policies {
            let all = statements(document);
            for (bit, name) in [(1, "Action"), (2, "Resource"), (4, "Principal")] {
                if elements & bit != 0 {
                    *all = all.iter().flat_map(|statement| split(statement, name)).collect();
                }
            }
        }
        prop_assert_eq!(changed.decide(), scenario.decide());
    }

    #[test]
    fn statements_may_stand_in_policies_of_their_own(scenario in scenario(Facts::PerhapsUnknown)) {
        let mut changed = scenario.clone();
        changed.policies.clear();
        for (slot, document) in &scenario.policies {
            if matches!(slot, Slot::Boundary | Slot::VpcEndpoint) {
                changed.policies.push((*slot, document.clone()));
                continue;
            }
            let mut document = document.clone();
            let all = std::mem::take(statements(&mut document));
            changed.policies.push((*slot, document.clone()));
            for statement in all {
                let mut document = document.clone();
                document["Statement"] = statement;
                changed.policies.push((*slot, document));
            }
        }
        prop_assert_eq!(changed.judge(), scenario.judge());
    }

    #[test]
    fn saying_it_twice_changes_nothing(scenario in scenario(Facts::PerhapsUnknown)) {
        laws::twice(&scenario);
    }

    #[test]
    fn names_of_statements_and_documents_mean_nothing(scenario in scenario(Facts::PerhapsUnknown)) {
        let mut changed = scenario.clone();
        for (slot, document) in &mut changed.policies {
            for (at, statement) in statements(document).iter_mut().enumerate() {
                statement["Sid"] = format!("Other{at}").into();
            }
            if matches!(slot, Slot::Resource | Slot::VpcEndpoint) {
                document["Id"] = "another".into();
            }
            // No version is the older one (G03).
            if document["Version"].is_null() {
                document["Version"] = "2008-10-17".into();
            }
        }
        prop_assert_eq!(changed.judge(), scenario.judge());
    }

    #[test]
    fn the_older_version_differs_in_variables_only(scenario in scenario(Facts::PerhapsUnknown)) {
        let mut changed = scenario.clone();
        for (slot, document) in &mut changed.policies {
            let fixed = matches!(slot, Slot::Scp(_) | Slot::Rcp(_));
            if !fixed && !document.to_string().contains("${") {
                document["Version"] = "2008-10-17".into();
            }
        }
        prop_assert_eq!(changed.judge(), scenario.judge());
    }

    #[test]
    fn letter_case_of_actions_and_keys_means_nothing(scenario in scenario(Facts::PerhapsUnknown)) {
        let mut changed = scenario.clone();
        changed.request.action = Action::new(swap_case(scenario.request.action.as_str())).unwrap();
        for (key, fact) in scenario.request.context.iter() {
            changed.request.context.insert(swap_case(key.as_str()), fact.clone());
        }
        changed.policies.iter_mut().for_each(|(_, document)| swap_case_of_document(document));
        prop_assert_eq!(changed.judge(), scenario.judge());
    }

    #[test]
    fn keys_that_follow_from_the_principal_may_as_well_be_given(
        scenario in scenario(Facts::PerhapsUnknown),
    ) {
        let mut changed = scenario.clone();
        for (key, value) in derived(&scenario.request.principal) {
            let stated = scenario.request.context.iter().any(|(stated, _)| *stated == Key::new(key));
            match value {
                _ if stated => {}
                Some(value) => _ = changed.request.context.insert(key, Fact::Known(value.into())),
                None if scenario.unlisted_unknown => {}
                None => _ = changed.request.context.insert(key, Fact::Absent),
            }
        }
        prop_assert_eq!(changed.judge(), scenario.judge());
    }

    #[test]
    fn statements_on_other_actions_mean_nothing(scenario in scenario(Facts::PerhapsUnknown)) {
        let action = scenario.request.action.as_str().to_owned();
        let (mut fitting, mut empty, mut other) = (scenario.clone(), scenario.clone(), scenario.clone());
        for at in 0..scenario.policies.len() {
            statements(&mut fitting.policies[at].1).retain(|statement| names_action(statement, &action));
            statements(&mut empty.policies[at].1).clear();
            statements(&mut other.policies[at].1).retain(|statement| !names_action(statement, &action));
        }
        prop_assert_eq!(fitting.decide(), scenario.decide());
        prop_assert_eq!(other.decide(), empty.decide());
    }

    #[test]
    fn every_statement_is_found_by_the_actions_it_names(scenario in scenario(Facts::PerhapsUnknown)) {
        let action = scenario.request.action.as_str();
        for (slot, document) in &scenario.policies {
            for statement in statements(&mut document.clone()) {
                let mut alone = scenario.clone();
                let mut document = document.clone();
                document["Statement"] = statement.clone();
                alone.policies = vec![(*slot, document)];
                let policies = alone.attach();
                let (decision, trace) = scenario::trace(&policies, &alone.request);
                let mut visited = Visited(Vec::new());
                prop_assert_eq!(evaluate(&policies, &alone.request, &mut visited), decision);
                let named = names_action(statement, action);
                for it in trace.statements() {
                    prop_assert_eq!(it.elements[0].outcome.truth, named.into(), "{}", statement);
                    prop_assert!(it.matched == Truth::No || visited.0.contains(&it.matched), "{}", statement);
                }
            }
        }
    }

    #[test]
    fn policies_that_do_not_bind_the_caller_mean_nothing(scenario in scenario(Facts::PerhapsUnknown)) {
        let mut changed = scenario.clone();
        let principal = &scenario.request.principal;
        let linked = matches!(principal.kind, PrincipalType::RoleSession { service_linked: true, .. });
        changed.policies.retain(|(slot, _)| match slot {
            // E01, E33: root has neither, others no account to have them in.
            Slot::Identity | Slot::Group | Slot::Boundary => {
                principal.is_iam() && principal.kind != PrincipalType::Root
            }
            Slot::Session => principal.is_iam(),
            // E51
            Slot::Scp(_) => principal.is_iam() && !principal.account_is_management && !linked,
            // E62
            Slot::Rcp(_) => {
                !linked
                    && !scenario.request.resource.account_is_management
                    && !scenario.request.resource.aws_managed_key
            }
            Slot::Resource | Slot::VpcEndpoint => true,
        });
        prop_assert_eq!(changed.decide(), scenario.decide());
    }

    #[test]
    fn whatever_the_unknown_facts_are_a_decision_stands(
        scenario in scenario(Facts::PerhapsUnknown),
        seeds in prop::collection::vec(any::<u64>(), 12),
    ) {
        laws::completions(&scenario, [1].into_iter().chain(seeds));
    }
}

/// Whether the layers and obstacles of the trace bear the decision out.
fn explains(explanation: &Explanation<'_>) -> bool {
    let trace = explanation.trace();
    let has = |effect| trace.layers().iter().any(|layer| layer.effect == effect);
    match explanation.decision() {
        Decision::Allowed => {
            let open = |effect| matches!(effect, LayerEffect::Allow | LayerEffect::NoImpact);
            trace.obstacles().is_empty() && trace.layers().iter().all(|layer| open(layer.effect))
        }
        Decision::ExplicitDeny => has(LayerEffect::ExplicitDeny) && !explanation.deciding().is_empty(),
        Decision::ImplicitDeny => {
            let silent = has(LayerEffect::ImplicitDeny) || !trace.obstacles().is_empty();
            silent && !has(LayerEffect::ExplicitDeny)
        }
        Decision::Depends => !has(LayerEffect::ExplicitDeny),
    }
}

/// One statement for each entry of an element; an element without entries, or negated, stays whole.
fn split(statement: &Value, element: &str) -> Vec<Value> {
    let entries: Vec<Value> = match &statement[element] {
        Value::Array(entries) => entries.clone(),
        Value::Object(kinds) => kinds
            .iter()
            .flat_map(|(kind, entries)| {
                let entries = entries.as_array().cloned().unwrap_or_else(|| vec![entries.clone()]);
                entries.into_iter().map(move |entry| json!({ kind: entry }))
            })
            .collect(),
        _ => Vec::new(),
    };
    if entries.is_empty() {
        return vec![statement.clone()];
    }
    let with = |entry| {
        let mut statement = statement.clone();
        statement[element] = entry;
        statement
    };
    entries.into_iter().map(with).collect()
}

fn swap_case(text: &str) -> String {
    let swap = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    text.chars().map(swap).collect()
}

/// Swaps the case of action entries, condition keys and the keys of variables.
fn swap_case_of_document(document: &mut Value) {
    for statement in statements(document) {
        for element in ["Action", "NotAction"] {
            if let Some(entries) = statement.get_mut(element) {
                each_text(entries, &swap_case);
            }
        }
        for element in ["Resource", "NotResource"] {
            if let Some(entries) = statement.get_mut(element) {
                each_text(entries, &swap_case_of_variables);
            }
        }
        let Some(condition) = statement.get_mut("Condition").and_then(Value::as_object_mut) else { continue };
        for keys in condition.values_mut().filter_map(Value::as_object_mut) {
            let swapped = std::mem::take(keys).into_iter().map(|(key, mut values)| {
                each_text(&mut values, &swap_case_of_variables);
                (swap_case(&key), values)
            });
            *keys = swapped.collect();
        }
    }
}

fn each_text(value: &mut Value, change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        _ => {}
    }
}

/// Swaps the case of `key` in each `${key}` and `${key, 'default'}`.
fn swap_case_of_variables(text: &str) -> String {
    let mut parts = text.split("${");
    let mut swapped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([',', '}']).unwrap_or(0);
        let (key, rest) = part.split_at(end);
        swapped.push_str("${");
        swapped.push_str(&swap_case(key));
        swapped.push_str(rest);
    }
    swapped
}

/// Whether the action element of a statement matches (2.1), worked out without index and patterns.
fn names_action(statement: &Value, action: &str) -> bool {
    let (negated, entries) = match (&statement["Action"], &statement["NotAction"]) {
        (Value::Null, entries) => (true, entries),
        (entries, _) => (false, entries),
    };
    let mut texts = Vec::new();
    match entries {
        Value::String(text) => texts.push(text.as_str()),
        Value::Array(entries) => texts.extend(entries.iter().filter_map(Value::as_str)),
        _ => {}
    }
    let (service, name) = action.split_once(':').unwrap();
    let hit = texts.iter().any(|entry| match entry.split_once(':') {
        Some((own_service, own_name)) => glob(own_service, service) && glob(own_name, name),
        None => *entry == "*",
    });
    !texts.is_empty() && hit != negated
}

/// The obvious matcher, case ignored.
fn glob(pattern: &str, text: &str) -> bool {
    let mut pattern = pattern.chars();
    match pattern.next() {
        None => text.is_empty(),
        Some('*') => {
            (0..=text.len()).filter_map(|at| text.get(at..)).any(|rest| glob(pattern.as_str(), rest))
        }
        Some(first) => {
            let mut text = text.chars();
            text.next().is_some_and(|c| first == '?' || first.eq_ignore_ascii_case(&c))
                && glob(pattern.as_str(), text.as_str())
        }
    }
}

/// P13 and E01: only users and roles have a boundary, so that one given along with another caller does
/// not undo an exemption.
#[test]
fn a_boundary_of_a_caller_that_can_have_none_undoes_no_exemption() {
    let service = PrincipalType::Service { name: "events.amazonaws.com".into() };
    let root = "arn:aws:iam::111122223333:root";
    let account = Some("111122223333".into());
    for principal in
        [Principal::new(service, "", None), Principal::new(PrincipalType::Root, root, account.clone())]
    {
        let request = Request {
            principal,
            action: Action::new("s3:GetObject").unwrap(),
            resource: Resource::new("arn:aws:s3:::b/red", account.clone()),
            context: Context::new(),
        };
        let listed = json!({"AWS": root, "Service": "events.amazonaws.com"});
        let deny = json!({"Statement":
            {"Effect": "Deny", "NotPrincipal": listed, "Action": "*", "Resource": "*"}});
        let grant = json!({"Statement":
            {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}});
        let boundary = json!({"Statement": []});
        let policies = vec![(Slot::Resource, deny), (Slot::Resource, grant), (Slot::Boundary, boundary)];
        assert_eq!(
            Scenario {
                request,
                unlisted_unknown: false,
                policies,
                focus: Focus::Layers,
                compiled: Compiled::default()
            }
            .decide(),
            Decision::Allowed
        );
    }
}

/// E22: too rare a case for random ones to meet reliably.
#[test]
fn whether_the_session_of_a_user_may_call_iam_depends_on_mfa() {
    let account = "111122223333";
    let kind = PrincipalType::User { id: None, session: Session::GetSessionToken };
    let user = vocabulary::user_arn(account, "ana");
    let allow = json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    for (fact, decision) in [
        (Fact::Unknown, Decision::Depends),
        (Fact::Absent, Decision::ImplicitDeny),
        (Fact::Known("false".into()), Decision::ImplicitDeny),
        (Fact::Known("true".into()), Decision::Allowed),
    ] {
        let mut context = Context::new();
        context.insert("aws:MultiFactorAuthPresent", fact);
        let request = Request {
            principal: Principal::new(kind.clone(), user.clone(), Some(account.into())),
            action: Action::new("iam:GetUser").unwrap(),
            resource: Resource::new(user.clone(), Some(account.into())),
            context,
        };
        let policies = vec![(Slot::Identity, allow.clone())];
        let scenario = Scenario {
            request,
            unlisted_unknown: false,
            policies,
            focus: Focus::Layers,
            compiled: Compiled::default(),
        };
        assert_eq!(scenario.decide(), decision);
    }
}
