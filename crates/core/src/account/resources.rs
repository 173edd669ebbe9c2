//! Resource policies by the ARN of their resource.

use std::collections::BTreeMap;
use std::ops::Bound;
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
    let fault =
        |span: Span, message: String| Diagnostic::error("INVALID_RESOURCE_POLICIES", source, span, message);
    let node = match json::parse(source, limits) {
        Ok(node) => node,
        Err(error) => return faults.push(error),
    };
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
    let mut rest = arn;
    loop {
        // What begins `rest` is not after it, and shares no less with it than what stands between.
        let (found, policy) = all.range::<str, _>((Bound::Unbounded, Bound::Included(rest))).next_back()?;
        let mut both = rest.char_indices().zip(found.chars());
        let end = both.find(|((_, own), other)| own != other).map_or(found.len(), |((at, _), _)| at);
        let is_whole =
            |end: usize| arn.get(end..).is_some_and(|left| left.is_empty() || left.starts_with(['/', ':']));
        if end == found.len() && is_whole(end) {
            return Some(policy);
        }
        // On to the next shorter name of what it is in.
        let parent = arn.get(..end)?;
        let until = if is_whole(end) && end < found.len() { end } else { parent.rfind(['/', ':'])? };
        rest = arn.get(..until)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name of what it is in, one after the other.
    fn searched<'r>(all: &'r ByArn, arn: &str) -> Option<&'r Result<Arc<Policy>, ()>> {
        let parents = arn.char_indices().rev().filter(|(_, character)| matches!(character, '/' | ':'));
        all.get(arn).or_else(|| parents.into_iter().find_map(|(at, _)| all.get(arn.get(..at)?)))
    }

    #[test]
    fn the_nearest_that_it_is_in_counts() {
        let names = ["a:b", "a:b/c", "a:b/c/e", "a:b/cd", "a:b-c", "a:b:c/d", "a:c", "é:a", "é:a/é"];
        let all: ByArn = names.iter().map(|name| ((*name).to_owned(), Err(()))).collect();
        let ends = ["", "/", "/x", ":c/d/e", "c", "/c/d", "/é/x", "é"];
        for arn in names.iter().flat_map(|name| ends.map(|end| format!("{name}{end}"))) {
            let place = |found: Option<&Result<Arc<Policy>, ()>>| found.map(std::ptr::from_ref);
            assert_eq!(place(of(&all, &arn)), place(searched(&all, &arn)), "{arn}");
        }
        assert!(of(&all, "a").is_none() && of(&all, "z:b").is_none() && of(&all, "").is_none());
    }
}
