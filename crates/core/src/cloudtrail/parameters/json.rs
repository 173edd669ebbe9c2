//! JSON, borrowed, as parameters have it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::super::text::Text;
use super::{is_named, letters};

#[derive(Debug)]
pub(super) enum Json<'a> {
    Text(Text<'a>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
    Other,
}

impl Json<'_> {
    /// The members of an object that a parameter's name means: the one of that name, or else EC2's set of it.
    pub(super) fn member(&self, name: &str) -> impl Iterator<Item = &Self> {
        let Self::Object(members) = self else { return None.into_iter() };
        let own = members.iter().find(|(own, _)| is_named(own, name));
        let found =
            own.or_else(|| members.iter().find(|(own, value)| value.is_set() && is_set_of(own, name)));
        found.map(|(_, value)| value).into_iter()
    }

    fn is_set(&self) -> bool {
        matches!(self, Self::Object(members) if members.iter().any(|(name, _)| name == "items"))
    }

    /// The entries of a list, or of EC2's `items`; anything else is one.
    pub(super) fn items(&self) -> Vec<&Self> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Object(members) => match members.iter().find(|(name, _)| name == "items") {
                Some((_, Self::List(items))) => items.iter().collect(),
                _ => vec![self],
            },
            _ => vec![self],
        }
    }

    /// The text at the end of a path: of an entry of a set the member of the list's name, or its only one.
    pub(super) fn leaf(&self, name: &str) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Object(members) => {
                let own = letters(name);
                let singular = own.strip_suffix('s').unwrap_or(&own);
                let named = |member: &str| letters(member) == singular || member == "content";
                let texts = members.iter().filter_map(|(name, value)| match value {
                    Self::Text(text) => Some((name, &**text)),
                    _ => None,
                });
                let mut texts = texts.filter(|(name, _)| *name != "tag").peekable();
                let first = texts.peek().map(|(_, text)| *text);
                let alone = members.len() == 1;
                texts.find(|(name, _)| named(name)).map(|(_, text)| text).or(first.filter(|_| alone))
            }
            _ => None,
        }
    }
}

/// `instancesSet` holds what `InstanceIds` names.
fn is_set_of(own: &str, wanted: &str) -> bool {
    let (own, wanted) = (letters(own), letters(wanted));
    let own = own.strip_suffix("set").unwrap_or(&own);
    let own = own.strip_suffix('s').unwrap_or(own);
    let own = own.strip_suffix("id").unwrap_or(own);
    let wanted = wanted.strip_suffix('s').unwrap_or(&wanted);
    own == wanted.strip_suffix("id").unwrap_or(wanted)
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Text(Cow::Borrowed(value))))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Text(Cow::Owned(value.to_owned()))))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Text(Text(Cow::Borrowed(if value { "true" } else { "false" }))))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Text(Text(Cow::Owned(value.to_string()))))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Json<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = input.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Json<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some((Text(name), value)) = input.next_entry::<Text<'de>, _>()? {
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}
