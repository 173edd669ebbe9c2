//! The one way in which reading a catalog fails.

use std::fmt;

/// Bytes that are no catalog, or one of another version, or a damaged one.
///
/// ```
/// use sayso_catalog::{CorruptCatalog, ManagedPolicies};
///
/// let read: Result<_, CorruptCatalog> = ManagedPolicies::from_bytes(b"");
/// assert!(read.is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorruptCatalog(pub(crate) &'static str);

impl fmt::Display for CorruptCatalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalog can't be read: {}", self.0)
    }
}

impl std::error::Error for CorruptCatalog {}
