//! Every API operation with the actions it needs, and for which resources.
//!
//! The packed file is [`MAGIC`] and these parts; a *name* is a reference into the text:
//!
//! 1. about: the packages it came from
//! 2. the text that holds every string
//! 3. services, sorted by botocore's name for them: that name, the prefix of their actions, where their operations
//!    end in the next part (4 bytes)
//! 4. operations, sorted by name within their service: name, number of their needs (2 bytes)
//! 5. needs: the name of an action (empty where it is the operation's), the number of its templates (varint), and
//!    for each three names: the resource type, the first five fields of the ARN, the rest

use std::fmt;
use std::ops::Range;

use super::need::OperationAction;
use crate::bytes::{Cursor, Rows, Table, Text};
use crate::error::CorruptCatalog;
use crate::search;

const MAGIC: &[u8] = b"saysoop\x01";

/// API operations with what they need, where that is more than the action of their name, or it has resources.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let operations = sayso_catalog::Operations::embedded();
/// let operation = operations.find("s3", "HeadObject").next().unwrap();
/// let needs: Vec<_> = operation.actions().collect();
/// assert_eq!(needs[0].name(), "s3:GetObject");
/// let template = needs[0].templates().next().unwrap();
/// assert_eq!((template.resource_type, template.fields), ("object", "arn:${Partition}:s3:::"));
/// assert_eq!(template.resource, "{Bucket}/{Key}");
/// # }
/// ```
#[derive(Clone, Copy, Default)]
pub struct Operations<'a> {
    source: &'a str,
    text: Text<'a>,
    services: Rows<'a>,
    rows: Rows<'a>,
    needs: Table<'a>,
}

/// One operation of an API.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let operation = sayso_catalog::Operations::embedded().find("lambda", "invoke").next().unwrap();
/// assert_eq!((operation.service(), operation.name()), ("lambda", "Invoke"));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    service: &'a str,
    prefix: &'a str,
    name: &'a str,
    needs: Cursor<'a>,
    text: Text<'a>,
}

struct Service<'a> {
    name: &'a str,
    prefix: &'a str,
    operations: Range<usize>,
}

#[cfg(feature = "embed")]
impl Operations<'static> {
    /// The operations that this crate carries.
    ///
    /// ```
    /// let operations = sayso_catalog::Operations::embedded();
    /// assert!(operations.find("ec2", "RunInstances").next().is_some());
    /// ```
    pub fn embedded() -> Self {
        static BYTES: &[u8] = include_bytes!("../../data/operations.bin");
        // A test reads all of it.
        Self::open(BYTES).unwrap_or_default()
    }
}

impl<'a> Operations<'a> {
    /// The operations packed in `bytes`, a copy of `data/operations.bin`. Everything is read once, so that no later
    /// call can fail.
    ///
    /// # Errors
    /// [`CorruptCatalog`] of damaged, hostile or foreign bytes, and of those of another version.
    ///
    /// ```
    /// assert!(sayso_catalog::Operations::from_bytes(b"none").is_err());
    /// ```
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, CorruptCatalog> {
        let operations = Self::open(bytes)?;
        operations.verify()?;
        Ok(operations)
    }

    fn open(bytes: &'a [u8]) -> Result<Self, CorruptCatalog> {
        let mut input = Cursor::new(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(CorruptCatalog("it is of another kind or version"));
        }
        let about = Table::read(&mut input)?;
        let operations = Self {
            source: about.text(0)?,
            text: Text::read(&mut input)?,
            services: Rows::read(&mut input, 12)?,
            rows: Rows::read(&mut input, 6)?,
            needs: Table::read(&mut input)?,
        };
        input.end()?;
        Ok(operations)
    }

    fn verify(&self) -> Result<(), CorruptCatalog> {
        let mut end = 0;
        for at in 0..self.services.len() {
            let service = self.service(at)?;
            if service.operations.start != end || service.operations.end > self.rows.len() {
                return Err(CorruptCatalog("its services overlap"));
            }
            end = service.operations.end;
            for row in service.operations.clone() {
                let mut rest = self.operation(&service, row)?.needs;
                while OperationAction::next(service.prefix, "", self.text, &mut rest)?.is_some() {}
            }
        }
        Ok(())
    }

