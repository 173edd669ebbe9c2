//! Addresses of files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The path of a `file:` address; of another kind, such as a text that was never saved, its last part alone.
pub(super) fn to_path(uri: &str, language: &str) -> PathBuf {
    let Some(rest) = uri.strip_prefix("file://") else {
        let name = uri.rsplit(['/', ':']).next().unwrap_or_default();
        return PathBuf::from(named(&decoded(name), language));
    };
    let path = decoded(rest.get(rest.find('/').unwrap_or(0)..).unwrap_or_default());
    // `/c:/policies` on Windows.
    let is_drive = path.as_bytes().get(2) == Some(&b':') && cfg!(windows);
    PathBuf::from(if is_drive { path.get(1..).unwrap_or_default() } else { &path })
}

/// A name that ends as those of its language do, which tells how it is read.
fn named(name: &str, language: &str) -> String {
    match language {
        _ if name.contains('.') => name.to_owned(),
        "terraform" | "hcl" | "opentofu" => format!("{name}.tf"),
        "yaml" => format!("{name}.yaml"),
        _ => format!("{name}.json"),
    }
}

/// The address of a file.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = match code {
            Some(byte) => {
                bytes.push(byte);
                after.get(2..).unwrap_or_default()
            }
            None => {
                bytes.push(b'%');
                after
            }
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_paths_and_back() {
        let path = Path::new("/a b/é%/r\u{f6}le.json");
        assert_eq!(to_path(&of_path(path), "json"), path);
        for (uri, language, expected) in [
            ("file:///p/role.json", "json", "/p/role.json"),
            ("file://host/p/a%20b.tf", "terraform", "/p/a b.tf"),
            ("untitled:Untitled-1", "terraform", "Untitled-1.tf"),
            ("untitled:Untitled-1", "", "Untitled-1.json"),
            ("file:///%zz%", "json", "/%zz%"),
            ("", "", ".json"),
        ] {
            assert_eq!(to_path(uri, language), Path::new(expected), "{uri}");
        }
    }
}
