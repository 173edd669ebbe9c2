//! What unknown facts make of a decision, case by case.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper may fail loudly"
)]

use std::sync::Arc;

use sayso::request::Key;
use sayso::settle::{DEFAULT_BUDGET, Dependence};
use sayso::{
    Action, AttachedPolicies, Context, Decision, Explanation, Fact, Limits, NoTrace, Policy, PolicyDocument,
    PolicyType, Principal, PrincipalType, Request, Resource, Session, Settled, Source, Truth, evaluate,
    settle,
};

fn identity(statements: &str) -> AttachedPolicies {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let document = PolicyDocument::parse(&Source::new("policy", text), &Limits::default());
    let policy = Policy::compile(Arc::new(document), PolicyType::Identity).expect("a legal policy");
    AttachedPolicies { identity: vec![Arc::new(policy).into()], ..AttachedPolicies::default() }
}

/// A statement about everything, with a condition.
fn statement(effect: &str, condition: &str) -> String {
    format!(r#"{{"Effect":"{effect}","Action":"*","Resource":"*","Condition":{{{condition}}}}}"#)
}

fn request<'a>(unknown: &[&'a str]) -> Request<'a> {
    let principal = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
    let action = Action::new("s3:GetObject").unwrap();
    let resource = Resource::of("arn:aws:s3:::home/ana/x", &action, &principal);
    let mut context = Context::new();
    for &key in unknown {
        context.insert(key, Fact::Unknown);
    }
    Request { principal, action, resource, context }
}

/// Settles statements given as effect and condition, the key `k` unknown.
fn settled(statements: &[(&str, &str)]) -> Settled {
    let statements: Vec<String> =
        statements.iter().map(|(effect, condition)| statement(effect, condition)).collect();
    settle(&identity(&statements.join(",")), &request(&["k"]), DEFAULT_BUDGET)
}

/// `k1 and k2: allowed with a, [b, c]; implicitDeny with absent, absent` for each set.
fn shown(settled: &Settled) -> Vec<String> {
    let Settled::Depends(dependence) = settled else { panic!("{settled:?}") };
    assert!(!dependence.exhausted(), "{dependence:?}");
    sets(dependence)
}

fn sets(dependence: &Dependence) -> Vec<String> {
    let fact = |fact: &Fact| match fact {
        Fact::Known(values) if values.len() == 1 => values.as_slice()[0].to_string(),
        Fact::Known(values) => format!("[{}]", values.as_slice().join(", ")),
        Fact::Absent => "absent".to_owned(),
        Fact::Unknown => panic!("an example with an unknown fact"),
    };
    let set = |set: &sayso::settle::DecidingKeys| {
        let keys: Vec<&str> = set.keys().iter().map(Key::as_str).collect();
        let examples = set.examples().iter().map(|example| {
            let facts: Vec<String> = example.facts().iter().map(fact).collect();
            format!("{} with {}", example.decision().as_str(), facts.join(", "))
        });
        format!("{}: {}", keys.join(" and "), examples.collect::<Vec<_>>().join("; "))
    };
    dependence.sets().iter().map(set).collect()
}

