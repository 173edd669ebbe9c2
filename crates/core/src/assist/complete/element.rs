//! Names of elements.

use super::{List, Question};
use crate::assist::CompletionKind;
use crate::assist::words;
use crate::policy_type::PolicyType;

/// In the order in which people write them.
const OF_DOCUMENT: [&str; 3] = ["Version", "Statement", "Id"];
const OF_STATEMENT: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "Action",
    "Resource",
    "Condition",
    "NotAction",
    "NotResource",
    "NotPrincipal",
];

pub(super) fn of_document(question: &Question<'_, '_, '_>, list: &mut List<'_>) {
    offer(question, &OF_DOCUMENT, list);
}

pub(super) fn of_statement(question: &Question<'_, '_, '_>, list: &mut List<'_>) {
    offer(question, &OF_STATEMENT, list);
}

/// Offers the elements that are not there yet, neither as such nor negated.
fn offer(question: &Question<'_, '_, '_>, names: &[&str], list: &mut List<'_>) {
    let present: Vec<&str> = question.place.siblings().collect();
    let has = |name: &str| present.iter().any(|it| it.strip_prefix("Not").unwrap_or(it) == name);
    for name in names {
        let is_there = has(name.strip_prefix("Not").unwrap_or(name));
        if !is_there && question.policy_type.is_none_or(|policy_type| takes(policy_type, name)) {
            let kind = CompletionKind::Element;
            list.offer_name(name, words::element(name), kind, question.place.has_colon());
        }
    }
}

/// Whether policies of a type have an element (semantics 1.3).
fn takes(policy_type: PolicyType, element: &str) -> bool {
    use PolicyType::{Identity, PermissionsBoundary, ResourceControl, RoleTrust, ServiceControl, Session};
    let of_identity = matches!(policy_type, Identity | PermissionsBoundary | Session | ServiceControl);
    match element {
        "Id" => !of_identity && policy_type != ResourceControl,
        "Principal" => !of_identity,
        "NotPrincipal" => !of_identity && !matches!(policy_type, RoleTrust | ResourceControl),
        "Resource" | "NotResource" => policy_type != RoleTrust,
        "NotAction" => policy_type != ResourceControl,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::PolicyDocument;
    use crate::json::Limits;
    use crate::source::Source;

    use super::*;

    /// The grammar refuses what is not offered, and nothing that is.
    #[test]
    fn what_is_offered_is_what_the_grammar_takes() {
        for policy_type in PolicyType::ALL {
            for (element, value) in [
                ("Principal", "\"*\""),
                ("NotPrincipal", "{\"AWS\": \"111122223333\"}"),
                ("NotAction", "\"sts:AssumeRole\""),
                ("Resource", "\"*\""),
                ("NotResource", "\"*\""),
            ] {
                let text = format!(
                    r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", "{element}": {value}}}}}"#
                );
                let document =
                    PolicyDocument::parse(&Source::new("p.json", text.as_str()), &Limits::default());
                let key = text.find(element).unwrap() - 1;
                let refused =
                    document.check(policy_type).iter().any(|fault| fault.span.start as usize == key);
                assert_eq!(takes(policy_type, element), !refused, "{policy_type} {element}");
            }
        }
    }
}
