//! Resource policies by the ARN of their resource.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::document;
use super::node::string;
use crate::arn::Arn;
use crate::case::{LoadError, PolicyLoader};
use crate::diagnostic::{Diagnostic, quote};
use crate::document::PolicyDocument;
use crate::json::{self, Limits, Node, Value};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::source::{Source, Span};

/// By ARN; an error where the policy is broken.
pub(super) type ByArn = BTreeMap<String, Result<Arc<Policy>, ()>>;

pub(super) fn read(
    source: &Source,
    limits: &Limits,
    loader: &dyn PolicyLoader,
    all: &mut ByArn,
    faults: &mut Vec<Diagnostic>,
) {
    let kept;
    let (source, node) = match json::parse(source, limits) {
        Ok(node) => (source, node),
        Err(error) => {
            let beginning = json::beginning(source, error.span, 1);
            faults.push(error);
            kept = beginning;
            let Some(kept) = &kept else { return };
            let Ok(node) = json::parse(kept, limits) else { return };
            (kept, node)
        }
    };
    let fault =
        |span: Span, message: String| Diagnostic::error("INVALID_RESOURCE_POLICIES", source, span, message);
    let Value::Object(members) = &node.value else {
        let message = format!("expected an object of policies by ARN, found {}", node.value.kind());
        return faults.push(fault(node.span, message));
    };
    for member in members {
        let arn = &*member.key.value;
        if Arn::of(arn).is_none_or(|arn| arn.scheme() != "arn") {
            faults.push(fault(member.key.span, format!("{} is no ARN of a resource", quote(arn))));
            continue;
        }
        let document = match by_reference(source, &member.value, limits, loader) {
            Ok(document) => document,
            Err(error) => {
                faults.push(error);
                all.insert(arn.to_owned(), Err(()));
                continue;
            }
        };
        let is_key =
            Arn::of(arn).is_some_and(|arn| arn.service() == "kms" && arn.resource().starts_with("key/"));
        let policy_type = if is_key { PolicyType::KmsKey } else { PolicyType::Resource };
        let policy = Policy::compile(Arc::new(document), policy_type).map_err(|broken| faults.extend(broken));
        all.insert(arn.to_owned(), policy.map(|policy| Arc::new(policy.named(arn))));
    }
}

/// A policy as it stands, as JSON in a string, or by a reference.
pub(super) fn by_reference(
    source: &Source,
    node: &Node<'_>,
    limits: &Limits,
    loader: &dyn PolicyLoader,
) -> Result<PolicyDocument, Diagnostic> {
    match string(node) {
        Some(text) if !text.trim_start().starts_with(['{', '%']) => match loader.load(text) {
            Ok(read) => Ok(PolicyDocument::parse(&read, limits)),
            Err(LoadError::Unreadable(fault)) => Err(fault),
            Err(LoadError::Missing(message)) => {
                Err(Diagnostic::error("UNREADABLE_POLICY", source, node.span, message))
            }
        },
        _ => Ok(document(source, node, limits)),
    }
}

/// The policy of a resource, or of the nearest one that it is in: an object's bucket, a table's index.
pub(super) fn of<'r>(all: &'r ByArn, arn: &str) -> Option<&'r Result<Arc<Policy>, ()>> {
    if let Some(own) = all.get(arn) {
        return Some(own);
    }
    let mut parents = arn.char_indices().rev().filter(|(_, character)| matches!(character, '/' | ':'));
    parents.find_map(|(at, _)| all.get(arn.get(..at)?))
}
