//! One action.

use std::fmt;

use super::{AccessLevel, ConditionKey, ResourceType, Service, ServiceReference};
use crate::bytes::{Cursor, size};
use crate::error::CorruptCatalog;
use crate::globals;

/// An action of a service, as the reference describes it. Displays as `s3:GetObject`.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let action = sayso_catalog::ServiceReference::embedded().action("iam:PassRole").unwrap();
/// assert_eq!(action.to_string(), "iam:PassRole");
/// assert_eq!(action.resource_types().next().unwrap().resource_type.name(), "role");
/// # }
/// ```
#[derive(Clone, Copy, Default)]
pub struct ServiceAction<'a> {
    service: Service<'a>,
    name: &'a str,
    levels: u8,
    resources: Cursor<'a>,
    keys: Cursor<'a>,
    dependents: Cursor<'a>,
}

/// A resource type that an action can be allowed for.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let action = sayso_catalog::ServiceReference::embedded().action("ec2:RunInstances").unwrap();
/// let image = action.resource_types().find(|it| it.resource_type.name() == "image").unwrap();
/// assert!(image.required);
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ActionResource<'a> {
    /// The type.
    pub resource_type: ResourceType<'a>,
    /// Whether AWS marks it as required. Where several types are alternatives AWS marks all or none of
    /// them, so this does not say that a request names each.
    pub required: bool,
    keys: Cursor<'a>,
    reference: ServiceReference<'a>,
}

impl<'a> ActionResource<'a> {
    /// The condition keys that the action carries for this type only.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("ec2:RunInstances").unwrap();
    /// let image = action.resource_types().find(|it| it.resource_type.name() == "image").unwrap();
    /// assert!(image.condition_keys().any(|key| key.name() == "ec2:ImageType"));
    /// # }
    /// ```
    pub fn condition_keys(&self) -> impl Iterator<Item = ConditionKey<'a>> + use<'a> {
        self.reference.keys_of(self.keys)
    }
}

impl<'a> ServiceAction<'a> {
    pub(super) fn read(service: &Service<'a>, index: usize) -> Result<Self, CorruptCatalog> {
        let reference = &service.reference;
        let mut row = reference.actions.get(index)?;
        let name = reference.text.next(&mut row)?;
        let mut shape = reference.shapes.get(row.number::<2>()?)?;
        let levels = shape.number::<1>()?;
        Ok(Self {
            service: *service,
            name,
            levels: u8::try_from(levels).unwrap_or_default(),
            resources: reference.list(shape.number::<2>()?)?,
            keys: reference.list(shape.number::<2>()?)?,
            dependents: reference.list(shape.number::<2>()?)?,
        })
    }

