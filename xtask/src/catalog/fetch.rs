//! Packages from the Python registry, by its ordinary client.

use std::fmt;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use zip::ZipArchive;

/// A package pinned to one wheel.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) sha256: &'static str,
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// Downloads the wheels into `folder`; pip refuses one whose hash is not the pinned one.
pub(crate) fn download(packages: &[Package], folder: &Path) -> Result<()> {
    let pin = |package: &Package| {
        format!("{}=={} --hash=sha256:{}\n", package.name, package.version, package.sha256)
    };
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, packages.iter().map(pin).collect::<String>())?;
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"])
        .args(["--only-binary=:all:", "--require-hashes"])
        .arg("--dest")
        .arg(folder)
        .arg("--requirement")
        .arg(&requirements)
        .status()
        .context("run python3 -m pip")?;
    ensure!(status.success(), "pip download failed ({status})");
    Ok(())
}

/// A downloaded package. A wheel is a zip archive.
pub(crate) struct Wheel {
    package: &'static Package,
    archive: ZipArchive<File>,
}

impl Wheel {
    pub(crate) fn open(folder: &Path, package: &'static Package) -> Result<Self> {
        let start = format!("{}-{}-", package.name, package.version);
        let wheel = fs::read_dir(folder)?
            .filter_map(Result::ok)
            .find(|entry| entry.file_name().to_string_lossy().starts_with(&start))
            .with_context(|| format!("no wheel of {package} was downloaded"))?;
        Ok(Self { package, archive: ZipArchive::new(File::open(wheel.path())?)? })
    }

    /// The paths of its files.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()))
    }

    /// The text of one of its files.
    pub(crate) fn read(&mut self, file: &str) -> Result<String> {
        String::from_utf8(self.bytes(file)?).with_context(|| format!("{file} is not UTF-8"))
    }

    /// The JSON of one of its files.
    pub(crate) fn json<T: DeserializeOwned>(&mut self, file: &str) -> Result<T> {
        let text = self.read(file)?;
        serde_json::from_str(&text).with_context(|| format!("{file} of {}", self.package))
    }

    pub(crate) fn bytes(&mut self, file: &str) -> Result<Vec<u8>> {
        let package = self.package;
        let mut bytes = Vec::new();
        self.archive
            .by_name(file)
            .with_context(|| format!("{package} has no {file} any more"))?
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
