//! The file as written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::FailOn;

pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) lint: Lint,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Lint {
    pub(super) select: Vec<Text>,
    pub(super) ignore: Vec<Text>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) exclude: Vec<Text>,
    pub(super) known_accounts: Vec<Text>,
    pub(super) severity: BTreeMap<Text, Text>,
    pub(super) per_file: Vec<PerFile>,
    pub(super) ignore_at: Vec<IgnoreAt>,
    pub(super) sids: Sids,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PerFile {
    pub(super) path: Text,
    #[serde(default)]
    pub(super) ignore: Vec<Text>,
    pub(super) r#type: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IgnoreAt {
    pub(super) path: Text,
    pub(super) code: Text,
    pub(super) pointer: Option<Text>,
    /// For people.
    #[serde(rename = "reason")]
    _reason: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sids {
    pub(super) ignore: Vec<Text>,
}
