//! ARNs.

use sayso_catalog::{ResourceType, ServiceReference};

use super::{code, list};
use crate::arn::Arn;

/// The resource type and the fields of an ARN or a pattern of ARNs.
pub(in crate::assist) fn of(written: &str, reference: &ServiceReference<'_>) -> Option<String> {
    if written == "*" {
        return Some("`*`: everything".to_owned());
    }
    let arn = Arn::of(written).filter(|arn| arn.scheme() == "arn")?;
    let service = reference.service(arn.service());
    // Without the service all of the reference would be searched, for a pattern that may be anything.
    let types = service.map(|service| service.resource_types_of(written)).unwrap_or_default();
    let names = types.iter().map(|it| format!("{} {}", it.service().prefix(), it.name()));
    let title = match (list(names), service) {
        (Some(names), _) => names,
        (None, Some(service)) => format!("no resource type of {} that is known", service.name()),
        (None, None) => "a resource of a service that is not known".to_owned(),
    };
    let fields = [
        ("partition", arn.partition()),
        ("service", arn.service()),
        ("region", arn.region()),
        ("account", arn.account()),
        ("resource", arn.resource()),
    ];
    let line = |(name, value): &(&str, &str)| {
        let value = if value.is_empty() { "none".to_owned() } else { code(value) };
        format!("- {name}: {value}")
    };
    let fields: Vec<String> = fields.iter().map(line).collect();
    let forms = types.iter().flat_map(ResourceType::arn_patterns).map(str::to_owned);
    let form = list(forms).map(|forms| format!("\n\nForm: {forms}")).unwrap_or_default();
    Some(format!("**ARN**: {title}\n\n{}{form}", fields.join("\n")))
}
