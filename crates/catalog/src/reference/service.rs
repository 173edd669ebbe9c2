//! One service.

use std::fmt;
use std::ops::Range;

use super::layout::Field;
use super::{ConditionKey, ResourceType, ServiceAction, ServiceReference};
use crate::bytes::Cursor;
use crate::error::CorruptCatalog;
use crate::search;

/// A service, as the reference describes it.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
/// assert_eq!((service.prefix(), service.name()), ("s3", "Amazon S3"));
/// # }
/// ```
#[derive(Clone, Copy, Default)]
pub struct Service<'a> {
    pub(super) reference: ServiceReference<'a>,
    prefix: &'a str,
    name: &'a str,
    pub(super) actions: (usize, usize),
    pub(super) types: (usize, usize),
    keys: Cursor<'a>,
}

impl<'a> Service<'a> {
    pub(super) fn read(reference: ServiceReference<'a>, index: usize) -> Result<Self, CorruptCatalog> {
        let ends = |mut row: Cursor<'_>| -> Result<_, CorruptCatalog> {
            row.take(2 * Field::Text.width())?;
            Ok((row.number::<3>()?, row.number::<2>()?))
        };
        let before = index.checked_sub(1).map(|before| ends(reference.services.get(before)?));
        let (first_action, first_type) = before.transpose()?.unwrap_or_default();
        let mut row = reference.services.get(index)?;
        Ok(Self {
            reference,
            prefix: reference.text.next(&mut row)?,
            name: reference.text.next(&mut row)?,
            actions: (first_action, row.number::<3>()?),
            types: (first_type, row.number::<2>()?),
            keys: reference.list(row.number::<2>()?)?,
        })
    }

    pub(super) fn prefix_at(
        reference: ServiceReference<'a>,
        index: usize,
    ) -> Result<&'a str, CorruptCatalog> {
        reference.text.next(&mut reference.services.get(index)?)
    }

    /// The prefix of its actions, in lower case: `s3`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let mut prefixes = sayso_catalog::ServiceReference::embedded().services().map(|it| it.prefix());
    /// assert!(prefixes.any(|prefix| prefix == "secretsmanager"));
    /// # }
    /// ```
    pub fn prefix(&self) -> &'a str {
        self.prefix
    }

    /// The full name: `AWS Key Management Service`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert_eq!(reference.service("kms").unwrap().name(), "AWS Key Management Service");
    /// # }
    /// ```
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The address of its page in AWS's Service Authorization Reference, which is made of its name.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("kms").unwrap();
    /// assert!(service.page().ends_with("/reference/list_awskeymanagementservice.html"));
    /// # }
    /// ```
    pub fn page(&self) -> String {
        let kept = |character: char| match character {
            '@' => Some('_'),
            '-' | '.' => Some(character),
            _ => character.is_ascii_alphanumeric().then(|| character.to_ascii_lowercase()),
        };
        let name: String = self.name.chars().filter_map(kept).collect();
        format!("https://docs.aws.amazon.com/service-authorization/latest/reference/list_{name}.html")
    }

    /// Its actions, sorted by name.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("sts").unwrap();
    /// assert_eq!(service.actions().next().unwrap().name(), "AssumeRole");
    /// # }
    /// ```
    pub fn actions(&self) -> impl ExactSizeIterator<Item = ServiceAction<'a>> + use<'a> {
        let service = *self;
        self.action_range().map(move |index| ServiceAction::read(&service, index).unwrap_or_default())
    }

    /// An action by its name, in any case.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("sts").unwrap();
    /// assert_eq!(service.action("assumerole").unwrap().name(), "AssumeRole");
    /// # }
    /// ```
    pub fn action(&self, name: &str) -> Option<ServiceAction<'a>> {
        let found = search::by_name(self.action_range(), name, |index| self.action_name(index))?;
        ServiceAction::read(self, found).ok()
    }

    /// The actions from the first that begins with a text on: those that do stand together.
    pub(super) fn actions_from(&self, beginning: &str) -> Range<usize> {
        let range = self.action_range();
        let first = search::first_from(range.clone(), beginning, |index| self.action_name(index));
        first.unwrap_or(range.end)..range.end
    }

    /// The names of its actions, sorted.
    pub(super) fn action_names(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let service = *self;
        self.action_range().filter_map(move |index| service.action_name(index))
    }

    /// Its resource types, sorted by name.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("kms").unwrap();
    /// let names: Vec<_> = service.resource_types().map(|it| it.name()).collect();
    /// assert_eq!(names, ["alias", "key"]);
    /// # }
    /// ```
    pub fn resource_types(&self) -> impl ExactSizeIterator<Item = ResourceType<'a>> + use<'a> {
        let service = *self;
        self.type_range().map(move |index| ResourceType::read(&service, index).unwrap_or_default())
    }

    /// A resource type by its name, in any case.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
    /// assert!(service.resource_type("bucket").is_some());
    /// # }
    /// ```
    pub fn resource_type(&self, name: &str) -> Option<ResourceType<'a>> {
        let name_of = |index| self.reference.text.next(&mut self.reference.types.get(index).ok()?).ok();
        let found = search::by_name(self.type_range(), name, name_of)?;
        ResourceType::read(self, found).ok()
    }

    /// Its resource types that an ARN names, as [`ServiceReference::resource_types_of`] finds them in all.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
    /// let types = service.resource_types_of("arn:aws:s3:::logs/2026");
    /// assert!(types.len() == 1 && types[0].name() == "object");
    /// # }
    /// ```
    pub fn resource_types_of(&self, arn: &str) -> Vec<ResourceType<'a>> {
        super::resource_type::closest(arn, || self.resource_types())
    }

    /// The condition keys that its page lists, global ones that depend on the action included.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
    /// assert!(service.condition_keys().any(|key| key.name() == "s3:prefix"));
    /// # }
    /// ```
    pub fn condition_keys(&self) -> impl Iterator<Item = ConditionKey<'a>> + use<'a> {
        self.reference.keys_of(self.keys)
    }

    /// One of those by its name, in any case, placeholders filled in.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let service = sayso_catalog::ServiceReference::embedded().service("s3").unwrap();
    /// assert!(service.condition_key("s3:ExistingObjectTag/team").is_some());
    /// # }
    /// ```
    pub fn condition_key(&self, key: &str) -> Option<ConditionKey<'a>> {
        let keys = self.condition_keys().filter(|known| known.matches(key));
        keys.max_by_key(|known| super::key::literal_length(known.name()))
    }

    pub(super) fn key_list(&self) -> Cursor<'a> {
        self.keys
    }

    pub(super) fn action_name(&self, index: usize) -> Option<&'a str> {
        self.reference.text.next(&mut self.reference.actions.get(index).ok()?).ok()
    }

    fn action_range(&self) -> Range<usize> {
        self.actions.0..self.actions.1
    }

    fn type_range(&self) -> Range<usize> {
        self.types.0..self.types.1
    }
}

impl fmt::Debug for Service<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({})", self.prefix)
    }
}
