//! `Resource` and `NotResource` (2.2).

use crate::document::{ListElement, Version};
use crate::outcome::{Because, Outcome};
use crate::pattern::{Pattern, Syntax, arn_fields, resolve};
use crate::policy_type::PolicyType;
use crate::request::Request;
use crate::source::Span;
use crate::truth::Truth;

/// A compiled `Resource` or `NotResource`: each entry is one glob over the whole ARN (R04).
#[derive(Debug, Clone)]
pub(super) struct ResourceElement {
    negated: bool,
    entries: Box<[Pattern]>,
}

impl ResourceElement {
    pub(super) fn compile(node: &ListElement, version: Version, policy_type: PolicyType) -> Self {
        let entries = node.entries.iter().map(|entry| resource_pattern(&entry.value, version, policy_type));
        Self { negated: node.negated, entries: entries.collect() }
    }

    /// An element some of whose entries are unknown, or of which nobody knows what `${…}` stands for.
    pub(super) fn compile_open(
        node: &ListElement,
        version: Option<Version>,
        policy_type: PolicyType,
        is_unknown: &dyn Fn(Span) -> bool,
    ) -> Self {
        let mut compiled = Self::compile(node, version.unwrap_or_default(), policy_type);
        let syntax = Syntax { wildcards: true, variables: version == Some(Version::V2012) };
        for (pattern, entry) in compiled.entries.iter_mut().zip(&node.entries) {
            if version.is_none() && entry.value.contains("${") {
                *pattern = Pattern::unknown();
            } else if is_unknown(entry.span) {
                *pattern = Pattern::parse_open(&entry.value, syntax);
            }
        }
        if compiled.entries.is_empty() && is_unknown(node.span) {
            compiled.entries = [Pattern::unknown()].into();
        }
        compiled
    }

    pub(super) fn negated(&self) -> bool {
        self.negated
    }

    pub(super) fn entries(&self) -> &[Pattern] {
        &self.entries
    }

    pub(super) fn evaluate(&self, request: &Request) -> Outcome {
        let (mut truth, mut because) = (Truth::No, Because::NoEntry { value: 0 });
        for (entry, pattern) in (0..).zip(&self.entries) {
            match pattern
                .matches(&request.resource.arn, |variable| resolve(variable, request.value(&variable.key)))
            {
                Truth::No => {}
                Truth::Unknown => (truth, because) = (Truth::Unknown, Because::VariableUnknown { entry }),
                Truth::Yes => {
                    (truth, because) = (Truth::Yes, Because::Entry { value: 0, entry });
                    break;
                }
            }
        }
        let truth = match (self.negated, self.entries.is_empty()) {
            (_, true) => Truth::No,
            (true, false) => !truth,
            (false, false) => truth,
        };
        Outcome::new(truth, because)
    }
}

/// An entry of `Resource` or `NotResource` in a policy of that type.
pub(crate) fn resource_pattern(text: &str, version: Version, policy_type: PolicyType) -> Pattern {
    let syntax = Syntax { wildcards: true, variables: version == Version::V2012 };
    let completes = matches!(policy_type, PolicyType::Identity | PolicyType::PermissionsBoundary);
    match completes.then(|| completed(text, syntax.variables)).flatten() {
        Some(whole) => Pattern::parse(&whole, syntax),
        None => Pattern::parse(text, syntax),
    }
}

/// G27, O06: an ARN with fewer than six fields is filled with `*` fields.
fn completed(text: &str, variables: bool) -> Option<String> {
    if !text.starts_with("arn:") {
        return None;
    }
    let mut whole = text.to_owned();
    while arn_fields(&whole, variables).is_none() {
        whole.push_str(":*");
    }
    Some(whole)
}
