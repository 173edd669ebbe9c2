//! Events against the sample account.

use std::sync::Arc;

use super::*;
use crate::account::sample;
use crate::evaluate::Decision;
use crate::{Limits, Policy, PolicyDocument, PolicyType, Source};

fn event(principal: &str, name: &str, rest: &str) -> String {
    let (service, name) = name.split_once(':').unwrap();
    format!(
        r#"{{"eventTime": "2026-01-02T03:04:05Z", "awsRegion": "eu-west-1", "eventName": "{name}",
        "eventSource": "{service}.amazonaws.com", "userIdentity": {{"accountId": "123456789012", {principal}}}{rest}}}"#
    )
}

const APP: &str = r#""type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/App/i-0123""#;
const READ: &str = r#", "requestParameters": {"bucketName": "reports", "key": "q3.csv"}"#;

fn policy(kind: PolicyType, text: &str) -> Arc<Policy> {
    let source = Source::new("new.json", text);
    Arc::new(Policy::compile(Arc::new(PolicyDocument::parse(&source, &Limits::default())), kind).unwrap())
}

fn replay(changes: Vec<Change>, events: &[String]) -> Tally {
    let inventory = sample();
    let changes = Changes::new(&inventory, changes).unwrap();
    let mut replay = Replay::new(&inventory, &changes);
    for event in events {
        replay.event(event).unwrap();
    }
    replay.finish()
}

fn answers(tally: &Tally) -> Vec<(Decision, Option<Decision>, u64)> {
    let answer = |(kind, counts): (&Kind, &Counts)| {
        (kind.before.decision, kind.after.as_ref().map(|after| after.decision), counts.events)
    };
    tally.kinds.iter().map(answer).collect()
}

#[test]
fn calls_are_counted_by_what_decides_them() {
    let late = event(APP, "s3:GetObject", READ).replace("03:04:05", "04:00:00");
    let denied = event(APP, "s3:PutObject", &format!(r#"{READ}, "errorCode": "AccessDenied""#));
    let tally = replay(Vec::new(), &[event(APP, "s3:GetObject", READ), late, denied]);
    assert_eq!(answers(&tally), [(Decision::Allowed, None, 2), (Decision::ImplicitDeny, None, 1)]);
    let counts: Vec<&Counts> = tally.kinds.values().collect();
    assert_eq!(
        (counts[0].first.as_str(), counts[0].last.as_str()),
        ("2026-01-02T03:04:05Z", "2026-01-02T04:00:00Z")
    );
    assert_eq!((counts[0].allowed, counts[1].denied), (2, 1));
}

#[test]
fn changes_show_what_they_would_deny() {
    let app = "arn:aws:iam::123456789012:role/App".to_owned();
    let scp = r#"{"Version": "2012-10-17", "Statement": {"Sid": "Freeze", "Effect": "Deny", "Action": "s3:*",
        "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}"#;
    let freeze = policy(PolicyType::ServiceControl, scp);
    let nothing = policy(PolicyType::PermissionsBoundary, r#"{"Version": "2012-10-17", "Statement": []}"#);
    let scp = |account: Option<&str>| Change::ServiceControl {
        policy: freeze.clone(),
        is_alone: false,
        account: account.map(str::to_owned),
    };
    let tls = format!(r#"{READ}, "tlsDetails": {{"tlsVersion": "TLSv1.3"}}"#);
    for (change, rest, after) in [
        (scp(None), READ, Some(Decision::Depends)),
        (scp(None), tls.as_str(), Some(Decision::ExplicitDeny)),
        (scp(Some("111122223333")), tls.as_str(), None),
        (Change::Boundary { policy: nothing, entity: app.clone() }, READ, Some(Decision::ImplicitDeny)),
        (Change::Remove { policy: "ReadReports".to_owned(), sid: None }, READ, Some(Decision::ImplicitDeny)),
    ] {
        let tally = replay(vec![change.clone()], &[event(APP, "s3:GetObject", rest)]);
        assert_eq!(answers(&tally), [(Decision::Allowed, after, 1)], "{change:?}");
        if after == Some(Decision::ExplicitDeny) {
            let kind = tally.kinds.keys().next().unwrap();
            assert_eq!(kind.after.as_ref().unwrap().statements, ["Freeze new.json:1:40"]);
        }
        if after == Some(Decision::Depends) {
            let kind = tally.kinds.keys().next().unwrap();
            assert_eq!(kind.after.as_ref().unwrap().unknown, ["aws:SecureTransport"]);
        }
    }
}

#[test]
fn what_is_not_decided_is_counted_apart() {
    let stranger = r#""type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/bob""#;
    let sign_in = r#"{"eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin",
        "eventType": "AwsConsoleSignIn"}"#;
    let tally = replay(
        Vec::new(),
        &[
            event(stranger, "s3:GetObject", READ),
            event(APP, "s3:MakeTea", ""),
            event(APP, "sts:GetCallerIdentity", ""),
            sign_in.to_owned(),
        ],
    );
    assert_eq!((tally.events, tally.calls, tally.decided, tally.unchecked), (4, 3, 0, 1));
    assert_eq!((tally.strangers.len(), tally.unresolved.len(), tally.other_events.len()), (1, 1, 1));
}

#[test]
fn a_resource_that_is_not_named_matters_only_where_policies_tell_it_apart() {
    let events = ["s3:GetObject", "kms:Decrypt", "sqs:DeleteQueue"].map(|name| event(APP, name, ""));
    let tally = replay(Vec::new(), &events);
    let unknown: Vec<_> =
        tally.kinds.keys().map(|kind| (kind.before.decision, kind.before.unknown.len())).collect();
    assert_eq!(unknown, [(Decision::ImplicitDeny, 0), (Decision::Depends, 1), (Decision::Depends, 1)]);
}
