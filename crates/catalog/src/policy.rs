//! One managed policy and its document.

use std::fmt;

use crate::bytes::{Cursor, Table, size};
use crate::error::CorruptCatalog;
use crate::pool::StringPool;
use crate::print;

/// One managed policy at its default version.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let policy = sayso_catalog::ManagedPolicies::embedded().find("AWSLambdaBasicExecutionRole").unwrap();
/// assert_eq!((policy.name(), policy.version_id()), ("AWSLambdaBasicExecutionRole", "v1"));
/// # }
/// ```
#[derive(Clone, Copy, Default)]
pub struct ManagedPolicy<'a> {
    name: &'a str,
    path: &'a str,
    version_id: &'a str,
    created: u64,
    updated: u64,
    document: Cursor<'a>,
    strings: StringPool<'a>,
}

impl<'a> ManagedPolicy<'a> {
    pub(crate) fn read(
        name: &'a str,
        record: &'a [u8],
        labels: Table<'a>,
        strings: StringPool<'a>,
    ) -> Result<Self, CorruptCatalog> {
        let mut record = Cursor::new(record);
        Ok(Self {
            name,
            path: labels.text(size(record.varint()?)?)?,
            version_id: labels.text(size(record.varint()?)?)?,
            created: record.varint()?,
            updated: record.varint()?,
            document: record,
            strings,
        })
    }

    /// The name: `AWSLambdaBasicExecutionRole`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
    /// assert_eq!(sayso_catalog::ManagedPolicies::embedded().find(arn).unwrap().name(), "ViewOnlyAccess");
    /// # }
    /// ```
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The path, with a slash at both ends: `/service-role/`, or `/`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policies = sayso_catalog::ManagedPolicies::embedded();
    /// assert_eq!(policies.find("AWSLambdaBasicExecutionRole").unwrap().path(), "/service-role/");
    /// assert_eq!(policies.find("ReadOnlyAccess").unwrap().path(), "/");
    /// # }
    /// ```
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// The ARN in the partition `aws`; the others have the same policy under their own.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policy = sayso_catalog::ManagedPolicies::embedded().find("ViewOnlyAccess").unwrap();
    /// assert_eq!(policy.arn(), "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");
    /// # }
    /// ```
    pub fn arn(&self) -> String {
        format!("arn:aws:iam::aws:policy{}{}", self.path, self.name)
    }

    /// The default version: `v3`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policy = sayso_catalog::ManagedPolicies::embedded().find("ReadOnlyAccess").unwrap();
    /// // AWS edits this one often.
    /// assert!(policy.version_id()[1..].parse::<u32>().unwrap() > 100);
    /// # }
    /// ```
    pub fn version_id(&self) -> &'a str {
        self.version_id
    }

    /// When the policy was first published, in UTC: `2015-02-06T18:40:59+00:00`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policy = sayso_catalog::ManagedPolicies::embedded().find("AWSLambdaBasicExecutionRole").unwrap();
    /// assert_eq!(policy.create_date(), "2015-04-09T15:03:43+00:00");
    /// # }
    /// ```
    pub fn create_date(&self) -> String {
        date(self.created)
    }

    /// When the default version was published, as [`ManagedPolicy::create_date`]: such texts sort by time.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policy = sayso_catalog::ManagedPolicies::embedded().find("ReadOnlyAccess").unwrap();
    /// assert!(policy.update_date() > policy.create_date());
    /// # }
    /// ```
    pub fn update_date(&self) -> String {
        date(self.updated)
    }

    /// The document as the AWS console shows it: keys in AWS's order, four spaces per level, one item a
    /// line, a final newline. The same text every time, so a line number in it means something.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policy = sayso_catalog::ManagedPolicies::embedded().find("AdministratorAccess").unwrap();
    /// assert!(policy.document_json().contains("\n            \"Effect\": \"Allow\",\n"));
    /// # }
    /// ```
    pub fn document_json(&self) -> String {
        self.print().unwrap_or_default()
    }

    pub(crate) fn print(&self) -> Result<String, CorruptCatalog> {
        print::print(self.document, self.strings)
    }
}

impl fmt::Debug for ManagedPolicy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManagedPolicy({} {})", self.arn(), self.version_id)
    }
}

/// 20150206184059 as a date.
fn date(digits: u64) -> String {
    let field = |unit: u64| digits / unit % 100;
    let (year, month, day) = (digits / 10_000_000_000, field(100_000_000), field(1_000_000));
    let (hour, minute, second) = (field(10_000), field(100), field(1));
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00")
}
