//! The tables that are text. A binary carries them; a page, whose engine is loaded before it can do anything, has
//! them sent with the services.

use std::sync::OnceLock;

use crate::error::CorruptCatalog;

/// A table, by its place in [`TABLES`].
#[derive(Clone, Copy)]
pub(crate) enum Table {
    Operations,
    Levels,
    Principals,
    Escalations,
}

/// The files of this crate's data that [`load_tables`] takes in, in this order, a zero byte behind each.
///
/// ```
/// assert!(sayso_catalog::TABLES.contains(&"operations.txt"));
/// ```
pub const TABLES: [&str; 4] =
    ["operations.txt", "level-overrides.txt", "service-principals.txt", "escalations.tsv"];

type Texts<'t> = [&'t str; TABLES.len()];

#[cfg(feature = "embed")]
static EMBEDDED: Texts<'static> = [
    include_str!("../data/operations.txt"),
    include_str!("../data/level-overrides.txt"),
    include_str!("../data/service-principals.txt"),
    include_str!("../data/escalations.tsv"),
];
#[cfg(not(feature = "embed"))]
static EMBEDDED: Texts<'static> = [""; TABLES.len()];

static LOADED: OnceLock<Texts<'static>> = OnceLock::new();

impl Table {
    /// Empty where nothing is embedded or loaded.
    pub(crate) fn text(self) -> &'static str {
        LOADED.get().unwrap_or(&EMBEDDED).get(self as usize).copied().unwrap_or_default()
    }
}

/// The embedded tables as [`load_tables`] takes them in.
///
/// ```
/// assert!(sayso_catalog::tables().contains("\ns3:HeadObject s3:GetObject\n"));
/// ```
#[cfg(feature = "embed")]
pub fn tables() -> String {
    EMBEDDED.iter().flat_map(|text| [text, "\0"]).collect()
}

/// Takes in the tables at the beginning of `bytes`, for a build without the feature `embed`, and gives what comes
/// after them. Until then [`operation_actions`](crate::operation_actions), [`level_override`](crate::level_override),
/// [`service_principals`](crate::service_principals) and [`escalations`](crate::escalations) know nothing. Only the
/// first time counts; the tables stay for the life of the program.
///
/// # Errors
/// [`CorruptCatalog`] of bytes with fewer tables, or some that are not UTF-8.
///
/// ```
/// assert!(sayso_catalog::load_tables(b"s3:HeadObject s3:GetObject\n\0").is_err());
/// # #[cfg(feature = "embed")] {
/// let sent = sayso_catalog::tables() + "services";
/// assert_eq!(sayso_catalog::load_tables(sent.as_bytes()).unwrap(), b"services");
/// # }
/// ```
pub fn load_tables(bytes: &[u8]) -> Result<&[u8], CorruptCatalog> {
    let mut rest = bytes;
    for _ in TABLES {
        let end = rest.iter().position(|byte| *byte == 0);
        let end = end.ok_or(CorruptCatalog("a table is missing"))?;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    let text = bytes.get(..bytes.len() - rest.len()).unwrap_or_default();
    let text = std::str::from_utf8(text).map_err(|_| CorruptCatalog("its tables are not UTF-8"))?;
    LOADED.get_or_init(|| {
        let mut texts = text.to_owned().leak().split('\0');
        std::array::from_fn(|_| texts.next().unwrap_or_default())
    });
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_back_and_what_follows_them() {
        assert!(EMBEDDED.iter().all(|text| !text.contains('\0') && text.ends_with('\n')));
        let sent = tables() + "services";
        assert_eq!(load_tables(sent.as_bytes()).unwrap(), b"services");
        assert_eq!(*LOADED.get().unwrap(), EMBEDDED);
        assert_eq!(Table::Escalations.text(), EMBEDDED[3]);
    }

    #[test]
    fn as_many_tables_are_asked_for_as_there_are() {
        for wrong in [b"".as_slice(), b"\0\0\0", b"a\0b\0c\0d", b"\xff\0\0\0\0"] {
            assert!(load_tables(wrong).is_err());
        }
    }
}
