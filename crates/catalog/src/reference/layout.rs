//! The fields of the tables of rows: one place for the reader and for what packs the file further.

/// A field of a row; numbers are written little end first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// A reference into the text.
    Text,
    /// A number of so many bytes.
    Number(usize),
    /// A number of so many bytes, at least that of the row before.
    Ascending(usize),
    /// The number of an entry of another table, where entries have the order of their first use.
    Entry,
}

pub(crate) const SERVICES: &[Field] =
    &[Field::Text, Field::Text, Field::Ascending(3), Field::Ascending(2), Field::Entry];
pub(crate) const ACTIONS: &[Field] = &[Field::Text, Field::Entry];
pub(crate) const SHAPES: &[Field] = &[Field::Number(1), Field::Entry, Field::Entry, Field::Entry];
pub(crate) const TYPES: &[Field] = &[Field::Text, Field::Entry, Field::Entry];
pub(crate) const KEYS: &[Field] = &[Field::Text, Field::Number(1)];
pub(crate) const PATTERNS: &[Field] = &[Field::Ascending(2)];
pub(crate) const DEPENDENTS: &[Field] = &[Field::Text];

/// The tables in the order of the file.
pub(crate) const TABLES: [&[Field]; 7] = [SERVICES, ACTIONS, SHAPES, TYPES, KEYS, PATTERNS, DEPENDENTS];

impl Field {
    pub(crate) fn width(self) -> usize {
        match self {
            Self::Text => 4,
            Self::Number(width) | Self::Ascending(width) => width,
            Self::Entry => 2,
        }
    }
}

/// The bytes of a row.
pub(crate) fn width(fields: &[Field]) -> usize {
    fields.iter().map(|field| field.width()).sum()
}
