//! What a file is, by what it says.

use sayso::json::{Node, Value};

/// What the page can take in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Shape {
    /// `get-account-authorization-details`
    Dump,
    /// The layout of docs/accounts.md.
    Organization,
    /// What a command of `aws organizations` prints.
    Listing,
    /// Policies by ARN.
    ResourcePolicies,
    /// A policy, which another file names, or whose resource it tells itself.
    Policy,
    /// What `get-bucket-policy` and the like print: a policy in a string.
    PolicyOutput,
    Unknown,
}

const DUMP: [&str; 4] = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];
const LISTINGS: [&str; 5] = ["Organization", "Roots", "OrganizationalUnits", "Accounts", "Policies"];

pub(crate) fn of(node: &Node<'_>) -> Shape {
    let Value::Object(members) = &node.value else {
        return match &node.value {
            Value::Array(items) if items.first().is_some_and(|item| of(item) == Shape::Dump) => Shape::Dump,
            _ => Shape::Unknown,
        };
    };
    let has = |name: &&str| get(node, name).is_some();
    // Both dumps and listings have `Policies`; entries of a dump have versions, those of a listing none.
    let versioned = list(node, "Policies").iter().any(|policy| get(policy, "PolicyVersionList").is_some());
    if DUMP.iter().take(3).any(has) || versioned {
        Shape::Dump
    } else if get(node, "root").is_some() {
        Shape::Organization
    } else if LISTINGS.iter().any(has) {
        Shape::Listing
    } else if get(node, "Statement").is_some() {
        Shape::Policy
    } else if let Some(policy) = get(node, "Policy") {
        if matches!(policy.value, Value::String(_)) { Shape::PolicyOutput } else { Shape::Listing }
    } else if members.first().is_some_and(|member| member.key.value.starts_with("arn:")) {
        Shape::ResourcePolicies
    } else {
        Shape::Unknown
    }
}

pub(super) fn get<'n, 'a>(node: &'n Node<'a>, name: &str) -> Option<&'n Node<'a>> {
    let Value::Object(members) = &node.value else { return None };
    members.iter().find(|member| member.key.value == name).map(|member| &member.value)
}

/// A list, or what stands in the place of one.
pub(super) fn list<'n, 'a>(node: &'n Node<'a>, name: &str) -> &'n [Node<'a>] {
    match get(node, name) {
        Some(Node { value: Value::Array(items), .. }) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

pub(super) fn string<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    if let Value::String(text) = &node.value { Some(text) } else { None }
}

#[cfg(test)]
mod tests {
    use sayso::{Limits, Source, json};

    use super::*;

    #[test]
    fn files_are_what_they_say() {
        let cases = [
            (r#"{"UserDetailList": []}"#, Shape::Dump),
            (r#"[{"RoleDetailList": []}]"#, Shape::Dump),
            (
                r#"{"Policies": [{"Arn": "arn:aws:iam::123456789012:policy/P", "PolicyVersionList": []}]}"#,
                Shape::Dump,
            ),
            (r#"{"id": "o-exampleorgid", "root": {}}"#, Shape::Organization),
            (r#"{"Roots": []}"#, Shape::Listing),
            (r#"{"Policies": [{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess"}]}"#, Shape::Listing),
            (r#"{"Policy": {"PolicySummary": {}, "Content": "{}"}}"#, Shape::Listing),
            (r#"{"Policy": "{}"}"#, Shape::PolicyOutput),
            (r#"{"arn:aws:s3:::shop-reports": {}}"#, Shape::ResourcePolicies),
            (r#"{"Statement": []}"#, Shape::Policy),
            (r#"{"some": "thing"}"#, Shape::Unknown),
            ("[]", Shape::Unknown),
        ];
        for (text, expected) in cases {
            let source = Source::new("file.json", text);
            assert_eq!(of(&json::parse(&source, &Limits::default()).unwrap()), expected, "{text}");
        }
    }
}
