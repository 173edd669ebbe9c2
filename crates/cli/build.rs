//! Embeds the gallery: writes a table of the files below `policies`, so that a new folder there is a new
//! example without another word.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let policies = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../policies").canonicalize()?;
    println!("cargo:rerun-if-changed={}", policies.display());
    let mut table = String::from("&[\n");
    for folder in sorted(&policies)?.iter().filter(|path| path.is_dir()) {
        let _ = writeln!(table, "Example {{ slug: {:?}, files: &[", name(folder));
        for file in sorted(folder)?.iter().filter(|path| path.is_file()) {
            let path = file.to_string_lossy();
            let _ = writeln!(table, "File {{ name: {:?}, text: include_str!({path:?}) }},", name(file));
        }
        table.push_str("] },\n");
    }
    table.push_str("]\n");
    fs::write(Path::new(&variable("OUT_DIR")?).join("gallery.rs"), table)
}

/// What a folder holds by name, without hidden files.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<PathBuf>> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = entries?;
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(io::Error::other)
}
