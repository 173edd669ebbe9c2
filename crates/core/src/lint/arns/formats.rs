//! The ARN formats of the service reference, by the service that stands in the ARN.

use std::collections::HashMap;

use sayso_catalog::ServiceReference;

use super::overlap::can_be;
use super::{fields, unlisted};

/// One format, such as `arn:${Partition}:s3:::${BucketName}`, without its partition and service.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format<'a> {
    pub(super) region: &'a str,
    pub(super) account: &'a str,
    pub(super) resource: &'a str,
}

/// Formats by service. That is not always the prefix of actions: `kafka-cluster` acts on ARNs of `kafka`.
pub(super) struct Formats<'a> {
    reference: ServiceReference<'a>,
    by_service: HashMap<&'a str, Vec<Format<'a>>>,
}

impl<'a> Formats<'a> {
    pub(super) fn of(reference: ServiceReference<'a>) -> Self {
        let mut by_service: HashMap<&str, Vec<Format<'_>>> = HashMap::new();
        let types = reference.services().flat_map(|service| service.resource_types());
        for pattern in types.flat_map(|resource| resource.arn_patterns()) {
            let found = fields(pattern);
            let (Some(service), Some(resource)) = (found.service, found.resource) else { continue };
            let (region, account) = (found.region.unwrap_or_default(), found.account.unwrap_or_default());
            by_service.entry(service).or_default().push(Format { region, account, resource });
        }
        Self { reference, by_service }
    }

    /// Whether ARNs have such a service.
    pub(super) fn has_service(&self, service: &str) -> bool {
        self.by_service.contains_key(service)
            || self.reference.service(service).is_some()
            || unlisted::is_service(service)
    }

    /// The formats that a resource can be of; `None` where those of the service are not known.
    pub(super) fn matching(&self, service: &str, resource: &str) -> Option<Vec<Format<'a>>> {
        let all = self.by_service.get(service)?;
        Some(all.iter().filter(|format| can_be(resource, format.resource)).copied().collect())
    }
}
