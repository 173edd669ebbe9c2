use sayso::Source;

use super::*;

#[test]
fn services_and_actions_are_read_from_one_document_or_a_list() {
    let one = r#"{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": [
        {"ServiceName": "Amazon S3", "ServiceNamespace": "s3", "LastAuthenticated": "2026-11-01T00:00:00+00:00",
         "TrackedActionsLastAccessed": [{"ActionName": "GetObject", "LastAccessedTime": 1793491200},
            {"ActionName": "PutObject"}]},
        {"ServiceName": "AWS KMS", "ServiceNamespace": "kms", "TotalAuthenticatedEntities": 0}], "IsTruncated": false}"#;
    let (found, faults) = read(&Source::new("role.json", one));
    assert_eq!((found.len(), faults.len(), found[0].arn.as_deref()), (1, 0, None));
    let [s3, kms] = &found[0].services[..] else { panic!("two services") };
    assert_eq!((s3.namespace.as_str(), s3.used, s3.actions.len()), ("s3", time::parse("1793491200"), 2));
    assert_eq!((s3.actions[0].used.is_some(), s3.actions[1].used), (true, None));
    assert_eq!(kms.used, None);

    let arn = r#"{"Arn": "arn:aws:iam::123456789012:role/App", "#;
    let list = format!("[{one}, {}]", one.replacen('{', arn, 1));
    let (found, faults) = read(&Source::new("all.json", list.as_str()));
    assert_eq!((found.len(), faults.len()), (2, 0));
    assert_eq!(found[1].arn.as_deref(), Some("arn:aws:iam::123456789012:role/App"));
    assert_eq!(in_file_name("arn:aws:iam::123456789012:role/App"), "arn_aws_iam__123456789012_role_App");
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_is_read() {
    let text = r#"[{"ServicesLastAccessed": [{"ServiceName": "S3"},
  {"ServiceNamespace": "sqs", "LastAuthenticated": "soon"}], "IsTruncated": true},
  {"JobStatus": "FAILED"}]"#;
    let (found, faults) = read(&Source::new("all.json", text));
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let start = "error[INVALID_LAST_ACCESSED]: ";
    let expected = [
        format!("all.json:1:2: {start}the report goes on in a page that is not here (`IsTruncated`)"),
        format!("all.json:1:28: {start}the service has no `ServiceNamespace`"),
        format!("all.json:2:52: {start}`LastAuthenticated` is no time"),
        format!(
            "all.json:3:3: {start}there is no `ServicesLastAccessed`: this is no report of services last accessed"
        ),
    ];
    assert_eq!(lines, expected);
    assert_eq!(found[0].services[0].namespace, "sqs");
    assert_eq!(read(&Source::new("half.json", r#"{"Services"#)).1.len(), 1);
}
