//! Whole accounts from files: dumps, the organization, resource policies.

use std::path::Path;

use clap::Args;
use sayso::account::{Entity, Inventory, InventoryBuilder};
use sayso::harmless::one_line;
use sayso::{Action, Context, Diagnostic, Limits, Source, no_action};
use sayso_catalog::{ManagedPolicies, ServiceReference};

use super::context::ContextFlags;
use super::loader::Loader;
use super::{Failure, files, text};
use crate::exit::Exit;
use crate::output::Progress;
use crate::render::failure;

/// The names that have a layout of their own in a folder.
const ORGANIZATION: &str = "organization.json";
const RESOURCES: &str = "resources.json";

#[derive(Debug, Args)]
#[command(next_help_heading = "Account")]
pub(crate) struct AccountArgs {
    /// What `aws iam get-account-authorization-details` prints: a file, or a folder of such files; several
    /// accounts and pages are merged
    #[arg(long, value_name = "PATH", required = true)]
    account: Vec<String>,
    /// The organization: organization.json or its folder, or a folder of what `aws organizations` prints
    #[arg(long, value_name = "PATH")]
    org: Option<String>,
    /// Policies of resources: a JSON file of policies by ARN, or a folder with resources.json
    #[arg(long, value_name = "PATH")]
    resource_policies: Option<String>,
    /// Largest file accepted, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 1_000_000_000)]
    max_bytes: usize,
}

/// What was loaded, and how well.
pub(crate) struct Loaded {
    pub(crate) inventory: Inventory,
    /// [`Exit::Invalid`] where something was broken; that was told.
    pub(crate) exit: Exit,
}

impl AccountArgs {
    /// Whether an account is named, for verbs that can do without.
    pub(crate) fn is_given(&self) -> bool {
        !self.account.is_empty()
    }

    /// Loads all files; what is wrong with them goes to standard error, and the rest is kept.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        let limits = Limits { bytes: self.max_bytes, ..Limits::default() };
        let mut reading =
            Reading { builder: InventoryBuilder::new(limits), max: self.max_bytes, failures: Vec::new() };
        for path in &self.account {
            for source in reading.below(path) {
                reading.builder.add_dump(&source);
            }
        }
        if let Some(path) = &self.org {
            reading.organization(path);
        }
        if let Some(path) = &self.resource_policies {
            reading.resources(path);
        }
        let (inventory, faults) = reading.builder.finish(&ManagedPolicies::embedded());
        let mut failures = reading.failures;
        let is_broken = !failures.is_empty() || faults.iter().any(is_error);
        failures.extend((!faults.is_empty()).then_some(Failure::Faults(faults)));
        if inventory.entities().len() == 0 {
            failures.iter().for_each(failure::print);
            return Err(Failure::Message(
                "no user and no role was found in what `--account` names".to_owned(),
            ));
        }
        failures.iter().for_each(failure::print);
        Ok(Loaded { inventory, exit: if is_broken { Exit::Invalid } else { Exit::Success } })
    }
}

fn is_error(fault: &Diagnostic) -> bool {
    fault.severity == sayso::Severity::Error
}

struct Reading {
    builder: InventoryBuilder,
    max: usize,
    failures: Vec<Failure>,
}

impl Reading {
    /// Of a file that is not UTF-8 what stands before that.
    fn read(&mut self, path: &str) -> Option<Source> {
        let failure = match text::read(path, self.max) {
            Ok(source) => return Some(source),
            Err(failure) => failure,
        };
        let before = match &failure {
            Failure::Faults(faults) => faults.first().map(|fault| fault.source.clone()),
            Failure::Message(_) => None,
        };
        self.failures.push(failure);
        before.filter(|source| source.text().trim_start().starts_with(['{', '[']))
    }

    fn below(&mut self, path: &str) -> Vec<Source> {
        let found = if path == "-" {
            files::Found { files: vec![path.to_owned()], ..files::Found::default() }
        } else {
            files::json_below(path)
        };
        self.failures.extend(found.faults.into_iter().map(|(_, message)| Failure::Message(message)));
        let progress = Progress::new("files read", found.files.len());
        let read = found.files.iter().filter_map(|file| {
            let source = self.read(file);
            progress.step();
            source
        });
        read.collect()
    }

    fn organization(&mut self, path: &str) {
        let folder = Path::new(path);
        let own = if folder.is_dir() { folder.join(ORGANIZATION) } else { folder.to_owned() };
        if !own.is_file() && folder.is_dir() {
            let files = self.below(path);
            self.builder.add_organization_listings(&files);
        } else if let Some(source) = self.read(&own.to_string_lossy()) {
            let loader = self.loader(&own);
            self.builder.add_organization(&source, &loader);
        }
    }

    fn resources(&mut self, path: &str) {
        let folder = Path::new(path);
        let own = if folder.is_dir() { folder.join(RESOURCES) } else { folder.to_owned() };
        if own.is_file() || !folder.is_dir() {
            let Some(source) = self.read(&own.to_string_lossy()) else { return };
            let loader = self.loader(&own);
            return self.builder.add_resource_policies(&source, &loader);
        }
        for source in self.below(path) {
            let loader = self.loader(Path::new(source.name()));
            self.builder.add_resource_policies(&source, &loader);
        }
    }

    /// Policies are named from the file's folder.
    fn loader(&self, file: &Path) -> Loader {
        Loader { folder: file.parent().unwrap_or(Path::new("")).to_owned(), max_bytes: self.max }
    }
}

/// A user or role by name.
pub(crate) fn entity<'a>(inventory: &'a Inventory, name: &str) -> Result<&'a Entity, Failure> {
    inventory.entity(name).map_err(|error| Failure::Message(error.to_string()))
}

/// An action by its name, with a warning where the catalogue has none: it may be newer than the data, or misspelt.
pub(crate) fn action(name: &str) -> Result<Action<'_>, Failure> {
    let action = Action::new(name).map_err(|error| error.to_string())?;
    let reference = ServiceReference::embedded();
    if reference.action(name).is_none() {
        anstream::eprintln!("warning: {}", one_line(no_action(name, &reference)));
    }
    Ok(action)
}

/// What flags say of the circumstances; warnings are told at once.
pub(crate) fn context(
    flags: &ContextFlags,
    inventory: &Inventory,
    entity: Option<&Entity>,
) -> Result<Context<'static>, Failure> {
    let nobody = sayso::Principal::named("anonymous", "session").map_err(|error| error.to_string())?;
    let principal = entity.map_or(nobody, |entity| inventory.principal(entity, "session"));
    let mut built = flags.build_open(&principal)?;
    for warning in &built.warnings {
        anstream::eprintln!("warning: {}", one_line(warning));
    }
    built.context.set_unlisted_unknown(!flags.is_closed());
    Ok(built.context)
}
