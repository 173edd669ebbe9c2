//! What a read policy holds, and where.

#[cfg(test)]
mod tests {
    use sayso::document::{PrincipalKind, StatementNode};
    use sayso::json::{self, Value};
    use sayso::{Effect, Limits, PolicyDocument, PolicyType, Source, Version};

    fn read(text: &str) -> PolicyDocument {
        PolicyDocument::parse(&Source::new("p.json", text), &Limits::default())
    }

    fn statement(elements: &str) -> (PolicyDocument, StatementNode) {
        let document = read(&format!(
            r#"{{"Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "*", {elements}}}}}"#
        ));
        assert!(document.diagnostics().is_empty(), "{:?}", document.diagnostics());
        let statement = document.statements()[0].clone();
        (document, statement)
    }

    #[test]
    fn every_element_is_kept_with_its_place() {
        let text = r#"{
  "Version": "2012-10-17",
  "Id": "here",
  "Statement": [{
    "Sid": "One",
    "Effect": "Deny",
    "NotPrincipal": {"AWS": ["1", "2"], "Service": "s"},
    "NotAction": ["s3:Get\u002a", "ec2:*"],
    "NotResource": "*",
    "Condition": {"StringEquals": {"a": "b", "c": ["d", "e"]}, "ForAnyValue:StringLikeIfExists": {"f": []}}
  }]
}"#;
        let document = read(text);
        assert!(document.diagnostics().is_empty());
        assert!(document.check(PolicyType::Resource).is_empty());
        let written = |span| document.source().slice(span);
        assert_eq!(written(document.span()), text);
        let version = document.version().unwrap();
        assert_eq!((version.value, written(version.span)), (Version::V2012, "\"2012-10-17\""));
        assert_eq!(document.id().unwrap().value, "here");
        let [statement] = document.statements() else { panic!("one statement") };
        assert!(
            written(statement.span).starts_with("{\n    \"Sid\"")
                && written(statement.span).ends_with("]}}\n  }")
        );
        assert_eq!(statement.sid.as_ref().unwrap().value, "One");
        assert_eq!(statement.effect.as_ref().unwrap().value, Effect::Deny);
        let principal = statement.principal.as_ref().unwrap();
        assert!(principal.negated && !principal.bare);
        assert_eq!(written(principal.key), "\"NotPrincipal\"");
        let entries: Vec<_> = principal.entries.iter().map(|e| (e.kind, e.value.value.as_str())).collect();
        assert_eq!(
            entries,
            [(PrincipalKind::Aws, "1"), (PrincipalKind::Aws, "2"), (PrincipalKind::Service, "s")]
        );
        let action = statement.action.as_ref().unwrap();
        assert!(action.negated);
        assert_eq!(action.entries[0].value, "s3:Get*");
        assert_eq!(written(action.entries[0].span), r#""s3:Get\u002a""#);
        let resource = statement.resource.as_ref().unwrap();
        assert_eq!((resource.negated, written(resource.span)), (true, "\"*\""));
        let condition = statement.condition.as_ref().unwrap();
        let clauses: Vec<_> = condition
            .clauses
            .iter()
            .map(|c| (c.operator.value.to_string(), c.key.value.as_str(), written(c.span), c.values.len()))
            .collect();
        assert_eq!(
            clauses,
            [
                ("StringEquals".into(), "a", "\"b\"", 1),
                ("StringEquals".into(), "c", "[\"d\", \"e\"]", 2),
                ("ForAnyValue:StringLikeIfExists".into(), "f", "[]", 0),
            ]
        );
    }

    #[test]
    fn condition_values_become_text() {
        let (document, statement) = statement(
            r#""Condition": {"Bool": {"a": true, "b": ["x", false, 10.0, 1e3, 1.50, -0, "1.50"]}}"#,
        );
        let clauses = &statement.condition.unwrap().clauses;
        let values: Vec<_> = clauses[1].values.iter().map(|value| value.value.as_str()).collect();
        assert_eq!(clauses[0].values[0].value, "true");
        assert_eq!(values, ["x", "false", "10", "1000", "1.5", "0", "1.50"]);
        assert_eq!(document.source().slice(clauses[1].values[4].span), "1.50");
    }

