//! One resource type.

use std::fmt;

use super::arn::{self, Variables};
use super::key::literal_length;
use super::{ConditionKey, Service, ServiceReference};
use crate::bytes::{Cursor, size};
use crate::error::CorruptCatalog;

/// A resource type of a service, as the reference describes it.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
/// let bucket = service.resource_type("bucket").unwrap();
/// assert!(bucket.arn_patterns().eq(["arn:${Partition}:s3:::${BucketName}"]));
/// # }
/// ```
#[derive(Clone, Copy, Default)]
pub struct ResourceType<'a> {
    service: Service<'a>,
    name: &'a str,
    patterns: Cursor<'a>,
    keys: Cursor<'a>,
}

impl<'a> ResourceType<'a> {
    pub(super) fn read(service: &Service<'a>, index: usize) -> Result<Self, CorruptCatalog> {
        let reference = &service.reference;
        let mut row = reference.types.get(index)?;
        Ok(Self {
            service: *service,
            name: reference.text.next(&mut row)?,
            patterns: reference.list(row.number::<2>()?)?,
            keys: reference.list(row.number::<2>()?)?,
        })
    }

    /// The service that lists it. Its ARNs can name another: those of `sts` are of `iam`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("kms").unwrap();
    /// assert_eq!(service.resource_type("key").unwrap().service().prefix(), "kms");
    /// # }
    /// ```
    pub fn service(&self) -> Service<'a> {
        self.service
    }

    /// The name: `bucket`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("kms").unwrap();
    /// assert_eq!(service.resource_type("KEY").unwrap().name(), "key");
    /// # }
    /// ```
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The forms of its ARNs, at least one, variables as `${…}`: `arn:${Partition}:s3:::${BucketName}`. Some
    /// hold a `*`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("kms").unwrap();
    /// let mut patterns = service.resource_type("key").unwrap().arn_patterns();
    /// assert_eq!(patterns.next(), Some("arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}"));
    /// # }
    /// ```
    pub fn arn_patterns(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let reference = self.service.reference;
        let mut list = self.patterns;
        std::iter::from_fn(move || reference.next_name(&mut list).ok().flatten())
    }

    /// Whether an ARN can be one of this type; `*` and `?` in it stand for any text. A name can have a path, so
    /// `arn:aws:s3:::logs/2026` could be a bucket as well: [`ServiceReference::resource_types_of`] knows better.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("iam").unwrap();
    /// let role = service.resource_type("role").unwrap();
    /// assert!(role.can_be("arn:aws:iam::123456789012:role/team/App"));
    /// assert!(!role.can_be("arn:aws:iam::123456789012:user/App"));
    /// # }
    /// ```
    pub fn can_be(&self, arn: &str) -> bool {
        self.arn_patterns().any(|pattern| arn::can_match(pattern, arn, Variables::AcrossSegments))
    }

    /// The condition keys that every action carries for it.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
    /// let mut keys = service.resource_type("bucket").unwrap().condition_keys();
    /// assert!(keys.any(|key| key.name() == "aws:ResourceTag/${TagKey}"));
    /// # }
    /// ```
    pub fn condition_keys(&self) -> impl Iterator<Item = ConditionKey<'a>> + use<'a> {
        self.service.reference.keys_of(self.keys)
    }

    pub(super) fn lists(&self) -> [Cursor<'a>; 2] {
        [self.patterns, self.keys]
    }
}

/// The types that an ARN names: those that fit it with variables without slashes, or else those that say most
/// of it.
pub(super) fn closest<'a, I: Iterator<Item = ResourceType<'a>>>(
    arn: &str,
    types: impl Fn() -> I,
) -> Vec<ResourceType<'a>> {
    let fit = |it: &ResourceType<'_>, variables| {
        let fitting = it.arn_patterns().filter(|pattern| arn::can_match(pattern, arn, variables));
        fitting.map(literal_length).max()
    };
    let within: Vec<_> = types().filter(|it| fit(it, Variables::WithinSegments).is_some()).collect();
    if !within.is_empty() {
        return within;
    }
    let across: Vec<_> = types().filter_map(|it| Some((fit(&it, Variables::AcrossSegments)?, it))).collect();
    let most = across.iter().map(|(length, _)| *length).max();
    across.into_iter().filter(|(length, _)| Some(*length) == most).map(|(_, it)| it).collect()
}

impl<'a> ServiceReference<'a> {
    /// The condition keys of a list.
    pub(super) fn keys_of(self, list: Cursor<'a>) -> impl Iterator<Item = ConditionKey<'a>> + use<'a> {
        let mut list = list;
        std::iter::from_fn(move || self.next_key(&mut list).ok().flatten())
    }

    /// The next of a list of condition keys, unless the list is at its end.
    pub(super) fn next_key(&self, list: &mut Cursor<'a>) -> Result<Option<ConditionKey<'a>>, CorruptCatalog> {
        if list.is_empty() {
            return Ok(None);
        }
        ConditionKey::read(self, size(list.varint()?)?).map(Some)
    }

    /// The next of a list of names, unless the list is at its end.
    pub(super) fn next_name(&self, list: &mut Cursor<'a>) -> Result<Option<&'a str>, CorruptCatalog> {
        if list.is_empty() { Ok(None) } else { self.text.next(list).map(Some) }
    }
}

impl fmt::Debug for ResourceType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResourceType({} {})", self.service.prefix(), self.name)
    }
}
