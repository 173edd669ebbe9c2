//! Look-ups in the whole reference.

use super::key::{self, ConditionKey};
use super::matching::Matching;
use super::{ResourceType, Service, ServiceAction, ServiceReference, resource_type};
use crate::{globals, search};

impl<'a> ServiceReference<'a> {
    /// A service by its prefix, in any case.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert_eq!(reference.service("EC2").unwrap().prefix(), "ec2");
    /// assert!(reference.service("ec").is_none());
    /// # }
    /// ```
    pub fn service(&self, prefix: &str) -> Option<Service<'a>> {
        let prefix_of = |index| Service::prefix_at(*self, index).ok();
        let found = search::by_name(0..self.services.len(), prefix, prefix_of)?;
        Service::read(*self, found).ok()
    }

    /// An action by service prefix and name, in any case: `s3:GetObject`. Wildcards are none of it.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert_eq!(reference.action("S3:getobject").unwrap().to_string(), "s3:GetObject");
    /// // The name of an API call, the permission of which is s3:GetObject.
    /// assert!(reference.action("s3:HeadObject").is_none());
    /// # }
    /// ```
    pub fn action(&self, action: &str) -> Option<ServiceAction<'a>> {
        let (prefix, name) = action.split_once(':')?;
        self.service(prefix)?.action(name)
    }

    /// The actions that a pattern of a policy's `Action` reaches, sorted: `s3:Get*`, `*`, `s3:Get?bject`.
    /// Service and name are matched apart, in any case.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// let names: Vec<_> = reference.actions_matching("s3:GetBucketPolic*").map(|it| it.name()).collect();
    /// assert_eq!(names, ["GetBucketPolicy", "GetBucketPolicyStatus"]);
    /// assert!(reference.actions_matching("*").count() > 20_000);
    /// assert_eq!(reference.actions_matching("s3").count(), 0);
    /// # }
    /// ```
    pub fn actions_matching<'p>(
        &self,
        pattern: &'p str,
    ) -> impl Iterator<Item = ServiceAction<'a>> + use<'a, 'p> {
        Matching::new(*self, pattern)
    }

    /// The resource types of any service that an ARN names; `*` and `?` in it stand for any text. Names are
    /// taken for ones without a slash if that fits a type, else those types are given that say most of the ARN.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// let types = |arn| -> Vec<_> {
    ///     let types = reference.resource_types_of(arn).into_iter();
    ///     types.filter(|it| it.service().prefix() == "s3").map(|it| it.name()).collect()
    /// };
    /// assert_eq!(types("arn:aws:s3:::logs"), ["bucket"]);
    /// assert_eq!(types("arn:aws:s3:::logs/2026/01"), ["object"]);
    /// # }
    /// ```
    pub fn resource_types_of(&self, arn: &str) -> Vec<ResourceType<'a>> {
        resource_type::closest(arn, || self.services().flat_map(|service| service.resource_types()))
    }

    /// A condition key by its name, in any case: a global one, or one of any service. Where AWS writes a
    /// placeholder, any text that is not empty stands.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// let key = |name: &str| reference.condition_key(name).map(|key| key.name());
    /// assert_eq!(key("aws:sourceip"), Some("aws:SourceIp"));
    /// assert_eq!(key("s3:ExistingObjectTag/team"), Some("s3:ExistingObjectTag/<key>"));
    /// assert_eq!(key("aws:PrincipalTag/"), None);
    /// assert_eq!(key("s3:NoSuchKey"), None);
    /// # }
    /// ```
    pub fn condition_key(&self, key: &str) -> Option<ConditionKey<'a>> {
        if let Some(global) = globals::find(key) {
            return Some(global);
        }
        let name_of = |index| ConditionKey::name_at(self, index).ok();
        if let Some(found) = search::by_name(0..self.keys.len(), key, name_of) {
            return ConditionKey::read(self, found).ok();
        }
        let patterns = (0..self.patterns.len()).filter_map(|index| {
            let found = self.patterns.get(index).ok()?.number::<2>().ok()?;
            ConditionKey::read(self, found).ok()
        });
        // The one that says most: `events:Metadata/${MetadataKey}/Matcher` before `events:Metadata/${MetadataKey}`.
        patterns.filter(|known| known.matches(key)).max_by_key(|known| key::literal_length(known.name()))
    }
}
