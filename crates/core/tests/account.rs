//! Whole accounts: what is read of dumps, organizations and resource policies, and what is said to be missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "account/support.rs"]
mod support;

use sayso::account::{InventoryBuilder, NoLoader, Organization};
use sayso::{Action, Context, Decision, Diagnostic, Limits, PolicyType, Source};
use sayso_catalog::ManagedPolicies;

use support::{inventory, shop};

fn read(dumps: &[(&str, &str)]) -> (sayso::account::Inventory, Vec<Diagnostic>) {
    let mut builder = InventoryBuilder::new(Limits::default());
    for (name, text) in dumps {
        builder.add_dump(&Source::new(*name, *text));
    }
    builder.finish(&ManagedPolicies::embedded())
}

fn decide(
    inventory: &sayso::account::Inventory,
    who: &str,
    action: &str,
    resource: &str,
) -> (Decision, Vec<String>) {
    let entity = inventory.entity(who).unwrap();
    let action = Action::new(action).unwrap();
    let question = inventory.ask(entity, "session", &action, resource, &Context::unknown());
    let decision = question.decide();
    let gaps = inventory.gaps(entity, &question, decision);
    (decision, gaps.iter().map(ToString::to_string).collect())
}

#[test]
fn the_sample_is_read_with_all_its_parts() {
    let inventory = inventory(&shop());
    let accounts: Vec<&str> = inventory.accounts().map(|account| account.id.as_str()).collect();
    assert_eq!(accounts, ["123456789012", "444455556666"]);
    assert!(inventory.accounts().all(|account| !account.is_truncated));
    let app = inventory.entity("App").unwrap();
    assert_eq!(app.instance_profiles, ["arn:aws:iam::123456789012:instance-profile/Web"]);
    assert_eq!(app.last_used.as_deref(), Some("2026-10-30T12:00:00+00:00"));
    let carla = inventory.entity("carla").unwrap();
    assert_eq!(carla.boundary.as_ref().unwrap().policy_type(), PolicyType::PermissionsBoundary);
    assert_eq!(carla.tags["team"], "lab");
    assert_eq!(inventory.entity("user/staff/ben").unwrap().arn, inventory.entity("user/ben").unwrap().arn);
    let deploy = inventory.managed_policies().find(|policy| policy.name == "AssumeDeploy").unwrap();
    assert_eq!(deploy.versions.len(), 2);
    assert_eq!(deploy.attached_to, ["arn:aws:iam::123456789012:group/Developers"]);
}

#[test]
fn documents_may_be_objects_json_strings_or_url_encoded_and_keep_their_places() {
    let inventory = inventory(&shop());
    let dan = &inventory.entity("dan").unwrap().policies[0].policy;
    let statement = &dan.document().statements()[0];
    let place = dan.document().source().place(statement.span);
    assert!(place.ends_with("tools.json:12:98"), "{place}");
    let trust = inventory.entity("Scanner").unwrap().trust.as_ref().unwrap();
    let action = trust.document().statements()[0].action.as_ref().unwrap();
    assert_eq!(trust.document().source().slice(action.span), "\\\"sts:AssumeRole\\\"");
}

