//! The operator table (C10 to C28), prefixes and suffixes included.

use std::fmt;
use std::str::FromStr;

/// `ForAllValues:` or `ForAnyValue:` (C25).
///
/// ```
/// use sayso::ConditionOperator;
/// use sayso::condition::SetOperator;
///
/// let operator: ConditionOperator = "ForAllValues:StringEquals".parse().unwrap();
/// assert_eq!(operator.set, Some(SetOperator::ForAllValues));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetOperator {
    /// Every request value must satisfy the operator; true when there is none.
    ForAllValues,
    /// At least one request value must; false when there is none.
    ForAnyValue,
}

/// An operator without prefix and suffix, by AWS's name for it. The page "IAM JSON policy elements:
/// Condition operators" has what each compares; semantics C10 to C28.
///
/// ```
/// use sayso::condition::BaseOperator;
///
/// let names = BaseOperator::ALL.iter().map(|(_, name)| *name);
/// let ip: Vec<&str> = names.filter(|name| name.contains("Ip")).collect();
/// assert_eq!(ip, ["IpAddress", "NotIpAddress"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are AWS's own and say it all")]
pub enum BaseOperator {
    StringEquals,
    StringNotEquals,
    StringEqualsIgnoreCase,
    StringNotEqualsIgnoreCase,
    StringLike,
    StringNotLike,
    NumericEquals,
    NumericNotEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateNotEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    NotIpAddress,
    ArnEquals,
    ArnLike,
    ArnNotEquals,
    ArnNotLike,
    Null,
}

impl BaseOperator {
    /// Every operator with its name.
    pub const ALL: [(Self, &'static str); 27] = [
        (Self::StringEquals, "StringEquals"),
        (Self::StringNotEquals, "StringNotEquals"),
        (Self::StringEqualsIgnoreCase, "StringEqualsIgnoreCase"),
        (Self::StringNotEqualsIgnoreCase, "StringNotEqualsIgnoreCase"),
        (Self::StringLike, "StringLike"),
        (Self::StringNotLike, "StringNotLike"),
        (Self::NumericEquals, "NumericEquals"),
        (Self::NumericNotEquals, "NumericNotEquals"),
        (Self::NumericLessThan, "NumericLessThan"),
        (Self::NumericLessThanEquals, "NumericLessThanEquals"),
        (Self::NumericGreaterThan, "NumericGreaterThan"),
        (Self::NumericGreaterThanEquals, "NumericGreaterThanEquals"),
        (Self::DateEquals, "DateEquals"),
        (Self::DateNotEquals, "DateNotEquals"),
        (Self::DateLessThan, "DateLessThan"),
        (Self::DateLessThanEquals, "DateLessThanEquals"),
        (Self::DateGreaterThan, "DateGreaterThan"),
        (Self::DateGreaterThanEquals, "DateGreaterThanEquals"),
        (Self::Bool, "Bool"),
        (Self::BinaryEquals, "BinaryEquals"),
        (Self::IpAddress, "IpAddress"),
        (Self::NotIpAddress, "NotIpAddress"),
        (Self::ArnEquals, "ArnEquals"),
        (Self::ArnLike, "ArnLike"),
        (Self::ArnNotEquals, "ArnNotEquals"),
        (Self::ArnNotLike, "ArnNotLike"),
        (Self::Null, "Null"),
    ];

    /// The name as written in a policy.
    ///
    /// ```
    /// use sayso::condition::BaseOperator;
    ///
    /// assert_eq!(BaseOperator::NumericLessThanEquals.as_str(), "NumericLessThanEquals");
    /// ```
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(operator, _)| *operator == self).map_or("", |(_, name)| name)
    }

    /// Whether it is the negation of another operator, so that it is true of an absent key (C02).
    pub(crate) fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }
}

/// An operator as a policy writes it: `ForAnyValue:StringLikeIfExists`.
///
/// ```
/// use sayso::ConditionOperator;
/// use sayso::condition::{BaseOperator, SetOperator};
///
/// let operator: ConditionOperator = "ForAnyValue:StringLikeIfExists".parse().unwrap();
/// assert_eq!(operator.set, Some(SetOperator::ForAnyValue));
/// assert_eq!((operator.base, operator.if_exists), (BaseOperator::StringLike, true));
/// assert_eq!(operator.to_string(), "ForAnyValue:StringLikeIfExists");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionOperator {
    /// The prefix.
    pub set: Option<SetOperator>,
    /// The operator proper.
    pub base: BaseOperator,
    /// Whether the name ends in `IfExists` (C27).
    pub if_exists: bool,
}

impl ConditionOperator {
    /// Whether a request that lacks the key meets a condition with it, whatever its values; of `Null` only they tell.
    pub(crate) fn holds_without_key(self) -> bool {
        match self.set {
            Some(SetOperator::ForAllValues) => true,
            Some(SetOperator::ForAnyValue) => self.if_exists,
            None => self.if_exists || self.base.is_negated(),
        }
    }
}

/// Why a name is no operator.
///
/// ```
/// use sayso::ConditionOperator;
/// use sayso::condition::operator::UnknownOperator;
///
/// // Letter case counts (G09).
/// assert_eq!("stringEquals".parse::<ConditionOperator>(), Err(UnknownOperator::Unknown));
/// let error = "NullIfExists".parse::<ConditionOperator>().unwrap_err();
/// assert_eq!(error.to_string(), "`Null` cannot take `IfExists`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnknownOperator {
    /// No operator has this name.
    #[error("no such condition operator")]
    Unknown,
    /// `NullIfExists`, which contradicts itself (C28).
    #[error("`Null` cannot take `IfExists`")]
    NullIfExists,
}

impl FromStr for ConditionOperator {
    type Err = UnknownOperator;

    /// Names are case-sensitive (G09).
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let prefixed = |prefix, set| Some((Some(set), name.strip_prefix(prefix)?));
        let (set, rest) = prefixed("ForAllValues:", SetOperator::ForAllValues)
            .or_else(|| prefixed("ForAnyValue:", SetOperator::ForAnyValue))
            .unwrap_or((None, name));
        let (rest, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |rest| (rest, true));
        let (base, _) =
            BaseOperator::ALL.into_iter().find(|(_, name)| *name == rest).ok_or(UnknownOperator::Unknown)?;
        if if_exists && base == BaseOperator::Null {
            return Err(UnknownOperator::NullIfExists);
        }
        Ok(Self { set, base, if_exists })
    }
}

impl fmt::Display for ConditionOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.set {
            Some(SetOperator::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(SetOperator::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        f.write_str(self.base.as_str())?;
        if self.if_exists { f.write_str("IfExists") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_as_written_with_every_prefix_and_suffix() {
        for (_, base) in BaseOperator::ALL {
            for prefix in ["", "ForAllValues:", "ForAnyValue:"] {
                for suffix in ["", "IfExists"] {
                    let name = format!("{prefix}{base}{suffix}");
                    match name.parse::<ConditionOperator>() {
                        Ok(operator) => assert_eq!(operator.to_string(), name),
                        Err(why) => assert_eq!((base, why), ("Null", UnknownOperator::NullIfExists)),
                    }
                }
            }
        }
        assert_eq!("stringequals".parse::<ConditionOperator>(), Err(UnknownOperator::Unknown));
    }
}
