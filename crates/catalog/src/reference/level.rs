//! Access levels.

/// What an action does to what it reaches, as AWS classifies it.
///
/// ```
/// use sayso_catalog::AccessLevel;
///
/// assert_eq!(AccessLevel::PermissionsManagement.as_str(), "Permissions management");
/// assert!(AccessLevel::Read < AccessLevel::Write);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessLevel {
    /// Lists resources, without their contents.
    List,
    /// Reads contents.
    Read,
    /// Changes tags only.
    Tagging,
    /// Creates, changes or deletes resources.
    Write,
    /// Grants or changes permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// All levels, in order.
    /// All of them, from looking to changing what others may.
    ///
    /// ```
    /// use sayso_catalog::AccessLevel;
    ///
    /// assert_eq!(AccessLevel::ALL[0], AccessLevel::List);
    /// ```
    pub const ALL: [Self; 5] =
        [Self::List, Self::Read, Self::Tagging, Self::Write, Self::PermissionsManagement];

    /// AWS's name: `Permissions management`.
    ///
    /// ```
    /// assert_eq!(sayso_catalog::AccessLevel::Tagging.as_str(), "Tagging");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Tagging => "Tagging",
            Self::Write => "Write",
            Self::PermissionsManagement => "Permissions management",
        }
    }

    /// Its bit in the packed levels of an action.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}