#[test]
fn uses_of_one_key_that_complete_each_other_decide() {
    let decided = [
        vec![("Allow", r#""Null":{"k":"true"}"#), ("Allow", r#""Null":{"k":"false"}"#)],
        vec![
            ("Allow", r#""ForAllValues:StringEquals":{"k":"a"}"#),
            ("Allow", r#""ForAnyValue:StringNotEquals":{"k":"a"}"#),
        ],
        vec![
            ("Allow", r#""ForAllValues:StringLike":{"k":["a*","*b"]}"#),
            ("Allow", r#""ForAnyValue:StringNotLike":{"k":"*b"}"#),
        ],
    ];
    for statements in decided {
        assert_eq!(settled(&statements), Settled::Decided(Decision::Allowed), "{statements:?}");
    }
}

#[test]
fn uses_of_one_key_that_exclude_each_other_decide() {
    let never = [
        r#""StringEquals":{"k":"a"},"StringLike":{"k":"b*"}"#,
        r#""StringLike":{"k":"a*"},"StringNotLike":{"k":"*"}"#,
        r#""StringLike":{"k":"a?c"},"StringEqualsIgnoreCase":{"k":"AC"}"#,
        r#""NumericLessThan":{"k":"5"},"NumericGreaterThan":{"k":"10"}"#,
        r#""DateLessThan":{"k":"2026-01-01"},"DateGreaterThan":{"k":"2026-01-02T00:00:00Z"}"#,
        r#""IpAddress":{"k":"10.0.0.0/9"},"NotIpAddress":{"k":"10.0.0.0/8"}"#,
        r#""ArnLike":{"k":"arn:aws:s3:::*"},"StringLike":{"k":"arn:aws:sns:*"}"#,
        r#""Bool":{"k":"true"},"StringEquals":{"k":"false"}"#,
        r#""Null":{"k":"true"},"ForAnyValue:StringLike":{"k":"*"}"#,
    ];
    for condition in never {
        let statements = [("Allow", condition)];
        assert_eq!(settled(&statements), Settled::Decided(Decision::ImplicitDeny), "{condition}");
    }
}

#[test]
fn a_value_or_its_absence_is_shown_for_each_decision() {
    for (condition, expected) in [
        (r#""StringLike":{"k":"a*"},"StringNotLike":{"k":"*x"}"#, "k: allowed with a; implicitDeny with ax"),
        (
            r#""StringLike":{"k":["a*"]},"StringNotLike":{"k":"ab*"}"#,
            "k: allowed with ax; implicitDeny with abx",
        ),
        (
            r#""NumericLessThan":{"k":"11"},"NumericGreaterThan":{"k":"10"}"#,
            "k: allowed with 10.5; implicitDeny with 10",
        ),
        (
            r#""IpAddress":{"k":"10.0.0.0/8"},"NotIpAddress":{"k":"10.0.0.0/9"}"#,
            "k: allowed with 10.128.0.0; implicitDeny with 10.0.0.1",
        ),
        (
            r#""StringEqualsIgnoreCase":{"k":"ok"},"StringNotEquals":{"k":["ok","OK"]}"#,
            "k: allowed with Ok; implicitDeny with ok",
        ),
        (r#""Bool":{"k":"true"}"#, "k: allowed with true; implicitDeny with false"),
        (r#""BinaryEquals":{"k":"YWI="}"#, "k: allowed with YWI=; implicitDeny with absent"),
        (r#""ForAllValues:StringEquals":{"k":["a","b"]}"#, "k: allowed with a; implicitDeny with other"),
        (
            r#""ForAnyValue:StringEquals":{"k":"a"},"ForAnyValue:StringNotEquals":{"k":"a"}"#,
            "k: allowed with [a, other]; implicitDeny with a",
        ),
    ] {
        assert_eq!(shown(&settled(&[("Allow", condition)])), [expected], "{condition}");
    }
}

/// Equal and not equal cover every single value, and an absent key is not equal; but without set operator
/// a list is neither (C29).
#[test]
fn equal_or_not_equal_leaves_lists() {
    let [equal, unequal] = [r#""StringEquals":{"k":"a"}"#, r#""StringNotEquals":{"k":"a"}"#];
    let settled = settled(&[("Allow", equal), ("Allow", unequal)]);
    assert_eq!(shown(&settled), ["k: allowed with a; implicitDeny with [a, other]"]);
}

#[test]
fn with_set_operators_equal_or_not_equal_leaves_absence() {
    let [equal, unequal] =
        [r#""ForAnyValue:StringEquals":{"k":"a"}"#, r#""ForAnyValue:StringNotEquals":{"k":"a"}"#];
    let settled = settled(&[("Allow", equal), ("Allow", unequal)]);
    assert_eq!(shown(&settled), ["k: allowed with a; implicitDeny with absent"]);
}

#[test]
fn three_decisions_make_three_examples() {
    let settled =
        settled(&[("Allow", r#""StringLike":{"k":"a*"}"#), ("Deny", r#""StringEquals":{"k":"ab"}"#)]);
    assert_eq!(shown(&settled), ["k: allowed with ax; explicitDeny with ab; implicitDeny with absent"]);
}

#[test]
fn a_variable_is_filled_from_the_text_that_it_stands_in() {
    let policies = identity(
        r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::home/${aws:PrincipalTag/name}/*"}"#,
    );
    let settled = settle(&policies, &request(&["aws:principaltag/name", "unused"]), DEFAULT_BUDGET);
    assert_eq!(shown(&settled), ["aws:principaltag/name: allowed with ana; implicitDeny with absent"]);
}

#[test]
fn keys_compared_with_each_other_decide_together() {
    let condition = r#""StringEquals":{"aws:ResourceTag/team":"t-${aws:PrincipalTag/team}"}"#;
    let policies = identity(&statement("Allow", condition));
    let mut request = request(&[]);
    request.context.set_unlisted_unknown(true);
    assert_eq!(
        shown(&settle(&policies, &request, DEFAULT_BUDGET)),
        [
            "aws:PrincipalTag/team and aws:ResourceTag/team: allowed with any, t-any; implicitDeny with any, absent"
        ]
    );
}

/// Two keys are enough to tell one denial from the other; all three are needed to be allowed.
#[test]
fn what_it_takes_to_be_allowed_is_shown_beside_smaller_sets() {
    let allow = statement("Allow", r#""Bool":{"k:mfa":"true"},"StringEquals":{"k:region":"eu-west-1"}"#);
    let deny = statement("Deny", r#""NotIpAddress":{"k:ip":"203.0.113.0/24"}"#);
    let policies = identity(&[allow, deny].join(","));
    let mut request = request(&[]);
    request.context.set_unlisted_unknown(true);
    let settled = settle(&policies, &request, DEFAULT_BUDGET);
    assert_eq!(
        shown(&settled),
        [
            "k:ip and k:mfa: explicitDeny with 198.51.100.1, false; implicitDeny with 203.0.113.1, false",
            "k:ip and k:region: explicitDeny with 198.51.100.1, absent; implicitDeny with 203.0.113.1, absent"
        ]
    );
    let Settled::Depends(dependence) = settled else { panic!("decided") };
    let allowing = dependence.allowing().expect("it can be allowed");
    assert_eq!(allowing.keys().len(), 3);
    assert_eq!(dependence.allowable(), Truth::Yes);
}

#[test]
fn denied_in_any_case_is_told() {
    let condition = r#""StringEquals":{"k":"a"}"#;
    let Settled::Depends(dependence) = settled(&[("Allow", condition), ("Deny", condition)]) else {
        panic!("an explicit and an implicit deny are two decisions");
    };
    assert_eq!((dependence.allowing(), dependence.allowable()), (None, Truth::No));
    assert_eq!(sets(&dependence), ["k: explicitDeny with a; implicitDeny with absent"]);
}

#[test]
fn several_sets_come_by_size_and_name() {
    let both = |a: &str, b: &str| statement("Allow", &format!(r#""Bool":{{"k:{a}":"true","k:{b}":"true"}}"#));
    let majority = [both("b", "a"), both("b", "c"), both("c", "a")].join(",");
    let settled = settle(&identity(&majority), &request(&["k:a", "k:b", "k:c"]), DEFAULT_BUDGET);
    let expected = ["k:a and k:b", "k:a and k:c", "k:b and k:c"]
        .map(|keys| format!("{keys}: allowed with true, true; implicitDeny with false, false"));
    assert_eq!(shown(&settled), expected);
}

#[test]
fn one_of_many_allows_and_all_of_them_must_be_known_to_deny() {
    let statements: Vec<String> = (0..12)
        .map(|number| statement("Allow", &format!(r#""StringEquals":{{"k:{number:02}":"a"}}"#)))
        .collect();
    let mut request = request(&[]);
    request.context.set_unlisted_unknown(true);
    let shown = shown(&settle(&identity(&statements.join(",")), &request, DEFAULT_BUDGET));
    assert_eq!(shown.len(), 1);
    assert!(shown[0].starts_with("k:00 and k:01 and "), "{shown:?}");
}

#[test]
fn mfa_of_a_session_is_a_key_that_no_policy_names() {
    let policies = identity(r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let mut request = request(&["aws:MultiFactorAuthPresent"]);
    request.principal.kind = PrincipalType::User { id: None, session: Session::GetSessionToken };
    request.action = Action::new("iam:ListUsers").unwrap();
    assert_eq!(
        shown(&settle(&policies, &request, DEFAULT_BUDGET)),
        ["aws:MultiFactorAuthPresent: allowed with true; implicitDeny with absent"]
    );
}

#[test]
fn an_explanation_settles_what_the_record_leaves_open() {
    let policies = identity(
        &[statement("Allow", r#""Null":{"k":"true"}"#), statement("Allow", r#""Null":{"k":"false"}"#)]
            .join(","),
    );
    let request = request(&["k"]);
    assert_eq!(evaluate(&policies, &request, &mut NoTrace), Decision::Depends);
    let explanation = Explanation::new(&policies, &request);
    assert_eq!(explanation.decision(), Decision::Allowed);
    assert_eq!(explanation.settled(), Some(&Settled::Decided(Decision::Allowed)));
    assert_eq!(explanation.summary(), "whatever the unknown facts are, this is the decision");
    assert_eq!(Explanation::new(&policies, &self::request(&[])).settled(), None);
}

/// Hundreds of keys in pairs that allow and triples that deny: far more than can be tried.
#[test]
fn a_hostile_policy_ends_the_search_and_says_so() {
    let key = |number: usize| format!(r#""k:{}":["a*","*b","c"]"#, number % 300);
    let statements: Vec<String> = (0..600)
        .map(|number| {
            let keys: Vec<String> = (0..3).map(|step| key(number * (step + 1) + step)).collect();
            let mut keys = keys;
            keys.sort();
            keys.dedup();
            let effect = if number % 3 == 0 { "Deny" } else { "Allow" };
            statement(effect, &format!(r#""StringLike":{{{}}}"#, keys.join(",")))
        })
        .collect();
    let policies = identity(&statements.join(","));
    let mut request = request(&[]);
    request.context.set_unlisted_unknown(true);
    let settled = settle(&policies, &request, DEFAULT_BUDGET);
    let Settled::Depends(dependence) = &settled else { panic!("{settled:?}") };
    assert!(dependence.exhausted());
    assert!(dependence.evaluations() <= DEFAULT_BUDGET + 100, "{}", dependence.evaluations());
    for set in dependence.sets() {
        for example in set.examples() {
            let mut stated = request.clone();
            for (key, fact) in set.keys().iter().zip(example.facts()) {
                stated.context.insert(key.as_str(), fact.clone());
            }
            assert_eq!(evaluate(&policies, &stated, &mut NoTrace), example.decision());
        }
    }
    assert_eq!(settle(&policies, &request, DEFAULT_BUDGET), settled, "answers repeat");
}

/// Sixty variables in one entry, starred: what each can hold is a question about all the others.
#[test]
fn a_hostile_resource_ends_the_search() {
    let variables: Vec<String> = (0..60).map(|number| format!("*${{k:{number:02}}}")).collect();
    let resource = format!("arn:aws:s3:::{}", variables.concat());
    let policies = identity(&format!(r#"{{"Effect":"Allow","Action":"*","Resource":"{resource}"}}"#));
    let mut request = request(&[]);
    request.context.set_unlisted_unknown(true);
    request.resource.arn = format!("arn:aws:s3:::{}", "abcdefghij".repeat(20)).into();
    let settled = settle(&policies, &request, DEFAULT_BUDGET);
    let Settled::Depends(dependence) = &settled else { panic!("{settled:?}") };
    assert!(dependence.exhausted() && !dependence.proved());
}

#[test]
fn without_budget_nothing_is_claimed() {
    let policies = identity(&statement("Allow", r#""StringEquals":{"k":"a"}"#));
    for budget in 0..20 {
        match settle(&policies, &request(&["k"]), budget) {
            Settled::Depends(dependence) if dependence.exhausted() => {}
            settled => assert_eq!(shown(&settled), ["k: allowed with a; implicitDeny with absent"]),
        }
    }
    let Settled::Depends(none) = settle(&policies, &request(&["k"]), 0) else { panic!("decided") };
    assert!(none.exhausted() && none.sets().is_empty() && none.evaluations() == 0);
}
