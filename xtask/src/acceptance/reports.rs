//! The reports, read by those for whom they are written.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use super::binary::Binary;
use super::venv::Venv;

const READERS: [&str; 1] = ["junitparser==5.0.3"];
const COUNT: &str = "
import sys
from junitparser import JUnitXml
report = JUnitXml.fromfile(sys.argv[1])
print(report.tests, report.failures, report.errors)
";

pub(super) fn run(sayso: &Binary) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let policy = |action: &str| {
        format!(
            "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\",\n\
             \"Action\": \"{action}\", \"Resource\": \"arn:aws:s3:::reports/*\"}}]}}\n"
        )
    };
    fs::write(folder.join("a<b>&.json"), policy("s3:HeadObject"))?;
    fs::write(folder.join("good.json"), policy("s3:GetObject"))?;
    let output = sayso.run(folder, &["lint", "--no-config", "--format", "junit", "."])?;
    ensure!(output.status.code() == Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let file = folder.join("report.xml");
    fs::write(&file, &output.stdout)?;

    let readers = Venv::with("readers", &READERS)?;
    let read = readers.command("python").args(["-c", COUNT]).arg(&file).output();
    let read = read.context("python does not start")?;
    ensure!(read.status.success(), "junitparser: {}", String::from_utf8_lossy(&read.stderr));
    let counts = String::from_utf8(read.stdout)?;
    ensure!(counts.trim() == "2 1 0", "junitparser reads {counts}");
    println!("junitparser reads the report: two policies, one of them failed");
    Ok(())
}