    #[test]
    fn a_bare_star_is_an_aws_entry_that_knows_it_was_bare() {
        let (_, bare) = statement(r#""Principal": "*""#);
        let (_, map) = statement(r#""Principal": {"AWS": "*"}"#);
        let (bare, map) = (bare.principal.unwrap(), map.principal.unwrap());
        assert!(bare.bare && !map.bare);
        for principal in [bare, map] {
            assert_eq!(principal.entries[0].kind, PrincipalKind::Aws);
            assert_eq!(principal.entries[0].value.value, "*");
        }
    }

    #[test]
    fn a_policy_within_a_larger_text_keeps_its_places() {
        let text = "[1,\n {\"PolicyDocument\": {\"Statement\": {\"Effect\": \"Allow\"}}}]";
        let source = Source::new("account.json", text);
        let node = json::parse(&source, &Limits::default()).unwrap();
        let Value::Array(items) = &node.value else { panic!("an array") };
        let Value::Object(members) = &items[1].value else { panic!("an object") };
        let document = PolicyDocument::from_node(&source, &members[0].value, &Limits::default());
        assert_eq!(document.source().slice(document.span()), r#"{"Statement": {"Effect": "Allow"}}"#);
        let [fault] = document.diagnostics() else { panic!("one fault: {:?}", document.diagnostics()) };
        assert_eq!(
            fault.to_string(),
            "account.json:2:35: error[MISSING_ACTION]: the statement has no `Action` or `NotAction` \
             (write `\"Action\": [ … ]`)"
        );
    }

    #[test]
    fn statements_beyond_the_limit_are_refused_once() {
        let text =
            format!(r#"{{"Statement": [{}]}}"#, [r#"{"Effect": "Deny", "Action": []}"#; 5].join(",\n"));
        let limits = Limits { statements: 3, ..Limits::default() };
        let document = PolicyDocument::parse(&Source::new("p.json", text.as_str()), &limits);
        assert_eq!(document.statements().len(), 3);
        let [fault] = document.diagnostics() else { panic!("one fault: {:?}", document.diagnostics()) };
        assert_eq!(
            fault.to_string(),
            "p.json:4:1: error[TOO_MANY_STATEMENTS]: more than 3 statements (split the policy)"
        );
        assert!(read(&text).diagnostics().is_empty());
    }

    #[test]
    fn a_million_faults_do_not_become_a_million_diagnostics() {
        let text = format!(r#"{{"Statement": [{}0]}}"#, "0,".repeat(1_000_000));
        let document = read(&text);
        assert_eq!(document.diagnostics().len(), 1001);
        assert_eq!(document.diagnostics().last().unwrap().code, "TOO_MANY_FAULTS");
        let repeated = format!(r#"{{"Statement": {{{}"Sid": ""}}}}"#, r#""Sid": "","#.repeat(200_000));
        assert_eq!(read(&repeated).diagnostics().len(), 1001);
        let operators =
            format!(r#"{{"Statement": {{"Condition": {{{}"x": 0}}}}}}"#, r#""x":{},"#.repeat(500_000));
        assert_eq!(read(&operators).diagnostics().len(), 1001);
        let entries = format!(
            r#"{{"Statement": {{"Effect": "Allow", "Principal": "*", "Action": [{}"x"]}}}}"#,
            r#""x","#.repeat(500_000)
        );
        assert!(read(&entries).diagnostics().is_empty());
        assert_eq!(read(&entries).check(PolicyType::RoleTrust).len(), 1001);
    }

    #[test]
    fn many_keys_are_compared_in_little_time() {
        let keys: Vec<_> = (0..200_000).map(|key| format!(r#""k{key}": 1"#)).collect();
        let keys = keys.join(",");
        let (_, statement) = statement(&format!(r#""Condition": {{"NumericEquals": {{{keys}}}}}"#));
        assert_eq!(statement.condition.unwrap().clauses.len(), 200_000);
    }

    #[test]
    fn a_text_that_is_no_policy_is_not_checked_for_elements() {
        for text in ["", "{", "[]", "\"x\"", "null"] {
            let document = read(text);
            assert_eq!(document.diagnostics().len(), 1, "{text}");
            for policy_type in PolicyType::ALL {
                assert!(document.check(policy_type).is_empty(), "{text}");
            }
        }
    }
}
