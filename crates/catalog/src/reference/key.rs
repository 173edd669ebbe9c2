//! Condition keys.

use super::ServiceReference;
use crate::error::CorruptCatalog;

/// Set in the packed type of a key that can have several values.
pub(crate) const MULTIVALUED: usize = 0x10;

/// What the values of a condition key are.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// use sayso_catalog::{KeyType, ServiceReference};
///
/// let key = ServiceReference::embedded().condition_key("aws:SourceIp").unwrap();
/// assert_eq!(key.value_type(), KeyType::IpAddress);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// Text.
    String,
    /// An Amazon Resource Name.
    Arn,
    /// `true` or `false`.
    Bool,
    /// A number.
    Numeric,
    /// A point in time.
    Date,
    /// An IPv4 or IPv6 address.
    IpAddress,
}

impl KeyType {
    const ALL: [Self; 6] = [Self::String, Self::Arn, Self::Bool, Self::Numeric, Self::Date, Self::IpAddress];

    /// AWS's name: `ARN`, `IPAddress`.
    ///
    /// ```
    /// assert_eq!(sayso_catalog::KeyType::Arn.as_str(), "ARN");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Arn => "ARN",
            Self::Bool => "Bool",
            Self::Numeric => "Numeric",
            Self::Date => "Date",
            Self::IpAddress => "IPAddress",
        }
    }
}

/// A condition key: a service's, or one of the global ones that begin with `aws:`.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let key = sayso_catalog::ServiceReference::embedded().condition_key("aws:tagkeys").unwrap();
/// assert!(key.is_global() && key.is_multivalued());
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConditionKey<'a> {
    pub(crate) name: &'a str,
    pub(crate) value_type: KeyType,
    pub(crate) multivalued: bool,
    pub(crate) per_action: bool,
    pub(crate) date_too: bool,
}

impl<'a> ConditionKey<'a> {
    pub(super) fn read(reference: &ServiceReference<'a>, index: usize) -> Result<Self, CorruptCatalog> {
        let mut row = reference.keys.get(index)?;
        let name = reference.text.next(&mut row)?;
        let packed = row.number::<1>()?;
        let value_type = KeyType::ALL.get(packed & (MULTIVALUED - 1)).copied();
        Ok(Self {
            name,
            value_type: value_type.ok_or(CorruptCatalog("a condition key is of no known type"))?,
            multivalued: packed & MULTIVALUED != 0,
            per_action: true,
            date_too: false,
        })
    }

    pub(super) fn name_at(reference: &ServiceReference<'a>, index: usize) -> Result<&'a str, CorruptCatalog> {
        reference.text.next(&mut reference.keys.get(index)?)
    }

    /// The name as AWS writes it, placeholders included: `s3:ExistingObjectTag/<key>`, `aws:PrincipalTag/${TagKey}`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let key = sayso_catalog::ServiceReference::embedded().condition_key("aws:principaltag/team").unwrap();
    /// assert_eq!(key.name(), "aws:PrincipalTag/${TagKey}");
    /// # }
    /// ```
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// What each of its values is.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// use sayso_catalog::{KeyType, ServiceReference};
    ///
    /// let key = ServiceReference::embedded().condition_key("s3:max-keys").unwrap();
    /// assert_eq!(key.value_type(), KeyType::Numeric);
    /// # }
    /// ```
    pub fn value_type(&self) -> KeyType {
        self.value_type
    }

    /// Whether operators of this type fit its values: `aws:EpochTime` is a number and a date.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// use sayso_catalog::{KeyType, ServiceReference};
    ///
    /// let key = ServiceReference::embedded().condition_key("aws:EpochTime").unwrap();
    /// assert!(key.takes(KeyType::Numeric) && key.takes(KeyType::Date) && !key.takes(KeyType::Bool));
    /// # }
    /// ```
    pub fn takes(&self, value_type: KeyType) -> bool {
        value_type == self.value_type || (self.date_too && value_type == KeyType::Date)
    }

    /// Whether a request can carry several values under it, so that a condition needs `ForAllValues` or
    /// `ForAnyValue`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert!(reference.condition_key("dynamodb:Attributes").unwrap().is_multivalued());
    /// assert!(!reference.condition_key("s3:prefix").unwrap().is_multivalued());
    /// # }
    /// ```
    pub fn is_multivalued(&self) -> bool {
        self.multivalued
    }

    /// Whether it begins with `aws:`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert!(reference.condition_key("aws:SourceArn").unwrap().is_global());
    /// assert!(!reference.condition_key("iam:PassedToService").unwrap().is_global());
    /// # }
    /// ```
    pub fn is_global(&self) -> bool {
        self.name.starts_with("aws:")
    }

    /// Whether a request can carry it only where its action or resource type lists it: all keys of services,
    /// and the global `aws:RequestTag`, `aws:ResourceTag` and `aws:TagKeys`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert!(reference.condition_key("aws:TagKeys").unwrap().is_per_action());
    /// assert!(!reference.condition_key("aws:SourceIp").unwrap().is_per_action());
    /// # }
    /// ```
    pub fn is_per_action(&self) -> bool {
        self.per_action
    }

    /// Whether `key` is this key, in any case, its placeholders filled in or not.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let key = sayso_catalog::ServiceReference::embedded().condition_key("aws:RequestTag/a").unwrap();
    /// assert!(key.matches("AWS:requesttag/team") && key.matches("aws:RequestTag/${TagKey}"));
    /// assert!(!key.matches("aws:RequestTag/"));
    /// # }
    /// ```
    pub fn matches(&self, key: &str) -> bool {
        fills(self.name, key)
    }
}

/// The parts of a key's name around its first placeholder, `${…}` or `<…>`.
fn placeholder(name: &str) -> Option<(&str, &str)> {
    let open = name.find(['$', '<'])?;
    let (before, rest) = name.split_at_checked(open)?;
    let close = rest.find(['}', '>'])?;
    Some((before, rest.get(close + 1..)?))
}

/// How much of a key's name is fixed.
pub(crate) fn literal_length(name: &str) -> usize {
    match placeholder(name) {
        Some((before, after)) => before.len() + literal_length(after),
        None => name.len(),
    }
}

/// Whether `key` is `name` with any text that is not empty in the place of each placeholder.
fn fills(name: &str, key: &str) -> bool {
    let Some((before, after)) = placeholder(name) else { return name.eq_ignore_ascii_case(key) };
    let Some((head, rest)) = key.split_at_checked(before.len()) else { return false };
    if !head.eq_ignore_ascii_case(before) {
        return false;
    }
    if placeholder(after).is_some() {
        return (1..rest.len()).any(|at| rest.get(at..).is_some_and(|rest| fills(after, rest)));
    }
    let filled = rest.len().checked_sub(after.len()).filter(|filled| *filled > 0);
    filled.and_then(|at| rest.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_for_text_that_is_not_empty() {
        for (name, key, expected) in [
            ("s3:prefix", "S3:PREFIX", true),
            ("s3:prefix", "s3:prefixes", false),
            ("s3:ExistingObjectTag/<key>", "s3:existingobjecttag/team", true),
            ("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/", false),
            ("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag", false),
            ("kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContext:a:b", true),
            ("events:Metadata/${K}/Matcher", "events:Metadata/x/matcher", true),
            ("events:Metadata/${K}/Matcher", "events:Metadata/Matcher", false),
            ("a/${B}/c/${D}", "a/é/c/x", true),
            ("a/${B}/c/${D}", "a/c/x", false),
        ] {
            assert_eq!(fills(name, key), expected, "{name} {key}");
        }
        assert_eq!(literal_length("a/${B}/c/<d>"), 5);
    }
}
