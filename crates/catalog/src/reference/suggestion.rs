//! "Did you mean" for services, actions and condition keys.

use super::{ConditionKey, ServiceReference};
use crate::operations::operation_actions;
use crate::{globals, suggest};

impl<'a> ServiceReference<'a> {
    /// The action closest to one that does not exist: the one that its API operation needs, one of the same
    /// service with a like name, or one of the same name in another service.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// let suggest = |action| reference.suggest_action(action);
    /// assert_eq!(suggest("s3:GetObjct").as_deref(), Some("s3:GetObject"));
    /// assert_eq!(suggest("s3:HeadObject").as_deref(), Some("s3:GetObject"));
    /// assert_eq!(suggest("s3:DescribeInstances").as_deref(), Some("ec2:DescribeInstances"));
    /// assert_eq!(suggest("dynamodbb:GetItem").as_deref(), Some("dynamodb:GetItem"));
    /// assert_eq!(suggest("s3:NothingOfTheKind"), None);
    /// # }
    /// ```
    pub fn suggest_action(&self, action: &str) -> Option<String> {
        let (prefix, name) = action.split_once(':')?;
        if let Some(needed) = operation_actions(prefix, name).unwrap_or_default().first() {
            return Some((*needed).to_owned());
        }
        let service = self.service(prefix);
        let meant = service.or_else(|| self.service(self.suggest_service(prefix)?));
        let near = meant.and_then(|service| {
            Some(format!("{}:{}", service.prefix(), suggest::closest(name, service.action_names())?))
        });
        near.or_else(|| {
            let mut elsewhere = self.services().filter_map(|service| service.action(name));
            elsewhere.next().map(|action| action.to_string())
        })
    }

    /// The service prefix closest to one that does not exist.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert_eq!(reference.suggest_service("dynamodbb"), Some("dynamodb"));
    /// assert_eq!(reference.suggest_service("nothinglikeit"), None);
    /// # }
    /// ```
    pub fn suggest_service(&self, prefix: &str) -> Option<&'a str> {
        let reference = *self;
        let prefixes = (0..self.services.len())
            .filter_map(move |index| super::Service::prefix_at(reference, index).ok());
        suggest::closest(prefix, prefixes)
    }

    /// The condition key closest to one that does not exist, as AWS writes it.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert_eq!(reference.suggest_condition_key("aws:SourceIP4").as_deref(), Some("aws:SourceIp"));
    /// assert_eq!(reference.suggest_condition_key("s3:prefx").as_deref(), Some("s3:prefix"));
    /// # }
    /// ```
    pub fn suggest_condition_key(&self, key: &str) -> Option<String> {
        let (prefix, _) = key.split_once(':')?;
        let reference = *self;
        let services = (0..self.keys.len()).filter_map(move |at| ConditionKey::name_at(&reference, at).ok());
        let all = globals::global_condition_keys().iter().map(|key| key.name).chain(services);
        let is_same =
            |name: &&str| name.split_once(':').is_some_and(|(known, _)| known.eq_ignore_ascii_case(prefix));
        let same = suggest::closest(key, all.clone().filter(is_same));
        same.or_else(|| suggest::closest(key, all)).map(str::to_owned)
    }
}
