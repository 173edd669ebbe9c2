//! A policy's own text out of the file that it came in.

use sayso::embedded::Text;
use sayso::json::{self, Value};
use sayso::{Limits, PolicyDocument, Source, Span};

/// As it is written; out of a string of JSON, or one that is URL-encoded besides, as that reads.
pub(super) fn of(document: &PolicyDocument) -> String {
    let written = document.source().slice(document.span());
    let limits = Limits { bytes: written.len() + 2, ..Limits::default() };
    if json::parse(&Source::new("policy", written), &limits).is_ok() {
        return written.to_owned();
    }
    let quoted = Source::new("policy", format!("\"{}\"", written.trim_matches('"')));
    let Ok(node) = json::parse(&quoted, &limits) else { return written.to_owned() };
    let Value::String(read) = &node.value else { return written.to_owned() };
    let text = Text::of_json_string(&quoted, Span::new(0, quoted.text().len()), read);
    if text.is_url_encoded() { text.url_decoded().as_str().to_owned() } else { text.as_str().to_owned() }
}

#[cfg(test)]
mod tests {
    use sayso::account::InventoryBuilder;
    use sayso_catalog::ManagedPolicies;

    use super::*;

    #[test]
    fn policies_are_read_however_they_are_embedded() {
        let policy = r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
        let encoded: Vec<String> = policy.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let encoded = encoded.concat();
        let escaped = policy.replace('"', "\\\"");
        for written in [policy.to_owned(), format!("\"{escaped}\""), format!("\"{encoded}\"")] {
            let dump = format!(
                r#"{{"UserDetailList": [{{"UserName": "ana", "Arn": "arn:aws:iam::123456789012:user/ana",
                   "UserPolicyList": [{{"PolicyName": "P", "PolicyDocument": {written}}}]}}]}}"#
            );
            let mut builder = InventoryBuilder::new(Limits::default());
            builder.add_dump(&Source::new("dump.json", dump));
            let (inventory, faults) = builder.finish(&ManagedPolicies::embedded());
            assert!(faults.is_empty(), "{faults:?}");
            let ana = inventory.entity("ana").unwrap();
            assert_eq!(of(ana.policies[0].policy.document()), policy, "{written}");
        }
    }
}
