//! Every policy in a file, whatever the file is: policies, templates, plans, manifests, dumps. Positions are those
//! of the file, and what nobody can know before deployment is unknown, never guessed.

mod dump;
mod finder;
mod hints;
mod intrinsic;
mod kind;
mod kubernetes;
mod plain;
mod plan;
mod reach;
mod template;
mod terraform;
#[cfg(test)]
mod tests;

use sayso::json::{self, Limits, Node, Value};
use sayso::{Diagnostic, PolicyDocument, PolicyType, Source};

use super::{Failure, yaml};
use finder::{Finder, Syntax};

/// One policy of a file.
#[derive(Debug)]
pub(crate) struct Found {
    /// The policy, its spans in the file.
    pub(crate) document: PolicyDocument,
    /// Told by where it stands, else by what it says.
    pub(crate) policy_type: PolicyType,
    /// JSON pointer of the policy in the file, empty for the whole of it; in HCL the address.
    pub(crate) pointer: String,
    /// What it is, for people: ``AWS::IAM::Role `AppRole`, trust policy``.
    pub(crate) label: String,
    /// What it is attached to, which decides its quotas.
    pub(crate) attachment: Attachment,
}

/// What a policy is attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Attachment {
    /// A managed policy.
    Managed,
    /// Inline in a user.
    InlineUser,
    /// Inline in a group.
    InlineGroup,
    /// Inline in a role.
    InlineRole,
    /// A role, as its trust policy.
    Trust,
    /// A resource of this type, in CloudFormation's words: `AWS::S3::Bucket`.
    Resource(&'static str),
    /// An organization, as SCP.
    Scp,
    /// An organization, as RCP.
    Rcp,
    /// A user or role, as permissions boundary.
    Boundary,
    /// A session.
    Session,
    /// A VPC endpoint.
    Endpoint,
    /// Nothing tells.
    Unknown,
}

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct FoundAll {
    /// The policies, in the order of the file.
    pub(crate) policies: Vec<Found>,
    /// Places of policies, or parts of them, that are dynamic and were not checked.
    pub(crate) not_static: Vec<Diagnostic>,
}

/// Words without one of which a text holds no policy, and is not parsed: other people's files have faults of
/// their own, such as manifests with `{{ … }}` in them.
const MARKS: [&str; 6] =
    ["Statement", "AWS::", "resource_changes", "services.k8s.aws", "upbound.io", "crossplane.io"];

/// The same of HCL and its JSON syntax, which names every argument that is a policy so.
const HCL_MARKS: [&str; 3] = ["policy", "policies", "content"];

/// Finds every policy in `source`; none where the file holds none. `policy_type` is what plain policies, of which
/// nothing around them tells the type, are taken for.
///
/// # Errors
/// The text is not what its name or its beginning says: JSON, YAML or HCL.
pub(crate) fn policies(
    source: &Source,
    limits: &Limits,
    policy_type: Option<PolicyType>,
) -> Result<FoundAll, Failure> {
    let text = source.text();
    let extension = source.name().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let is_hcl = matches!(extension.as_deref(), Some("tf" | "tofu"));
    let name = source.name().to_ascii_lowercase();
    let is_hcl_json = name.ends_with(".tf.json") || name.ends_with(".tofu.json");
    let marks: &[&str] = if is_hcl || is_hcl_json { &HCL_MARKS } else { &MARKS };
    if !marks.iter().any(|mark| text.contains(mark)) {
        return Ok(FoundAll::default());
    }
    let mut finder = Finder::new(source, limits, policy_type);
    let in_brackets = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    match extension.as_deref() {
        _ if is_hcl => terraform::find(&mut finder)?,
        _ if is_hcl_json => terraform::json::find(&mut finder, &json::parse(source, limits)?),
        Some("json" | "jsonc") => document(&mut finder, &json::parse(source, limits)?),
        _ if in_brackets => match json::parse(source, limits) {
            Ok(node) => document(&mut finder, &node),
            // JSON-like YAML, such as templates with a comment.
            Err(fault) => documents(&mut finder).map_err(|_| fault)?,
        },
        _ => documents(&mut finder)?,
    }
    Ok(finder.finish())
}

/// Policies with their types, and what is not static.
type Read = (Vec<(PolicyDocument, PolicyType)>, Vec<Diagnostic>);

/// The door of the fuzzers: every policy in a file of any kind.
///
/// # Errors
/// The text is not what its name or its beginning says: JSON, YAML or HCL.
pub fn read(source: &Source, limits: &Limits) -> Result<Read, Failure> {
    let FoundAll { policies, not_static } = policies(source, limits, None)?;
    Ok((policies.into_iter().map(|found| (found.document, found.policy_type)).collect(), not_static))
}

fn documents(finder: &mut Finder<'_>) -> Result<(), Diagnostic> {
    finder.syntax = Syntax::Yaml;
    let (documents, fault) = yaml::parse_template(finder.source, finder.limits);
    if let Some(fault) = fault {
        return Err(fault);
    }
    let several = documents.len() > 1;
    for (number, node) in documents.iter().enumerate() {
        finder.root = if several { format!("/{number}") } else { String::new() };
        document(finder, node);
    }
    Ok(())
}

/// One JSON value or YAML document, by what it looks like.
fn document(finder: &mut Finder<'_>, node: &Node<'_>) {
    if template::is_one(node) {
        template::find(finder, node);
    } else if plan::is_one(node) {
        plan::find(finder, node);
    } else if dump::is_one(node) {
        dump::find(finder, node);
    } else if kubernetes::is_one(node) {
        kubernetes::find(finder, node);
    } else if let Value::Array(items) = &node.value {
        let root = finder.root.clone();
        for (number, item) in items.iter().enumerate() {
            finder.root = format!("{root}/{number}");
            plain::find(finder, item);
        }
    } else {
        plain::find(finder, node);
    }
}
