//! The committed data: every policy reads, and some are what AWS publishes.
#![cfg(feature = "embed")]

use sayso_catalog::{CorruptCatalog, ManagedPolicies};

static PACKED: &[u8] = include_bytes!("../data/managed-policies.bin");

#[test]
fn every_policy_reads() -> Result<(), CorruptCatalog> {
    let policies = ManagedPolicies::from_bytes(PACKED)?;
    assert_eq!(policies.len(), ManagedPolicies::embedded().len());
    assert_eq!(policies.iter().count(), 1_582);
    for policy in policies.iter() {
        assert!(policy.document_json().starts_with("{\n    \""), "{policy:?}");
        assert!(policy.document_json().ends_with("\n}\n"), "{policy:?}");
        assert_eq!(policies.find(&policy.arn()).unwrap().name(), policy.name());
        assert_eq!(policies.find(policy.name()).unwrap().arn(), policy.arn());
        assert!(policy.version_id().starts_with('v'), "{policy:?}");
        assert!(policy.create_date() <= policy.update_date(), "{policy:?}");
    }
    Ok(())
}

#[test]
fn the_data_says_where_it_is_from() {
    let policies = ManagedPolicies::embedded();
    assert!(policies.source().starts_with("moto "), "{policies:?}");
    let newest = policies.iter().map(|policy| policy.update_date()).max().unwrap();
    assert!(newest.starts_with(policies.data_date()) && policies.data_date().len() == 10, "{newest}");
}

#[test]
fn a_document_prints_as_the_console_shows_it() {
    let policy = ManagedPolicies::embedded().find("AWSLambdaBasicExecutionRole").unwrap();
    assert_eq!(policy.arn(), "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
    assert_eq!((policy.path(), policy.version_id()), ("/service-role/", "v1"));
    assert_eq!(policy.create_date(), "2015-04-09T15:03:43+00:00");
    let expected = r#"{
    "Statement": [
        {
            "Action": [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents"
            ],
            "Effect": "Allow",
            "Resource": "*"
        }
    ],
    "Version": "2012-10-17"
}
"#;
    assert_eq!(policy.document_json(), expected);
}

#[test]
fn policies_are_found_the_way_people_write_them() {
    let policies = ManagedPolicies::embedded();
    for (written, arn) in [
        ("AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        ("amazons3readonlyaccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        ("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
        (
            "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess",
            "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        ),
        (
            "arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess",
            "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
        ),
        ("job-function/ViewOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"),
        ("/job-function/ViewOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"),
        ("AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess"),
    ] {
        assert_eq!(policies.find(written).map(|policy| policy.arn()).as_deref(), Some(arn), "{written}");
    }
}

#[test]
fn what_is_not_a_managed_policy_is_not_found() {
    let policies = ManagedPolicies::embedded();
    for written in [
        "",
        "/",
        "arn:",
        "AmazonS3",
        "arn:aws:iam::aws:policy",
        "arn:aws:iam::aws:policy/",
        "arn:aws:iam::aws:policyAdministratorAccess",
        "arn:aws:iam::aws:policy/administratoraccess",
        "arn:aws:iam::aws:policy/ViewOnlyAccess",
        "arn:aws:iam::123456789012:policy/AdministratorAccess",
        "arn:aws:s3:iam::aws:policy/AdministratorAccess",
        "arn:awsome:iam::aws:policy/AdministratorAccess",
        "service-role/AdministratorAccess",
    ] {
        assert!(policies.find(written).is_none(), "{written}");
    }
}

#[test]
fn a_wrong_name_gets_a_right_one() {
    let policies = ManagedPolicies::embedded();
    for (wrong, right) in [
        ("AmazonS3ReadonlyAcess", Some("AmazonS3ReadOnlyAccess")),
        ("ReadOnly", Some("ReadOnlyAccess")),
        ("S3ReadOnlyAccess", Some("AmazonS3ReadOnlyAccess")),
        ("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole", Some("AWSLambdaBasicExecutionRole")),
        ("AdminstratorAccess", Some("AdministratorAccess")),
        ("NothingLikeThisExistsAnywhere", None),
        ("", None),
    ] {
        assert_eq!(policies.suggest(wrong), right, "{wrong}");
    }
}
