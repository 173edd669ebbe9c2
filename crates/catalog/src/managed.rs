//! The managed policies that AWS publishes.
//!
//! The packed file is [`MAGIC`] and five tables, each entry found by its number without reading the others:
//!
//! 1. about: the date of the data, the package it came from
//! 2. names, sorted whatever the case
//! 3. labels: the distinct paths and version ids
//! 4. one record per name: path, version id (numbers of labels), created, updated (digits), the document
//! 5. the string pool of the documents

use std::cmp::Ordering;
use std::fmt;

use crate::bytes::{Cursor, Table};
use crate::error::CorruptCatalog;
use crate::policy::ManagedPolicy;
use crate::pool::StringPool;
use crate::search;
use crate::suggest;

/// The first bytes of the file; the last of them is the version of the format.
const MAGIC: &[u8] = b"sayso-managed\0\0\x01";
/// The most text that all documents together may print; AWS's print 6 MB.
const MOST_TEXT: usize = 64 << 20;

#[cfg(feature = "embed")]
static EMBEDDED: &[u8] = include_bytes!("../data/managed-policies.bin");

/// AWS's managed policies, sorted by name. Cheap to copy: it points into the packed bytes.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let policies = sayso_catalog::ManagedPolicies::embedded();
/// assert!(policies.len() > 1_500);
/// let mut names = policies.iter().map(|policy| policy.name());
/// assert_eq!(names.next(), Some("AccessAnalyzerServiceRolePolicy"));
/// # }
/// ```
#[derive(Clone, Copy, Default)]
pub struct ManagedPolicies<'a> {
    data_date: &'a str,
    source: &'a str,
    names: Table<'a>,
    labels: Table<'a>,
    records: Table<'a>,
    strings: StringPool<'a>,
}

impl ManagedPolicies<'static> {
    /// The policies carried in the binary. Opening them costs a few bounds checks.
    ///
    /// ```
    /// let policies = sayso_catalog::ManagedPolicies::embedded();
    /// assert!(policies.find("AdministratorAccess").is_some());
    /// ```
    #[cfg(feature = "embed")]
    pub fn embedded() -> Self {
        // Never the default: the tests read every policy of the file that is compiled in.
        Self::open(EMBEDDED).unwrap_or_default()
    }
}

impl<'a> ManagedPolicies<'a> {
    /// The policies packed in `bytes`, a copy of `data/managed-policies.bin`.
    ///
    /// Every policy is read once, so that no later call can fail.
    ///
    /// # Errors
    /// [`CorruptCatalog`] of damaged, hostile or foreign bytes, and of those of another version.
    ///
    /// ```
    /// use sayso_catalog::ManagedPolicies;
    ///
    /// let error = ManagedPolicies::from_bytes(b"PK\x03\x04 not a catalog").unwrap_err();
    /// assert_eq!(error.to_string(), "the catalog can't be read: it is of another kind or version");
    /// ```
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, CorruptCatalog> {
        let policies = Self::open(bytes)?;
        policies.verify()?;
        Ok(policies)
    }

    fn open(bytes: &'a [u8]) -> Result<Self, CorruptCatalog> {
        let mut input = Cursor::new(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(CorruptCatalog("it is of another kind or version"));
        }
        let about = Table::read(&mut input)?;
        let policies = Self {
            data_date: about.text(0)?,
            source: about.text(1)?,
            names: Table::read(&mut input)?,
            labels: Table::read(&mut input)?,
            records: Table::read(&mut input)?,
            strings: StringPool::new(Table::read(&mut input)?),
        };
        input.end()?;
        Ok(policies)
    }

    fn verify(&self) -> Result<(), CorruptCatalog> {
        if self.names.len() != self.records.len() {
            return Err(CorruptCatalog("names and records differ in number"));
        }
        let mut before = None;
        let mut text = 0;
        for index in 0..self.len() {
            let policy = self.policy(index)?;
            if before.is_some_and(|name| search::compare(name, policy.name()) != Ordering::Less) {
                return Err(CorruptCatalog("its names are not sorted"));
            }
            before = Some(policy.name());
            text += policy.print()?.len();
            if text > MOST_TEXT {
                return Err(CorruptCatalog("its documents are too long"));
            }
        }
        Ok(())
    }

