//! The committed service reference: everything in it is found, and some of it is what AWS documents.
#![cfg(feature = "embed")]

use sayso_catalog::{AccessLevel, CorruptCatalog, KeyType, PackedServices, ServiceReference};

static PACKED: &[u8] = include_bytes!("../data/services.bin");

#[test]
fn everything_is_found_by_its_own_name_in_any_case() -> Result<(), CorruptCatalog> {
    let packed = PackedServices::from_bytes(PACKED)?;
    let reference = packed.reference();
    let mut counts = [0; 5];
    for service in reference.services() {
        assert_eq!(reference.service(&service.prefix().to_ascii_uppercase()).unwrap().name(), service.name());
        for action in service.actions() {
            let name = action.to_string();
            for written in [name.to_ascii_uppercase(), name.to_ascii_lowercase(), name.clone()] {
                assert_eq!(reference.action(&written).unwrap().to_string(), name, "{written}");
            }
            assert!(action.levels().any(|level| level == action.level()), "{name}");
            assert!(action.dependent_actions().all(|it| reference.action(it).is_some()), "{name}");
            assert!(action.condition_keys().all(|key| action.carries_key(key.name())), "{name}");
            assert!(action.resource_types().all(|it| it.resource_type.arn_patterns().count() > 0), "{name}");
            counts[1] += 1;
            counts[4] += action.dependent_actions().count();
        }
        for resource_type in service.resource_types() {
            let found = service.resource_type(&resource_type.name().to_ascii_uppercase());
            assert!(found.unwrap().arn_patterns().eq(resource_type.arn_patterns()), "{resource_type:?}");
            counts[2] += 1;
        }
        for key in service.condition_keys() {
            let upper = key.name().to_ascii_uppercase();
            assert_eq!(service.condition_key(&upper).unwrap(), key);
            assert_eq!(reference.condition_key(&upper).unwrap().name(), key.name());
            counts[3] += 1;
        }
        counts[0] += 1;
    }
    assert_eq!(counts, [457, 22_321, 2_348, 2_595, 4_518]);
    assert_eq!(reference.actions_matching("*").count(), counts[1]);
    Ok(())
}

#[test]
fn an_object_is_read_as_aws_documents_it() {
    let action = ServiceReference::embedded().action("s3:GetObject").unwrap();
    assert_eq!((action.level(), action.service().name()), (AccessLevel::Read, "Amazon S3"));
    let types: Vec<_> = action.resource_types().map(|it| (it.resource_type.name(), it.required)).collect();
    assert_eq!(types, [("accesspointobject", false), ("object", false)]);
    assert_eq!(action.condition_keys().count(), 8);
    assert_eq!(action.dependent_actions().count(), 0);
    let object = action.service().resource_type("Object").unwrap();
    assert!(object.arn_patterns().eq(["arn:${Partition}:s3:::${BucketName}/${ObjectName}"]));
}

#[test]
fn an_instance_is_run_as_aws_documents_it() {
    let action = ServiceReference::embedded().action("ec2:RunInstances").unwrap();
    let required: Vec<_> = action.resource_types().filter(|it| it.required).collect();
    assert_eq!((action.resource_types().count(), required.len()), (18, 5));
    assert!(action.dependent_actions().eq(["ec2:CreateTags", "iam:PassRole", "ssm:GetParameters"]));
}

#[test]
fn keys_are_carried_where_they_are_listed() {
    let reference = ServiceReference::embedded();
    for (action, key, expected) in [
        ("s3:ListBucket", "s3:prefix", true),
        ("s3:ListBucket", "S3:PREFIX", true),
        ("s3:GetObject", "s3:prefix", false),
        ("s3:GetObject", "aws:PrincipalTag/team", true),
        ("s3:GetObject", "aws:Nothing", false),
        ("s3:GetObject", "saml:aud", true),
        ("s3:GetObject", "token.actions.githubusercontent.com:sub", true),
        ("ec2:RunInstances", "aws:RequestTag/team", true),
        ("iam:GetRole", "aws:RequestTag/team", false),
        ("ec2:TerminateInstances", "aws:ResourceTag/team", true),
        ("ec2:TerminateInstances", "ec2:ResourceTag/team", true),
        ("kms:Decrypt", "kms:EncryptionContext:app", true),
        ("iam:PassRole", "iam:PassedToService", true),
        ("sts:AssumeRole", "sts:ExternalId", true),
        ("sts:GetCallerIdentity", "sts:ExternalId", false),
    ] {
        assert_eq!(reference.action(action).unwrap().carries_key(key), expected, "{action} {key}");
    }
}

#[test]
fn keys_know_their_types() {
    let reference = ServiceReference::embedded();
    for (key, name, value_type, multivalued) in [
        ("s3:max-keys", "s3:max-keys", KeyType::Numeric, false),
        ("s3:RequestObjectTagKeys", "s3:RequestObjectTagKeys", KeyType::String, true),
        ("kms:EncryptionContext:a", "kms:EncryptionContext:${EncryptionContextKey}", KeyType::String, false),
        ("events:metadata/a/matcher", "events:Metadata/${MetadataKey}/Matcher", KeyType::String, false),
        ("aws:CurrentTime", "aws:CurrentTime", KeyType::Date, false),
        ("aws:sourcevpcarn", "aws:SourceVpcArn", KeyType::Arn, false),
    ] {
        let found = reference.condition_key(key).unwrap();
        assert_eq!(
            (found.name(), found.value_type(), found.is_multivalued()),
            (name, value_type, multivalued)
        );
    }
    for key in ["", ":", "s3", "s3:", "s3:nothing", "aws:", "kms:EncryptionContext:", "s3:ExistingObjectTag/"]
    {
        assert_eq!(reference.condition_key(key), None, "{key}");
    }
}

#[test]
fn patterns_reach_what_iam_lets_them_reach() {
    let reference = ServiceReference::embedded();
    let count = |pattern: &str| reference.actions_matching(pattern).count();
    assert_eq!(count("*"), count("*:*"));
    assert_eq!(count("s3:*"), reference.service("s3").unwrap().actions().len());
    assert_eq!(count("S3:GETOBJECT"), 1);
    assert!(count("s3:Get*") > 20 && count("s?s:Get*") > count("sqs:Get*") && count("*:Tag*") > 100);
    for pattern in ["", "s3", "s3:", ":", ":*", "nothing:*", "s3:Nothing*", "s3*"] {
        assert_eq!(count(pattern), 0, "{pattern}");
    }
    assert_eq!(count(&"*?".repeat(5_000)), 0);
}

#[test]
fn a_wrong_name_gets_a_right_one() {
    let reference = ServiceReference::embedded();
    for (wrong, right) in [
        ("s3:GetObjects", Some("s3:GetObject")),
        ("s3:ListObjectsV2", Some("s3:ListBucket")),
        ("lambda:invoke", Some("lambda:InvokeFunction")),
        ("s3:AssumeRole", Some("sts:AssumeRole")),
        ("iamm:PassRole", Some("iam:PassRole")),
        ("no-service-of-this-name:NoActionEither", None),
        ("", None),
    ] {
        assert_eq!(reference.suggest_action(wrong).as_deref(), right, "{wrong}");
    }
    assert_eq!(reference.suggest_condition_key("aws:PrincipalOrgId2").as_deref(), Some("aws:PrincipalOrgID"));
    assert_eq!(reference.suggest_condition_key("nothing"), None);
}
