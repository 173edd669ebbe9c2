//! From files to an inventory, and what there is to say about each file.

use std::cell::RefCell;
use std::collections::BTreeSet;

use sayso::account::InventoryBuilder;
use sayso::json::{self, Node};
use sayso::{Diagnostic, Limits, Severity, Source};
use sayso_catalog::ManagedPolicies;

use super::owner::{self, Ownerless};
use super::report::{Report, report, told};
use super::shape::{self, Shape, get, string};
use super::{Account, Files};

/// The longest file: beyond, a browser has no room to work.
const MOST_BYTES: usize = 500_000_000;
impl Account {
    /// Makes an inventory of all that was added; what is broken is told, and the rest is kept.
    pub(crate) fn open(&mut self, managed: Option<&ManagedPolicies<'static>>) -> Result<Report, String> {
        let managed = managed.ok_or("AWS's managed policies are not loaded yet")?;
        let limits = Limits { bytes: MOST_BYTES, ..Limits::default() };
        let mut shapes = Vec::with_capacity(self.files.len());
        let mut adding = Adding::new(&self.files, limits);
        for file in &self.files {
            shapes.push(adding.file(file));
        }
        adding.rest();
        let (inventory, faults) = adding.builder.finish(managed);
        let mut faults: Vec<Diagnostic> = adding.faults.into_iter().chain(faults).collect();
        let files = self.files.iter().zip(shapes);
        let files = files.map(|(file, shape)| told(file, shape, &mut faults)).collect();
        let report = report(files, &inventory);
        self.opened = Some(super::Opened::new(inventory));
        Ok(report)
    }
}

struct Adding<'f> {
    files: &'f [Source],
    limits: Limits,
    builder: InventoryBuilder,
    listings: Vec<Source>,
    /// Policies that no other file has named so far.
    policies: Vec<Source>,
    used: RefCell<BTreeSet<String>>,
    faults: Vec<Diagnostic>,
}

impl<'f> Adding<'f> {
    fn new(files: &'f [Source], limits: Limits) -> Self {
        Self {
            files,
            limits,
            builder: InventoryBuilder::new(limits),
            listings: Vec::new(),
            policies: Vec::new(),
            used: RefCell::default(),
            faults: Vec::new(),
        }
    }

    fn file(&mut self, file: &'f Source) -> Shape {
        let node = match json::parse(file, &self.limits) {
            Ok(node) => node,
            Err(fault) => {
                self.faults.push(fault);
                return Shape::Unknown;
            }
        };
        let shape = shape::of(&node);
        match shape {
            Shape::Dump => self.builder.add_dump(file),
            Shape::Organization => {
                self.builder.add_organization(file, &Files::of(self.files, &self.used, file));
            }
            Shape::ResourcePolicies => {
                self.builder.add_resource_policies(file, &Files::of(self.files, &self.used, file));
            }
            Shape::Listing => self.listings.push(file.clone()),
            Shape::Policy => self.policies.push(file.clone()),
            Shape::PolicyOutput => self.policies.extend(inner(file, &node)),
            Shape::Unknown => self.fault(
                file,
                &node,
                "neither a dump of an account, nor an organization, nor policies of resources",
                Severity::Error,
            ),
        }
        shape
    }

    /// What only makes sense once all files were seen.
    fn rest(&mut self) {
        if !self.listings.is_empty() {
            self.builder.add_organization_listings(&self.listings);
        }
        for policy in std::mem::take(&mut self.policies) {
            if !self.used.borrow().contains(policy.name()) {
                self.unnamed(&policy);
            }
        }
    }

    /// A policy that stands for itself.
    fn unnamed(&mut self, policy: &Source) {
        let node = match json::parse(policy, &self.limits) {
            Ok(node) => node,
            Err(fault) => return self.faults.push(fault),
        };
        match owner::of(&node) {
            Ok(arn) => {
                let named = serde_json::json!({ arn: "it" }).to_string();
                self.builder.add_resource_policies(&Source::new(policy.name(), named), &Only(policy));
            }
            Err(Ownerless::Untold) => self.fault(
                policy,
                &node,
                "it does not say whose policy this is: write `{\"ARN of the resource\": …}` around it",
                Severity::Error,
            ),
            Err(Ownerless::NoResourcePolicy) => {
                self.fault(
                    policy,
                    &node,
                    "no other file names this policy: it is left out",
                    Severity::Warning,
                );
            }
        }
    }

    fn fault(&mut self, file: &Source, node: &Node<'_>, message: &str, severity: Severity) {
        let mut fault =
            Diagnostic::error("UNUSED_FILE", file, sayso::Span::at(node.span.range().start), message);
        fault.severity = severity;
        self.faults.push(fault);
    }
}

/// The policy in what `get-bucket-policy` prints; its places are those of its own text.
fn inner(file: &Source, node: &Node<'_>) -> Option<Source> {
    get(node, "Policy").and_then(string).map(|text| Source::new(file.name(), text))
}

/// One policy, whatever it is called.
struct Only<'p>(&'p Source);

impl sayso::PolicyLoader for Only<'_> {
    fn load(&self, _reference: &str) -> Result<Source, sayso::case::LoadError> {
        Ok(self.0.clone())
    }
}
