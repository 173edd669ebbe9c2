//! Policy types as the values of a flag.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sayso::PolicyType;

/// The words, in order.
pub(crate) fn words() -> impl Iterator<Item = &'static str> + Clone {
    PolicyType::ALL.into_iter().map(PolicyType::as_str)
}

/// Reads the value of a flag.
pub(crate) fn parser() -> impl TypedValueParser<Value = PolicyType> {
    PossibleValuesParser::new(PolicyType::ALL.map(PolicyType::as_str))
        .try_map(|word| word.parse::<PolicyType>())
}