    /// The packages and tables that the data was made of.
    ///
    /// ```
    /// # #[cfg(feature = "embed")]
    /// assert!(sayso_catalog::Operations::embedded().source().contains("botocore"));
    /// ```
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// How many operations there are.
    ///
    /// ```
    /// assert_eq!(sayso_catalog::Operations::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    ///
    /// ```
    /// # #[cfg(feature = "embed")]
    /// assert!(!sayso_catalog::Operations::embedded().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The operations of this name in services that have the prefix or botocore's name `service`: two APIs of one
    /// service may both have one. None: the operation needs the action of its name for no resource that a request
    /// names, or nothing is known of it. Case does not matter.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let operations = sayso_catalog::Operations::embedded();
    /// let both = operations.find("elasticloadbalancing", "DeleteLoadBalancer");
    /// assert!(both.map(|operation| operation.service()).eq(["elb", "elbv2"]));
    /// # }
    /// ```
    pub fn find(&self, service: &str, name: &str) -> impl Iterator<Item = Operation<'a>> + use<'a> {
        let map = *self;
        let mut found = Vec::new();
        for at in 0..map.services.len() {
            let Ok(it) = map.service(at) else { continue };
            if it.name.eq_ignore_ascii_case(service) || it.prefix.eq_ignore_ascii_case(service) {
                let row = search::by_name(it.operations.clone(), name, |row| map.name(row));
                found.extend(row.and_then(|row| map.operation(&it, row).ok()));
            }
        }
        found.into_iter()
    }

    fn service(&self, at: usize) -> Result<Service<'a>, CorruptCatalog> {
        let end_of = |mut row: Cursor<'_>| row.take(8).and_then(|_| row.number::<4>());
        let start = match at.checked_sub(1) {
            Some(before) => end_of(self.services.get(before)?)?,
            None => 0,
        };
        let mut row = self.services.get(at)?;
        let (name, prefix) = (self.text.next(&mut row)?, self.text.next(&mut row)?);
        Ok(Service { name, prefix, operations: start..row.number::<4>()? })
    }

    fn name(&self, row: usize) -> Option<&'a str> {
        self.text.next(&mut self.rows.get(row).ok()?).ok()
    }

    fn operation(&self, service: &Service<'a>, row: usize) -> Result<Operation<'a>, CorruptCatalog> {
        let mut row = self.rows.get(row)?;
        let name = self.text.next(&mut row)?;
        let needs = Cursor::new(self.needs.get(row.number::<2>()?)?);
        Ok(Operation { service: service.name, prefix: service.prefix, name, needs, text: self.text })
    }
}

impl<'a> Operation<'a> {
    /// botocore's name for the service, such as `elbv2`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let operation = sayso_catalog::Operations::embedded().find("bedrock", "Converse").next().unwrap();
    /// assert_eq!(operation.service(), "bedrock-runtime");
    /// # }
    /// ```
    pub fn service(&self) -> &'a str {
        self.service
    }

    /// The operation's name.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let operation = sayso_catalog::Operations::embedded().find("kms", "reencrypt").next().unwrap();
    /// assert_eq!(operation.name(), "ReEncrypt");
    /// # }
    /// ```
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The actions it needs; none where no permission is checked.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let operation = sayso_catalog::Operations::embedded().find("kms", "ReEncrypt").next().unwrap();
    /// let names: Vec<String> = operation.actions().map(|action| action.name()).collect();
    /// assert_eq!(names, ["kms:ReEncryptFrom", "kms:ReEncryptTo"]);
    /// # }
    /// ```
    pub fn actions(&self) -> impl Iterator<Item = OperationAction<'a>> + use<'a> {
        let Self { prefix, name, mut needs, text, .. } = *self;
        std::iter::from_fn(move || OperationAction::next(prefix, name, text, &mut needs).ok().flatten())
    }
}

impl fmt::Debug for Operations<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operations({} of {})", self.len(), self.source)
    }
}

impl fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({} {})", self.service, self.name)
    }
}
