//! What operators compare.

use sayso_catalog::ConditionKey;
use sayso_catalog::KeyType;

use super::BaseOperator;

/// What an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    Text,
    Number,
    Date,
    Bool,
    Binary,
    Ip,
    Arn,
    /// `Null`: whether there is a value.
    Presence,
}

impl Compared {
    /// What this operator compares.
    pub(crate) fn by(operator: BaseOperator) -> Self {
        use BaseOperator as Op;
        match operator {
            Op::StringEquals
            | Op::StringNotEquals
            | Op::StringEqualsIgnoreCase
            | Op::StringNotEqualsIgnoreCase
            | Op::StringLike
            | Op::StringNotLike => Self::Text,
            Op::NumericEquals
            | Op::NumericNotEquals
            | Op::NumericLessThan
            | Op::NumericLessThanEquals
            | Op::NumericGreaterThan
            | Op::NumericGreaterThanEquals => Self::Number,
            Op::DateEquals
            | Op::DateNotEquals
            | Op::DateLessThan
            | Op::DateLessThanEquals
            | Op::DateGreaterThan
            | Op::DateGreaterThanEquals => Self::Date,
            Op::Bool => Self::Bool,
            Op::BinaryEquals => Self::Binary,
            Op::IpAddress | Op::NotIpAddress => Self::Ip,
            Op::ArnEquals | Op::ArnLike | Op::ArnNotEquals | Op::ArnNotLike => Self::Arn,
            Op::Null => Self::Presence,
        }
    }

    /// Whether values of a key are made for it.
    pub(crate) fn suits(self, key: &ConditionKey<'_>) -> bool {
        match self {
            Self::Text | Self::Binary => key.takes(KeyType::String),
            Self::Number => key.takes(KeyType::Numeric),
            Self::Date => key.takes(KeyType::Date),
            Self::Bool => key.takes(KeyType::Bool),
            Self::Ip => key.takes(KeyType::IpAddress),
            Self::Arn => key.takes(KeyType::Arn),
            Self::Presence => true,
        }
    }
}
