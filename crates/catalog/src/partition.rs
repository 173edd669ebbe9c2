//! Partitions and their regions.

/// A partition of AWS: its own accounts, its own regions, its own ARNs (`arn:aws-cn:…`).
///
/// ```
/// let china = sayso_catalog::partitions().iter().find(|it| it.name == "aws-cn").unwrap();
/// assert_eq!(china.dns_suffix, "amazonaws.com.cn");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partition {
    /// The second field of its ARNs: `aws-cn`.
    pub name: &'static str,
    /// What its host names end in: `amazonaws.com.cn`.
    pub dns_suffix: &'static str,
    /// Where its global services such as IAM run: `cn-northwest-1`.
    pub global_region: &'static str,
    /// What its regions begin with: `cn`, followed by `-`, a word, `-` and a number.
    pub region_prefixes: &'static [&'static str],
    /// The regions known when the data was taken, sorted.
    pub regions: &'static [&'static str],
}

impl Partition {
    /// Whether this text has the form of its regions, so that a region newer than the data passes.
    ///
    /// ```
    /// let aws = sayso_catalog::partitions()[0];
    /// assert!(aws.has_region_form("eu-middle-7"));
    /// assert!(!aws.has_region_form("us-gov-west-1") && !aws.has_region_form("eu-west"));
    /// ```
    pub fn has_region_form(&self, text: &str) -> bool {
        self.region_prefixes.iter().any(|prefix| {
            let rest = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
            rest.and_then(|rest| rest.split_once('-')).is_some_and(|(word, number)| {
                let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                let filled = !word.is_empty() && !number.is_empty();
                filled && word.bytes().all(is_word) && number.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
    }
}

/// All partitions, sorted by name: `aws` is the first.
///
/// ```
/// let aws = sayso_catalog::partitions()[0];
/// assert!(aws.name == "aws" && aws.regions.contains(&"eu-west-1"));
/// ```
pub fn partitions() -> &'static [Partition] {
    include!("../data/partitions.rs")
}

/// Whether this is a region of any partition, as AWS writes it, that was known when the data was taken.
///
/// ```
/// assert!(sayso_catalog::is_region("us-gov-west-1"));
/// assert!(!sayso_catalog::is_region("us-esat-1"));
/// ```
pub fn is_region(text: &str) -> bool {
    partitions().iter().any(|partition| partition.regions.binary_search(&text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_the_form_of_its_partition_only() {
        assert!(partitions().is_sorted_by(|a, b| a.name < b.name));
        for partition in partitions() {
            assert!(partition.regions.is_sorted() && partition.regions.contains(&partition.global_region));
            for region in partition.regions {
                assert!(is_region(region), "{region}");
                let of: Vec<_> = partitions().iter().filter(|it| it.has_region_form(region)).collect();
                assert_eq!(of, [partition], "{region}");
            }
        }
        for text in ["", "us", "us-", "us-east-", "us--1", "us-east-1a", "US-EAST-1", "eusc-fr-west-1"] {
            assert!(!is_region(text) && !partitions().iter().any(|it| it.has_region_form(text)), "{text}");
        }
    }
}
