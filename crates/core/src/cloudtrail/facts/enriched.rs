//! `eventContext`: keys and tags that a trail was told to add.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::record::{Record, Tag};
use super::super::text::Text;
use crate::request::{Context, Fact};

/// A value of the request's context.
#[derive(Deserialize)]
#[serde(untagged, bound(deserialize = "'de: 'a"))]
enum Enriched<'a> {
    Several(Vec<Text<'a>>),
    One(Text<'a>),
}

pub(super) fn state<'e>(record: &'e Record<'_>, context: &mut Context<'e>) {
    let Some(added) = &record.event_context else { return };
    let raw = added.request_context.map_or("{}", |raw| raw.get());
    let keys: BTreeMap<String, Enriched<'_>> = serde_json::from_str(raw).unwrap_or_default();
    for (key, value) in keys {
        let values: Vec<String> = match value {
            Enriched::One(one) => vec![one.to_string()],
            Enriched::Several(several) => several.iter().map(|one| one.to_string()).collect(),
        };
        context.insert(key, Fact::Known(values.into()));
    }
    let Some(tags) = &added.tag_context else { return };
    let of_resources = tags.resource_tags.iter().flatten().flat_map(|resource| &resource.tags);
    tag(context, "aws:PrincipalTag", tags.principal_tags.iter().flatten());
    // Of several resources it is not said which one a request is about.
    if tags.resource_tags.as_ref().is_some_and(|resources| resources.len() == 1) {
        tag(context, "aws:ResourceTag", of_resources);
    }
}

fn tag<'e, 'a: 'e>(context: &mut Context<'e>, prefix: &str, tags: impl Iterator<Item = &'e Tag<'a>>) {
    for tag in tags {
        context.insert(format!("{prefix}/{}", &*tag.key), Fact::from(&*tag.value));
    }
}