    /// The service.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("kms:Decrypt").unwrap();
    /// assert_eq!(action.service().prefix(), "kms");
    /// # }
    /// ```
    pub fn service(&self) -> Service<'a> {
        self.service
    }

    /// The name, without the service: `GetObject`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("s3:getobject").unwrap();
    /// assert_eq!(action.name(), "GetObject");
    /// # }
    /// ```
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// AWS's access level; [`level_override`](crate::level_override) knows where others disagree.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// use sayso_catalog::{AccessLevel, ServiceReference};
    ///
    /// let level = |action| ServiceReference::embedded().action(action).unwrap().level();
    /// assert_eq!(level("s3:GetObject"), AccessLevel::Read);
    /// assert_eq!(level("s3:PutBucketPolicy"), AccessLevel::PermissionsManagement);
    /// # }
    /// ```
    pub fn level(&self) -> AccessLevel {
        let own = [AccessLevel::PermissionsManagement, AccessLevel::Tagging, AccessLevel::Write];
        let others = [AccessLevel::Read, AccessLevel::List];
        let mut order = own.into_iter().chain(others);
        order.find(|level| self.levels & level.bit() != 0).unwrap_or(AccessLevel::Write)
    }

    /// All levels that AWS gives it: an action that tags or manages permissions also writes.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// use sayso_catalog::{AccessLevel, ServiceReference};
    ///
    /// let action = ServiceReference::embedded().action("s3:PutObjectTagging").unwrap();
    /// assert!(action.levels().eq([AccessLevel::Tagging, AccessLevel::Write]));
    /// # }
    /// ```
    pub fn levels(&self) -> impl Iterator<Item = AccessLevel> + use<> {
        let levels = self.levels;
        AccessLevel::ALL.into_iter().filter(move |level| levels & level.bit() != 0)
    }

    /// The resource types that it can be allowed for. None: only `Resource: "*"` allows it.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("s3:GetObject").unwrap();
    /// let names: Vec<_> = action.resource_types().map(|it| it.resource_type.name()).collect();
    /// assert_eq!(names, ["accesspointobject", "object"]);
    /// # }
    /// ```
    pub fn resource_types(&self) -> impl Iterator<Item = ActionResource<'a>> + use<'a> {
        let service = self.service;
        let mut list = self.resources;
        std::iter::from_fn(move || ActionResource::next(&service, &mut list).ok().flatten())
    }

    /// The condition keys that it carries whatever the resource, besides the global ones of every request.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("iam:PassRole").unwrap();
    /// assert!(action.condition_keys().any(|key| key.name() == "iam:PassedToService"));
    /// # }
    /// ```
    pub fn condition_keys(&self) -> impl Iterator<Item = ConditionKey<'a>> + use<'a> {
        self.service.reference.keys_of(self.keys)
    }

    /// The same with those that it carries for some of its resource types only; a key can come several times.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("iam:PassRole").unwrap();
    /// let mut keys = action.listed_condition_keys();
    /// assert!(keys.any(|key| key.name() == "aws:ResourceTag/${TagKey}"));
    /// # }
    /// ```
    pub fn listed_condition_keys(&self) -> impl Iterator<Item = ConditionKey<'a>> + use<'a> {
        let of_types =
            self.resource_types().flat_map(|it| it.condition_keys().chain(it.resource_type.condition_keys()));
        self.condition_keys().chain(of_types)
    }

    /// Whether a request for this action can ever carry a condition key: one of its own, one of its resource
    /// types, a global one of every request, or one of an identity provider, which stays with a session.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("s3:GetObject").unwrap();
    /// assert!(action.carries_key("s3:ExistingObjectTag/team") && action.carries_key("aws:SourceIp"));
    /// assert!(!action.carries_key("s3:prefix") && !action.carries_key("aws:RequestTag/team"));
    /// # }
    /// ```
    pub fn carries_key(&self, key: &str) -> bool {
        if globals::find(key).is_some_and(|known| !known.is_per_action()) || is_of_identity_provider(key) {
            return true;
        }
        self.listed_condition_keys().any(|known| known.matches(key))
    }

    /// The actions that a caller needs besides this one, at least for some of its uses: `iam:PassRole`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let action = sayso_catalog::ServiceReference::embedded().action("lambda:CreateFunction").unwrap();
    /// assert!(action.dependent_actions().any(|it| it == "iam:PassRole"));
    /// # }
    /// ```
    pub fn dependent_actions(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let reference = self.service.reference;
        let mut list = self.dependents;
        std::iter::from_fn(move || reference.next_dependent(&mut list).ok().flatten())
    }

    pub(super) fn lists(&self) -> [Cursor<'a>; 3] {
        [self.resources, self.keys, self.dependents]
    }
}

impl<'a> ActionResource<'a> {
    pub(super) fn key_list(&self) -> Cursor<'a> {
        self.keys
    }

    /// The next item of a list of resource types, unless the list is at its end.
    pub(super) fn next(service: &Service<'a>, list: &mut Cursor<'a>) -> Result<Option<Self>, CorruptCatalog> {
        if list.is_empty() {
            return Ok(None);
        }
        let number = size(list.varint()?)?;
        let keys = service.reference.list(size(list.varint()?)?)?;
        let index = service.types.0.saturating_add(number / 2);
        if index >= service.types.1 {
            return Err(CorruptCatalog("a resource type is missing"));
        }
        let resource_type = ResourceType::read(service, index)?;
        Ok(Some(Self { resource_type, required: number % 2 == 1, keys, reference: service.reference }))
    }
}

impl<'a> ServiceReference<'a> {
    /// The next of a list of dependent actions, unless the list is at its end.
    pub(super) fn next_dependent(&self, list: &mut Cursor<'a>) -> Result<Option<&'a str>, CorruptCatalog> {
        if list.is_empty() {
            return Ok(None);
        }
        let mut row = self.dependents.get(size(list.varint()?)?)?;
        self.text.next(&mut row).map(Some)
    }
}

/// Keys of `OpenID` Connect and SAML providers have no service before their colon, but a host name or `saml`.
fn is_of_identity_provider(key: &str) -> bool {
    key.split_once(':')
        .is_some_and(|(provider, _)| provider.contains(['.', '/']) || provider.eq_ignore_ascii_case("saml"))
}

impl fmt::Display for ServiceAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service.prefix(), self.name)
    }
}

impl fmt::Debug for ServiceAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceAction({self})")
    }
}
