//! What a finding is recognised by in later runs.

use std::collections::BTreeMap;

use super::report::Finding;

/// Text of a place beyond this says nothing more.
const ENOUGH: usize = 1_000;

/// Numbers the findings of one file that are otherwise alike.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(BTreeMap<u128, u32>);

impl Fingerprints {
    /// The fingerprint of the file's next finding. Code, path, element and text count; line numbers do not, nor do
    /// positions in lists, so that a statement put before it changes nothing.
    pub(super) fn next(&mut self, path: &str, finding: &Finding) -> String {
        let mut hash = Hash::default();
        hash.part(finding.diagnostic.code);
        hash.part(path);
        for step in finding.pointer.split('/').filter(|step| step.parse::<u32>().is_err()) {
            hash.part(step);
        }
        hash.part(finding.sid.as_deref().unwrap_or_default());
        let text: String = finding.text().chars().take(ENOUGH).collect();
        for word in text.split_whitespace() {
            hash.part(word);
        }
        let count = self.0.entry(hash.0).or_default();
        *count += 1;
        hash.part(&count.to_string());
        hash.text()
    }
}

/// FNV-1a of 128 bits: the same everywhere and always, which the standard library's hashes are not.
pub(crate) struct Hash(u128);

impl Default for Hash {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Hash {
    pub(crate) fn part(&mut self, text: &str) {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        // No text has this byte: parts stay apart.
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }

    /// In 32 hexadecimal digits.
    pub(crate) fn text(&self) -> String {
        format!("{:032x}", self.0)
    }
}