#[test]
fn managed_policies_are_compiled_once_and_shared() {
    let dump = |name: &str| {
        format!(
            r#"{{"UserName": "{name}", "Arn": "arn:aws:iam::123456789012:user/{name}",
            "AttachedManagedPolicies": [{{"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}]}}"#
        )
    };
    let text = format!(r#"{{"UserDetailList": [{}, {}]}}"#, dump("ana"), dump("ben"));
    let (inventory, faults) = read(&[("account.json", &text)]);
    assert!(faults.is_empty());
    let policy = |name| inventory.entity(name).unwrap().policies[0].policy.clone();
    assert!(std::sync::Arc::ptr_eq(&policy("ana"), &policy("ben")));
    assert_eq!(policy("ana").arn(), Some("arn:aws:iam::aws:policy/ReadOnlyAccess"));
}

#[test]
fn pages_and_dumps_are_merged_whatever_their_order() {
    let first = r#"{"UserDetailList": [{"UserName": "ana", "Arn": "arn:aws:iam::123456789012:user/ana",
        "GroupList": ["Ops"], "AttachedManagedPolicies":
        {"PolicyName": "P", "PolicyArn": "arn:aws:iam::123456789012:policy/P"}}], "IsTruncated": true, "Marker": "m"}"#;
    let second = r#"[{"GroupDetailList": [{"GroupName": "Ops", "Arn": "arn:aws:iam::123456789012:group/Ops",
        "GroupPolicyList": [{"PolicyName": "Own", "PolicyDocument": {"Statement": []}}]}],
        "Policies": [{"PolicyName": "P", "Arn": "arn:aws:iam::123456789012:policy/P", "PolicyVersionList":
        [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Statement": []}}]}]}]"#;
    for order in [[("1.json", first), ("2.json", second)], [("2.json", second), ("1.json", first)]] {
        let (inventory, faults) = read(&order);
        assert!(faults.is_empty(), "{faults:?}");
        let ana = inventory.entity("ana").unwrap();
        assert_eq!((ana.policies.len(), ana.missing.len()), (2, 0));
        assert!(!inventory.accounts().next().unwrap().is_truncated);
    }
    let (inventory, _) = read(&[("1.json", first)]);
    assert!(inventory.accounts().next().unwrap().is_truncated);
    let missing: Vec<String> =
        inventory.entity("ana").unwrap().missing.iter().map(ToString::to_string).collect();
    assert_eq!(
        missing,
        [
            "the identity-based policy `arn:aws:iam::123456789012:policy/P` is not in the dump",
            "the identity-based policy `group Ops` is not in the dump",
        ]
    );
}

#[test]
fn a_broken_policy_is_reported_with_its_place_and_the_rest_is_kept() {
    let dump = r#"{"UserDetailList": [
        {"UserName": "ana", "Arn": "arn:aws:iam::123456789012:user/ana", "UserPolicyList": [
          {"PolicyName": "Bad", "PolicyDocument": {"Statement": {"Effect": "Permit", "Action": "s3:*", "Resource": "*"}}},
          {"PolicyName": "Good", "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}}}]},
        {"UserName": "none"}, {"Arn": "arn:aws:s3:::x"}]}"#;
    let (inventory, faults) = read(&[("account.json", dump), ("half.json", "{\"UserDetailList\": [")]);
    let places: Vec<String> = faults.iter().map(|fault| fault.source.place(fault.span)).collect();
    assert_eq!(places, ["account.json:5:9", "account.json:5:39", "half.json:1:21", "account.json:3:76"]);
    let (decision, gaps) = decide(&inventory, "ana", "ec2:RunInstances", "*");
    assert_eq!(decision, Decision::Allowed);
    assert!(gaps.contains(&"the identity-based policy `Bad` could not be read".to_owned()), "{gaps:?}");
    let (decision, gaps) = decide(&inventory, "ana", "s3:GetObject", "*");
    assert_eq!((decision, gaps.len()), (Decision::ImplicitDeny, 1), "{gaps:?}");
}

#[test]
fn what_the_files_tell_is_known_and_the_rest_depends() {
    let inventory = inventory(&shop());
    for (who, action, resource, expected) in [
        ("ana", "s3:GetObject", "arn:aws:s3:::shop-teams/web/x", Decision::Allowed),
        ("ana", "s3:GetObject", "arn:aws:s3:::shop-teams/lab/x", Decision::ImplicitDeny),
        // The organization of the caller is known, TLS is not.
        ("App", "s3:GetObject", "arn:aws:s3:::shop-reports/x", Decision::Depends),
        ("Scanner", "s3:GetObject", "arn:aws:s3:::shop-reports/x", Decision::Depends),
        ("carla", "ec2:RunInstances", "*", Decision::Depends),
        ("carla", "iam:CreateUser", "*", Decision::ImplicitDeny),
        ("carla", "s3:DeleteBucket", "arn:aws:s3:::shop-x", Decision::ExplicitDeny),
        ("ben", "organizations:LeaveOrganization", "*", Decision::ExplicitDeny),
        ("ana", "sts:AssumeRole", "arn:aws:iam::123456789012:role/Deploy", Decision::Allowed),
        ("ana", "sts:AssumeRole", "arn:aws:iam::123456789012:role/Admin", Decision::ImplicitDeny),
        ("Deploy", "sts:AssumeRole", "arn:aws:iam::123456789012:role/Admin", Decision::Depends),
        ("dan", "sts:AssumeRole", "arn:aws:iam::123456789012:role/Audit", Decision::Depends),
        (
            "App",
            "kms:Decrypt",
            "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            Decision::Depends,
        ),
    ] {
        assert_eq!(decide(&inventory, who, action, resource).0, expected, "{who} {action} {resource}");
    }
}

#[test]
fn gaps_are_what_could_change_the_decision_and_no_more() {
    let alone = inventory(&[("account.json", support::file("accounts/shop.json"))]);
    let (decision, gaps) = decide(&alone, "App", "s3:GetObject", "arn:aws:s3:::shop-reports/x");
    assert_eq!(decision, Decision::Allowed);
    assert_eq!(
        gaps,
        [
            "no SCPs were given for account 123456789012",
            "no RCPs were given for account 123456789012",
            "no policy was given of `arn:aws:s3:::shop-reports/x`",
        ]
    );
    // A resource policy could allow within the account; only both together across accounts.
    let (_, gaps) = decide(&alone, "App", "s3:PutObject", "arn:aws:s3:::shop-reports/x");
    assert_eq!(gaps, ["no policy was given of `arn:aws:s3:::shop-reports/x`"]);
    let (_, gaps) = decide(&alone, "App", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:jobs");
    assert!(gaps.is_empty(), "{gaps:?}");
    let (_, gaps) =
        decide(&alone, "App", "ec2:StopInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/i-1");
    assert!(gaps.is_empty(), "{gaps:?}");
    let whole = inventory(&shop());
    assert!(decide(&whole, "carla", "s3:DeleteBucket", "arn:aws:s3:::shop-x").1.is_empty());
    let (_, gaps) = decide(&whole, "App", "s3:GetObject", "arn:aws:s3:::shop-reports/x");
    assert!(gaps.is_empty(), "{gaps:?}");
}

#[test]
fn what_aws_organizations_prints_is_the_same_organization() {
    let scp = r#"{"Policy": {"PolicySummary": {"Id": "p-stay1234", "Name": "Stay", "Type": "SERVICE_CONTROL_POLICY"},
        "Content": "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Deny\", \"Action\": \"organizations:LeaveOrganization\", \"Resource\": \"*\"}}"}}"#;
    let attached = r#"{"Policies": [{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"},
        {"Id": "p-stay1234", "Name": "Stay", "Type": "SERVICE_CONTROL_POLICY"}]}"#;
    let files = [
        (
            "describe-organization.json",
            r#"{"Organization": {"Id": "o-exampleorgid", "MasterAccountId": "111122223333"}}"#,
        ),
        (
            "list-roots.json",
            r#"{"Roots": [{"Id": "r-ab12", "Name": "Root",
            "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]}"#,
        ),
        (
            "list-organizational-units-for-parent.r-ab12.json",
            r#"{"OrganizationalUnits": [{"Id": "ou-ab12-11111111", "Name": "Workloads"}]}"#,
        ),
        // A loop in the files ends.
        (
            "list-organizational-units-for-parent.ou-ab12-11111111.json",
            r#"{"OrganizationalUnits": [{"Id": "ou-ab12-11111111", "Name": "Workloads"}]}"#,
        ),
        (
            "list-accounts-for-parent.ou-ab12-11111111.json",
            r#"{"Accounts": [{"Id": "123456789012", "Name": "shop"}]}"#,
        ),
        ("list-policies-for-target.r-ab12.json", attached),
        ("list-policies-for-target.ou-ab12-11111111.json", attached),
        ("list-policies-for-target.123456789012.json", attached),
        ("describe-policy.p-stay1234.json", scp),
    ];
    let files = files.map(|(name, text)| Source::new(name, text));
    let mut builder = InventoryBuilder::new(Limits::default());
    builder.add_organization_listings(&files);
    builder.add_dump(&Source::new("account.json", support::file("accounts/shop.json")));
    let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    assert!(faults.is_empty(), "{faults:?}");
    let has = |account| inventory.organization().is_some_and(|own: &Organization| own.has(account));
    assert!(has("123456789012") && !has("444455556666"));
    let (decision, gaps) = decide(&inventory, "ben", "organizations:LeaveOrganization", "*");
    assert_eq!((decision, gaps.len()), (Decision::ExplicitDeny, 0));
    let (decision, gaps) = decide(&inventory, "ben", "iam:ListUsers", "*");
    assert_eq!((decision, gaps.len()), (Decision::Allowed, 0), "{gaps:?}");
}

#[test]
fn levels_whose_policies_were_not_given_are_said() {
    let organization =
        r#"{"root": {"name": "Root", "accounts": ["123456789012"], "scps": ["missing.json"]}}"#;
    let mut builder = InventoryBuilder::new(Limits::default());
    builder.add_organization(&Source::new("organization.json", organization), &NoLoader);
    builder.add_dump(&Source::new("account.json", support::file("accounts/shop.json")));
    let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "organization.json:1:66: error[UNREADABLE_POLICY]: `missing.json` cannot be loaded here"
    );
    let (decision, gaps) = decide(&inventory, "ben", "iam:ListUsers", "*");
    assert_eq!(decision, Decision::Allowed);
    assert_eq!(gaps, ["the SCPs of Root, 123456789012 were not all given"]);
}
