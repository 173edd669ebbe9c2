//! Values known only on deployment: no false finding, and no decision that hangs on a guess.

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sayso::json::{self, Node, UNKNOWN, Value};
    use sayso::{
        Action, AttachedPolicies, Context, Decision, Fact, Limits, NoTrace, Policy, PolicyDocument,
        PolicyType, Principal, Request, Resource, Source, Trace, decide, evaluate,
    };

    /// The document of a text in which every string with `?!` is a value with that unknown part.
    fn document(text: &str) -> PolicyDocument {
        let source = Source::new("template", text);
        let mut node = json::parse(&source, &Limits::default()).unwrap();
        open(&mut node);
        PolicyDocument::from_node(&source, &node, &Limits::default())
    }

    fn open(node: &mut Node<'_>) {
        match &mut node.value {
            Value::String(text) if text.contains("?!") => {
                node.value = Value::Unknown(text.replace("?!", &UNKNOWN.to_string()).into());
            }
            Value::Array(items) => items.iter_mut().for_each(open),
            Value::Object(members) => members.iter_mut().for_each(|member| {
                member.key.value = member.key.value.replace("?!", &UNKNOWN.to_string()).into();
                open(&mut member.value);
            }),
            _ => {}
        }
    }

    fn decision(document: PolicyDocument) -> Decision {
        let policy = Arc::new(Policy::compile(Arc::new(document), PolicyType::Identity).unwrap());
        let policies = AttachedPolicies { identity: vec![policy.into()], ..Default::default() };
        let principal = Principal::named("arn:aws:iam::123456789012:user/ana", "session").unwrap();
        let action = Action::new("s3:GetObject").unwrap();
        let resource = Resource::of("arn:aws:s3:::reports/q3.csv", &action, &principal);
        let mut context = Context::new();
        context.insert("aws:RequestedRegion", Fact::Known("eu-west-1".into()));
        context.insert("aws:MultiFactorAuthAge", Fact::Known("30".into()));
        let request = Request { principal, action, resource, context };
        let decided = decide(&policies, &request);
        assert_eq!(evaluate(&policies, &request, &mut NoTrace), decided);
        assert_eq!(evaluate(&policies, &request, &mut Trace::default()), decided);
        decided
    }

    fn policy(statement: &str) -> String {
        format!(r#"{{"Version": "2012-10-17", "Statement": {statement}}}"#)
    }

    #[test]
    fn what_hangs_on_an_unknown_value_depends() {
        use Decision::{Allowed, Depends, ExplicitDeny, ImplicitDeny};
        let allow = r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*""#;
        for (rest, expected) in [
            (r#""Effect": "Allow", "Action": "s3:*", "Resource": "arn:?!:s3:::reports/*""#, Depends),
            (r#""Effect": "Allow", "Action": "s3:*", "Resource": "arn:?!:s3:::other/*""#, ImplicitDeny),
            (r#""Effect": "Allow", "Action": "s3:*", "Resource": ["?!", "arn:aws:s3:::reports/*"]"#, Allowed),
            (r#""Effect": "Allow", "Action": "s3:*", "Resource": "?!""#, Depends),
            (r#""Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3?!"]"#, Depends),
            (r#""Effect": "Allow", "Action": "s3:*", "NotResource": "?!""#, Depends),
            (r#""Effect": "Allow", "Action": "?!", "Resource": "*""#, Depends),
            (r#""Effect": "Allow", "Action": ["?!Object"], "Resource": "*""#, Depends),
            (r#""Effect": "Allow", "Action": "ec2:?!", "Resource": "*""#, ImplicitDeny),
            (r#""Effect": "Allow", "NotAction": "?!", "Resource": "*""#, Depends),
            (r#""Effect": "Allow", "NotAction": ["?!", "s3:*"], "Resource": "*""#, ImplicitDeny),
            (r#""Effect": "?!", "Action": "s3:*", "Resource": "*""#, Depends),
            (r#""Effect": "?!", "Action": "ec2:*", "Resource": "*""#, ImplicitDeny),
            (r#""Effect": "Deny", "Action": "s3:*", "Resource": "*", "Sid": "?!""#, ExplicitDeny),
            (&format!(r#"{allow}, "?!": "x""#), Depends),
            (&format!(r#"{allow}, "Condition": "?!""#), Depends),
            (&format!(r#"{allow}, "Condition": {{"?!": {{"a": "b"}}}}"#), Depends),
            (&format!(r#"{allow}, "Condition": {{"StringEquals": {{"?!:aud": "b"}}}}"#), Depends),
            (
                &format!(r#"{allow}, "Condition": {{"StringEquals": {{"aws:RequestedRegion": "?!"}}}}"#),
                Depends,
            ),
            (
                &format!(r#"{allow}, "Condition": {{"StringEquals": {{"aws:RequestedRegion": ["us-?!"]}}}}"#),
                ImplicitDeny,
            ),
            (
                &format!(
                    r#"{allow}, "Condition": {{"StringEquals": {{"aws:RequestedRegion": ["?!", "eu-west-1"]}}}}"#
                ),
                Allowed,
            ),
            (
                &format!(r#"{allow}, "Condition": {{"StringNotEquals": {{"aws:RequestedRegion": ["?!"]}}}}"#),
                Depends,
            ),
            (
                &format!(r#"{allow}, "Condition": {{"StringEquals": {{"aws:SourceVpc": ["?!"]}}}}"#),
                ImplicitDeny,
            ),
            (
                &format!(r#"{allow}, "Condition": {{"ArnLike": {{"aws:PrincipalArn": "?!:user/*"}}}}"#),
                Depends,
            ),
            (
                &format!(
                    r#"{allow}, "Condition": {{"NumericLessThan": {{"aws:MultiFactorAuthAge": "?!"}}}}"#
                ),
                Depends,
            ),
            (&format!(r#"{allow}, "Condition": {{"Null": {{"aws:SourceVpc": "?!"}}}}"#), Depends),
            (
                &format!(r#"{allow}, "Condition": {{"Bool": {{"aws:SecureTransport": ["?!"]}}}}"#),
                ImplicitDeny,
            ),
            // The list may be empty, which needs no key (G12).
            (&format!(r#"{allow}, "Condition": {{"Bool": {{"aws:SecureTransport": "?!"}}}}"#), Depends),
        ] {
            let text = policy(&format!("{{{rest}}}"));
            let document = document(&text);
            assert!(document.diagnostics().is_empty(), "{rest}: {:?}", document.diagnostics());
            assert!(document.check(PolicyType::Identity).is_empty(), "{rest}");
            assert_eq!(decision(document), expected, "{rest}");
        }
    }

    #[test]
    fn unknown_statements_and_versions_leave_open_what_they_may_change() {
        let allow = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#;
        let deny = r#"{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}"#;
        assert_eq!(decision(document(r#""?!""#)), Decision::Depends);
        assert_eq!(decision(document(&policy(r#""?!""#))), Decision::Depends);
        assert_eq!(decision(document(&policy(&format!(r#"[{allow}, "?!"]"#)))), Decision::Depends);
        assert_eq!(decision(document(&policy(&format!(r#"["?!", {deny}]"#)))), Decision::ExplicitDeny);
        let version = r#"{"Version": "?!", "Statement": {"Effect": "Allow", "Action": "s3:*",
        "Resource": "arn:aws:s3:::reports/${aws:username}"}}"#;
        assert_eq!(decision(document(version)), Decision::Depends);
        assert_eq!(
            decision(document(&version.replace("reports/${aws:username}", "reports/*"))),
            Decision::Allowed
        );
    }

    /// Whatever the type: what is unknown is there, and may be right.
    #[test]
    fn no_type_refuses_what_is_unknown() {
        let text = r#"{"Version": "?!", "Statement": [{"Sid": "?!", "Effect": "?!", "Principal": "?!", "Action": "?!",
        "Resource": "?!", "Condition": {"StringEquals": {"aws:username": ["?!"]}}}]}"#;
        let document = document(text);
        assert!(document.diagnostics().is_empty(), "{:?}", document.diagnostics());
        for policy_type in PolicyType::ALL {
            for fault in document.check(policy_type) {
                // That an element is there at all is certain.
                assert!(fault.message.contains("must not have a `"), "{policy_type}: {fault}");
            }
        }
        let written: Vec<&str> =
            document.unknown().iter().map(|span| document.source().slice(*span)).collect();
        assert_eq!(written, [r#""?!""#; 7]);
        let statement = &document.statements()[0];
        assert!(statement.effect.is_none() && statement.action.as_ref().unwrap().entries.is_empty());
        assert_eq!(statement.sid.as_ref().unwrap().value, UNKNOWN.to_string());
    }

    #[test]
    fn a_mark_that_the_source_spells_is_text() {
        let source = Source::new("role.json", format!(r#"{{"{UNKNOWN}": 1, "\ufffc": 2, "Statement": []}}"#));
        let document = PolicyDocument::parse(&source, &Limits::default());
        assert!(document.unknown().is_empty());
        assert_eq!(document.diagnostics().len(), 2);
    }
}