    /// How many policies there are.
    ///
    /// ```
    /// assert_eq!(sayso_catalog::ManagedPolicies::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    ///
    /// ```
    /// # #[cfg(feature = "embed")]
    /// assert!(!sayso_catalog::ManagedPolicies::embedded().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The date of the newest policy or version, such as `2026-09-30`: changes after it are unknown here.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let date = sayso_catalog::ManagedPolicies::embedded().data_date();
    /// assert!(date >= "2026-01-01", "{date}");
    /// # }
    /// ```
    pub fn data_date(&self) -> &'a str {
        self.data_date
    }

    /// The package that the data was taken from, with its version, such as `moto 5.2.5`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")]
    /// assert!(sayso_catalog::ManagedPolicies::embedded().source().starts_with("moto "));
    /// ```
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// All policies, sorted by name whatever the case.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policies = sayso_catalog::ManagedPolicies::embedded();
    /// let of_jobs = policies.iter().filter(|policy| policy.path() == "/job-function/");
    /// assert!(of_jobs.map(|policy| policy.name()).any(|name| name == "ViewOnlyAccess"));
    /// # }
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = ManagedPolicy<'a>> + use<'a> {
        let policies = *self;
        (0..policies.len()).map(move |index| policies.policy(index).unwrap_or_default())
    }

    /// A policy by its name, the case of which does not matter (AWS has no two that differ only in it),
    /// by path and name (`service-role/AWSLambdaBasicExecutionRole`), or by ARN in any partition.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policies = sayso_catalog::ManagedPolicies::embedded();
    /// assert_eq!(policies.find("viewonlyaccess").unwrap().name(), "ViewOnlyAccess");
    /// assert!(policies.find("job-function/ViewOnlyAccess").is_some());
    /// assert!(policies.find("arn:aws-cn:iam::aws:policy/job-function/ViewOnlyAccess").is_some());
    /// // A policy of yours is none of AWS's, whatever it is called.
    /// assert!(policies.find("arn:aws:iam::123456789012:policy/ViewOnlyAccess").is_none());
    /// # }
    /// ```
    pub fn find(&self, name_or_arn: &str) -> Option<ManagedPolicy<'a>> {
        if let Some(arn) = name_or_arn.strip_prefix("arn:") {
            let (partition, resource) = arn.split_once(":iam::aws:policy")?;
            let (path, name) = split_path(resource);
            let found = self.by_name(name)?;
            return (is_partition(partition) && found.path() == path && found.name() == name)
                .then_some(found);
        }
        let (path, name) = split_path(name_or_arn);
        let found = self.by_name(name)?;
        (path.is_empty() || path.trim_matches('/') == found.path().trim_matches('/')).then_some(found)
    }

    /// The name closest to `name`, a name, path and name or ARN that does not exist, for "did you mean"; `None`
    /// where nothing is close.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let policies = sayso_catalog::ManagedPolicies::embedded();
    /// assert_eq!(policies.suggest("AdminstratorAccess"), Some("AdministratorAccess"));
    /// assert_eq!(policies.suggest("S3ReadOnlyAccess"), Some("AmazonS3ReadOnlyAccess"));
    /// assert_eq!(policies.suggest("MyOwnPolicyForReports"), None);
    /// # }
    /// ```
    pub fn suggest(&self, name: &str) -> Option<&'a str> {
        let policies = *self;
        let names = (0..policies.len()).filter_map(move |index| policies.names.text(index).ok());
        suggest::closest(split_path(name).1, names)
    }

    fn by_name(&self, name: &str) -> Option<ManagedPolicy<'a>> {
        let found = search::by_name(0..self.len(), name, |index| self.names.text(index).ok())?;
        self.policy(found).ok()
    }

    fn policy(&self, index: usize) -> Result<ManagedPolicy<'a>, CorruptCatalog> {
        let name = self.names.text(index)?;
        ManagedPolicy::read(name, self.records.get(index)?, self.labels, self.strings)
    }
}

impl fmt::Debug for ManagedPolicies<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManagedPolicies({} of {}, {})", self.len(), self.data_date, self.source)
    }
}

/// `/service-role/Name` as (`/service-role/`, `Name`).
fn split_path(text: &str) -> (&str, &str) {
    let start = text.rfind('/').map_or(0, |slash| slash + 1);
    text.split_at_checked(start).unwrap_or(("", text))
}

/// `aws` and what begins with `aws-`.
fn is_partition(text: &str) -> bool {
    let rest = text.strip_prefix("aws");
    rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with('-') && !rest.contains(':')))
}
