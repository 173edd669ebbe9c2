//! The ARN formats of the service reference, by the service that stands in the ARN.

use std::cell::OnceCell;

use sayso_catalog::{ResourceType, ServiceReference};

use super::fields;
use super::overlap::can_be;
use crate::lint::unlisted;

/// One format, such as `arn:${Partition}:s3:::${BucketName}`, without its partition and service.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format<'a> {
    pub(super) region: &'a str,
    pub(super) account: &'a str,
    pub(super) resource: &'a str,
}

/// In the order of the services.
type ByService<'a> = Vec<(&'a str, Format<'a>)>;

/// The service in an ARN is not always the prefix of actions: `kafka-cluster` acts on ARNs of `kafka`. All formats
/// are read only where those of the prefix are not enough, which is seldom.
pub(super) struct Formats<'a> {
    reference: ServiceReference<'a>,
    /// By prefix, in order.
    own: Vec<(&'a str, ByService<'a>)>,
    all: OnceCell<ByService<'a>>,
}

impl<'a> Formats<'a> {
    pub(super) fn of(reference: ServiceReference<'a>) -> Self {
        Self { reference, own: Vec::new(), all: OnceCell::new() }
    }

    /// Whether ARNs have such a service.
    pub(super) fn has_service(&self, service: &str) -> bool {
        self.reference.service(service).is_some()
            || unlisted::is_service(service)
            || !of(self.all(), service).is_empty()
    }

    /// The formats that a resource can be of, so far as the service's own resource types have them.
    pub(super) fn matching_own(&mut self, service: &str, resource: &str) -> Vec<Format<'a>> {
        let Some(known) = self.reference.service(service) else { return Vec::new() };
        let prefix = known.prefix();
        let at = self.own.binary_search_by(|(read, _)| (*read).cmp(prefix)).unwrap_or_else(|at| {
            self.own.insert(at, (prefix, by_service(known.resource_types())));
            at
        });
        self.own.get(at).map_or(Vec::new(), |(_, own)| fitting(of(own, prefix), resource))
    }

    /// The formats that a resource can be of; `None` where those of the service are not known.
    pub(super) fn matching(&self, service: &str, resource: &str) -> Option<Vec<Format<'a>>> {
        let formats = of(self.all(), service);
        (!formats.is_empty()).then(|| fitting(formats, resource))
    }

    fn all(&self) -> &ByService<'a> {
        let types = || self.reference.services().flat_map(|service| service.resource_types());
        self.all.get_or_init(|| by_service(types()))
    }
}

fn by_service<'a>(types: impl Iterator<Item = ResourceType<'a>>) -> ByService<'a> {
    let mut by_service = ByService::new();
    for pattern in types.flat_map(|resource| resource.arn_patterns()) {
        let found = fields(pattern);
        let (Some(service), Some(resource)) = (found.service, found.resource) else { continue };
        let (region, account) = (found.region.unwrap_or_default(), found.account.unwrap_or_default());
        by_service.push((service, Format { region, account, resource }));
    }
    by_service.sort_by_key(|(service, _)| *service);
    by_service
}

/// Those of a service.
fn of<'l, 'a>(formats: &'l [(&'a str, Format<'a>)], service: &str) -> &'l [(&'a str, Format<'a>)] {
    let start = formats.partition_point(|(other, _)| *other < service);
    let end = formats.partition_point(|(other, _)| *other <= service);
    formats.get(start..end).unwrap_or_default()
}

fn fitting<'a>(formats: &[(&'a str, Format<'a>)], resource: &str) -> Vec<Format<'a>> {
    let formats = formats.iter().map(|(_, format)| *format);
    formats.filter(|format| can_be(resource, format.resource)).collect()
}
