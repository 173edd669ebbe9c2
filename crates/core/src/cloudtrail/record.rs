//! The JSON of an event, as far as it is used.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::text::Text;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct Record<'a> {
    pub(super) event_source: Text<'a>,
    pub(super) event_name: Text<'a>,
    pub(super) event_type: Option<Text<'a>>,
    pub(super) event_time: Option<Text<'a>>,
    pub(super) aws_region: Option<Text<'a>>,
    #[serde(rename = "sourceIPAddress")]
    pub(super) source_ip_address: Option<Text<'a>>,
    pub(super) user_agent: Option<Text<'a>>,
    pub(super) error_code: Option<Text<'a>>,
    pub(super) error_message: Option<Text<'a>>,
    #[serde(rename = "requestID")]
    pub(super) request_id: Option<Text<'a>>,
    pub(super) vpc_endpoint_id: Option<Text<'a>>,
    pub(super) recipient_account_id: Option<Text<'a>>,
    pub(super) user_identity: Option<UserIdentity<'a>>,
    #[serde(default)]
    pub(super) resources: Option<Vec<RecordResource<'a>>>,
    pub(super) request_parameters: Option<&'a RawValue>,
    pub(super) tls_details: Option<TlsDetails<'a>>,
    pub(super) event_context: Option<EventContext<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct UserIdentity<'a> {
    #[serde(rename = "type")]
    pub(super) kind: Option<Text<'a>>,
    pub(super) principal_id: Option<Text<'a>>,
    pub(super) arn: Option<Text<'a>>,
    pub(super) account_id: Option<Text<'a>>,
    pub(super) access_key_id: Option<Text<'a>>,
    pub(super) invoked_by: Option<Text<'a>>,
    pub(super) identity_provider: Option<Text<'a>>,
    pub(super) session_context: Option<SessionContext<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct SessionContext<'a> {
    pub(super) session_issuer: Option<Issuer<'a>>,
    pub(super) attributes: Option<Attributes<'a>>,
    pub(super) web_id_federation_data: Option<WebIdentity<'a>>,
    pub(super) source_identity: Option<Text<'a>>,
    pub(super) ec2_role_delivery: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct Issuer<'a> {
    pub(super) arn: Option<Text<'a>>,
    pub(super) principal_id: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct Attributes<'a> {
    pub(super) mfa_authenticated: Option<Text<'a>>,
    pub(super) creation_date: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct WebIdentity<'a> {
    pub(super) federated_provider: Option<Text<'a>>,
}

/// A resource that the event lists.
#[derive(Debug, Default)]
pub(super) struct RecordResource<'a> {
    pub(super) arn: Option<Text<'a>>,
    pub(super) account_id: Option<Text<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct TlsDetails<'a> {
    pub(super) tls_version: Option<Text<'a>>,
}

/// Condition keys that a trail is set up to add.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct EventContext<'a> {
    pub(super) request_context: Option<&'a RawValue>,
    pub(super) tag_context: Option<TagContext<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct TagContext<'a> {
    pub(super) principal_tags: Option<Vec<Tag<'a>>>,
    pub(super) resource_tags: Option<Vec<ResourceTags<'a>>>,
}

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) struct ResourceTags<'a> {
    #[serde(default)]
    pub(super) tags: Vec<Tag<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) struct Tag<'a> {
    pub(super) key: Text<'a>,
    pub(super) value: Text<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for RecordResource<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyResource)
    }
}

/// Tools make strings of resources: of those nothing is read.
struct AnyResource;

impl<'de> Visitor<'de> for AnyResource {
    type Value = RecordResource<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a resource")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Self::Value, A::Error> {
        let mut resource = RecordResource::default();
        while let Some(name) = input.next_key::<Text<'de>>()? {
            match &*name {
                "ARN" | "arn" => resource.arn = input.next_value()?,
                "accountId" => resource.account_id = input.next_value()?,
                _ => _ = input.next_value::<IgnoredAny>()?,
            }
        }
        Ok(resource)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(RecordResource::default())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(RecordResource::default())
    }
}
