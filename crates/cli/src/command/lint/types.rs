//! Policy types, as flags, settings and reports name them.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::PolicyType;

const WORDS: [(&str, PolicyType); 9] = [
    ("identity", PolicyType::Identity),
    ("resource", PolicyType::Resource),
    ("trust", PolicyType::RoleTrust),
    ("key", PolicyType::KmsKey),
    ("boundary", PolicyType::PermissionsBoundary),
    ("session", PolicyType::Session),
    ("scp", PolicyType::ServiceControl),
    ("rcp", PolicyType::ResourceControl),
    ("endpoint", PolicyType::VpcEndpoint),
];

/// The words, in order.
pub(crate) fn words() -> impl Iterator<Item = &'static str> + Clone {
    WORDS.iter().map(|(word, _)| *word)
}

/// The type that a word names.
pub(crate) fn named(word: &str) -> Option<PolicyType> {
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, policy_type)| *policy_type)
}

/// The word for a type.
pub(crate) fn word(policy_type: PolicyType) -> &'static str {
    WORDS.iter().find(|(_, of)| *of == policy_type).map_or("", |(word, _)| word)
}

/// Reads the value of a flag.
pub(super) fn parser() -> impl TypedValueParser<Value = PolicyType> {
    PossibleValuesParser::new(WORDS.map(|(word, _)| word))
        .try_map(|word| named(&word).ok_or("there is no such type"))
}
