//! An action that an operation needs.

use std::fmt;

use crate::bytes::{Cursor, Text, size};
use crate::error::CorruptCatalog;

/// An action that an operation needs, and for which resources.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let operation = sayso_catalog::Operations::embedded().find("lambda", "CreateFunction").next().unwrap();
/// let pass = operation.actions().find(|action| action.name() == "iam:PassRole").unwrap();
/// assert_eq!(pass.templates().next().unwrap().resource, "{Role}");
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct OperationAction<'a> {
    prefix: &'a str,
    /// Empty: the operation's.
    own: &'a str,
    operation: &'a str,
    templates: Cursor<'a>,
    text: Text<'a>,
}

/// A resource of a request, made of its parameters: `{Name}`, `{List[]}` and `{Structure.List[].Name}` stand for
/// what the request has there, `{A|B}` for either, `${Partition}`, `${Region}` and `${Account}` for where it is made,
/// and `*` for what no request tells. A parameter may hold a whole ARN, which then is the resource.
///
/// ```
/// # #[cfg(feature = "embed")] {
/// let operation = sayso_catalog::Operations::embedded().find("sqs", "DeleteQueue").next().unwrap();
/// let template = operation.actions().next().unwrap().templates().next().unwrap();
/// assert_eq!(template.to_string(), "arn:${Partition}:sqs:${Region}:${Account}:{QueueUrl}");
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceTemplate<'a> {
    /// The resource type of the action.
    pub resource_type: &'a str,
    /// The first five fields of the ARN with the colon after them; empty where a parameter is the ARN.
    pub fields: &'a str,
    /// The rest of the ARN.
    pub resource: &'a str,
}

impl fmt::Display for ResourceTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.fields, self.resource)
    }
}

impl<'a> OperationAction<'a> {
    pub(super) fn next(
        prefix: &'a str,
        operation: &'a str,
        text: Text<'a>,
        input: &mut Cursor<'a>,
    ) -> Result<Option<Self>, CorruptCatalog> {
        if input.is_empty() {
            return Ok(None);
        }
        let own = text.next(input)?;
        let count = size(input.varint()?)?;
        let all = *input;
        for _ in 0..count {
            ResourceTemplate::next(text, input)?;
        }
        let length = all.rest().len() - input.rest().len();
        let mut all = all;
        let templates = Cursor::new(all.take(length)?);
        Ok(Some(Self { prefix, own, operation, templates, text }))
    }

    /// The action, such as `s3:GetObject`.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let operation = sayso_catalog::Operations::embedded().find("s3", "ListObjectsV2").next().unwrap();
    /// assert_eq!(operation.actions().next().unwrap().name(), "s3:ListBucket");
    /// # }
    /// ```
    pub fn name(&self) -> String {
        if self.own.is_empty() { format!("{}:{}", self.prefix, self.operation) } else { self.own.to_owned() }
    }

    /// What it is needed for, by resource type; several may be alternatives. None: what it is needed for is not
    /// in the request, or the action takes no resource.
    ///
    /// ```
    /// # #[cfg(feature = "embed")] {
    /// let operation = sayso_catalog::Operations::embedded().find("ec2", "RunInstances").next().unwrap();
    /// let mut types = operation.actions().next().unwrap().templates().map(|it| it.resource_type);
    /// assert!(types.any(|name| name == "subnet"));
    /// # }
    /// ```
    pub fn templates(&self) -> impl Iterator<Item = ResourceTemplate<'a>> + use<'a> {
        let (text, mut rest) = (self.text, self.templates);
        std::iter::from_fn(
            move || {
                if rest.is_empty() { None } else { ResourceTemplate::next(text, &mut rest).ok() }
            },
        )
    }
}

impl<'a> ResourceTemplate<'a> {
    fn next(text: Text<'a>, input: &mut Cursor<'a>) -> Result<Self, CorruptCatalog> {
        let [resource_type, fields, resource] = [text.next(input)?, text.next(input)?, text.next(input)?];
        Ok(Self { resource_type, fields, resource })
    }
}

impl fmt::Debug for OperationAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OperationAction({})", self.name())
    }
}
