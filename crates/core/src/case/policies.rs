//! The policies of a case: inline, or by a reference that a loader resolves.

use std::sync::Arc;

use super::fields::{Fields, LEVEL, POLICIES, items};
use crate::attached::{AttachedPolicies, IdentityPolicy, Level};
use crate::diagnostic::Diagnostic;
use crate::document::PolicyDocument;
use crate::json::{Limits, Node, Value};
use crate::policy::Policy;
use crate::policy_type::PolicyType;
use crate::request::ResourceKind;
use crate::source::Source;

/// Finds the policies that cases name: files, managed policies, editors of a page. The core itself opens
/// nothing.
///
/// ```
/// use sayso::{PolicyLoader, Source, case::LoadError};
///
/// struct Managed;
/// impl PolicyLoader for Managed {
///     fn load(&self, reference: &str) -> Result<Source, LoadError> {
///         let missing = || LoadError::Missing(format!("no managed policy `{reference}`"));
///         let name = reference.strip_prefix("managed:").ok_or_else(missing)?;
///         let policy = sayso_catalog::ManagedPolicies::embedded().find(name).ok_or_else(missing)?;
///         Ok(Source::new(reference, policy.document_json()))
///     }
/// }
/// assert!(Managed.load("managed:ReadOnlyAccess").unwrap().text().contains("s3:Get*"));
/// assert!(Managed.load("role.json").is_err());
/// ```
pub trait PolicyLoader {
    /// The text that `reference` names.
    ///
    /// It is asked once for each reference and type of a file. A scenario's file decides what a reference
    /// means: for the command line it is a path from the file's folder, or `managed:NAME`.
    ///
    /// # Errors
    /// Why it can't be had, as a diagnostic in the text itself or as a message.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use sayso::{PolicyLoader, Source, case::LoadError};
    ///
    /// struct Editors(BTreeMap<&'static str, &'static str>);
    /// impl PolicyLoader for Editors {
    ///     fn load(&self, reference: &str) -> Result<Source, LoadError> {
    ///         match self.0.get(reference) {
    ///             Some(text) => Ok(Source::new(reference, *text)),
    ///             None => Err(LoadError::Missing("no such tab".to_owned())),
    ///         }
    ///     }
    /// }
    /// let editors = Editors(BTreeMap::from([("role.json", r#"{"Statement": []}"#)]));
    /// assert_eq!(editors.load("role.json").unwrap().name(), "role.json");
    /// ```
    fn load(&self, reference: &str) -> Result<Source, LoadError>;

    /// The ARN of the policy that `reference` names, which messages tell as AWS's do, where it has one.
    ///
    /// ```
    /// # use sayso::{PolicyLoader, Source, case::LoadError};
    /// # struct Files;
    /// # impl PolicyLoader for Files {
    /// #     fn load(&self, reference: &str) -> Result<Source, LoadError> { Ok(Source::new(reference, "{}")) }
    /// # }
    /// // A file has none.
    /// assert_eq!(Files.arn("role.json"), None);
    /// ```
    fn arn(&self, _reference: &str) -> Option<String> {
        None
    }

    /// The policy that `reference` names, or why it does not compile, where that is known: an editor keeps what
    /// it compiled. Otherwise the text is loaded and compiled.
    ///
    /// ```
    /// # use sayso::{PolicyLoader, PolicyType, Source, case::LoadError};
    /// # struct Files;
    /// # impl PolicyLoader for Files {
    /// #     fn load(&self, reference: &str) -> Result<Source, LoadError> { Ok(Source::new(reference, "{}")) }
    /// # }
    /// // Files are read anew.
    /// assert!(Files.compiled("role.json", PolicyType::Identity).is_none());
    /// ```
    fn compiled(
        &self,
        _reference: &str,
        _policy_type: PolicyType,
    ) -> Option<Result<Arc<Policy>, Vec<Diagnostic>>> {
        None
    }
}

/// Why a referenced policy can't be had.
///
/// ```
/// use sayso::{Source, case::LoadError};
///
/// // What bytes are no text has a place of its own.
/// let read = |bytes: &[u8]| Source::from_bytes("role.json", bytes.to_vec()).map_err(LoadError::Unreadable);
/// let Err(LoadError::Unreadable(diagnostic)) = read(b"{\xff}") else { panic!() };
/// assert_eq!(diagnostic.to_string().split(": ").next(), Some("role.json:1:2"));
/// ```
#[derive(Debug, Clone)]
pub enum LoadError {
    /// The text can't be read; said at the reference.
    Missing(String),
    /// The text is no text; said at its place.
    Unreadable(Diagnostic),
}

/// Compiles each policy of a file once, however many cases share it.
pub(super) struct PolicyReader<'s> {
    source: &'s Source,
    limits: &'s Limits,
    loader: &'s dyn PolicyLoader,
    /// By reference or place, and type; in order.
    compiled: Vec<(String, PolicyType, Arc<Policy>)>,
}

type Read<T> = Result<T, Vec<Diagnostic>>;

impl<'s> PolicyReader<'s> {
    pub(super) fn new(source: &'s Source, limits: &'s Limits, loader: &'s dyn PolicyLoader) -> Self {
        Self { source, limits, loader, compiled: Vec::new() }
    }

    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    /// The policies that objects name, outermost first. A type that an inner object names replaces
    /// that of the outer ones, which is not even read.
    pub(super) fn read(&mut self, objects: &[&Fields<'_, '_>], kind: ResourceKind) -> Read<AttachedPolicies> {
        let mut named = Vec::new();
        for node in objects.iter().rev().filter_map(|object| object.get("policies")) {
            let fields = Fields::of(self.source, node, "policies").map_err(one)?;
            fields.check(&POLICIES).map_err(one)?;
            named.push(fields);
        }
        let innermost = |name: &str| named.iter().find_map(|fields| fields.get(name));
        let has_identity =
            |fields: &&Fields<'_, '_>| fields.get("identity").or(fields.get("groups")).is_some();
        let mut policies = AttachedPolicies::default();
        if let Some(fields) = named.iter().find(has_identity) {
            policies.identity = self.identity(fields)?;
        }
        if let Some(node) = innermost("resource") {
            policies.resource = self.list(node, kind.policy_type())?;
        }
        if let Some(node) = innermost("session") {
            policies.session = self.list(node, PolicyType::Session)?;
        }
        if let Some(node) = innermost("boundary") {
            policies.permissions_boundary = self.single(node, PolicyType::PermissionsBoundary)?;
        }
        if let Some(node) = innermost("vpcEndpoint") {
            policies.vpc_endpoint = self.single(node, PolicyType::VpcEndpoint)?;
        }
        if let Some(node) = innermost("scps") {
            policies.service_control = self.levels(node, PolicyType::ServiceControl)?;
        }
        if let Some(node) = innermost("rcps") {
            policies.resource_control = self.levels(node, PolicyType::ResourceControl)?;
        }
        Ok(policies)
    }

    fn identity(&mut self, fields: &Fields<'_, '_>) -> Read<Vec<IdentityPolicy>> {
        let mut policies = Vec::new();
        if let Some(node) = fields.get("identity") {
            policies.extend(self.list(node, PolicyType::Identity)?.into_iter().map(IdentityPolicy::from));
        }
        if let Some(node) = fields.get("groups") {
            for group in Fields::of(self.source, node, "groups by name").map_err(one)?.members() {
                let name: Arc<str> = Arc::from(&*group.key.value);
                for policy in self.list(&group.value, PolicyType::Identity)? {
                    policies.push(IdentityPolicy { policy, group: Some(name.clone()) });
                }
            }
        }
        Ok(policies)
    }

    fn list(&mut self, node: &Node<'_>, policy_type: PolicyType) -> Read<Vec<Arc<Policy>>> {
        items(node).map(|item| self.policy(item, policy_type)).collect()
    }

    fn single(&mut self, node: &Node<'_>, policy_type: PolicyType) -> Read<Option<Arc<Policy>>> {
        match &node.value {
            Value::Null => Ok(None),
            _ => self.policy(node, policy_type).map(Some),
        }
    }

    fn levels(&mut self, node: &Node<'_>, policy_type: PolicyType) -> Read<Vec<Level>> {
        (0..).zip(items(node)).map(|(at, level)| self.level(at, level, policy_type)).collect()
    }

    /// A level is an object with `policies`, or a single policy.
    fn level(&mut self, at: u32, node: &Node<'_>, policy_type: PolicyType) -> Read<Level> {
        if let Ok(fields) = Fields::of(self.source, node, "a level")
            && let Some(policies) = fields.get("policies")
        {
            fields.check(&LEVEL).map_err(one)?;
            let name = fields.owned("level").map_err(one)?.unwrap_or_else(|| level_name(at));
            return Ok(Level { name, policies: self.list(policies, policy_type)? });
        }
        Ok(Level { name: level_name(at), policies: vec![self.policy(node, policy_type)?] })
    }

    fn policy(&mut self, node: &Node<'_>, policy_type: PolicyType) -> Read<Arc<Policy>> {
        let key = match &node.value {
            Value::String(reference) => reference.to_string(),
            _ => format!("\0{}", node.span.start),
        };
        let order = |(known, of, _): &(String, PolicyType, _)| (known, of).cmp(&(&key, &policy_type));
        let place = self.compiled.binary_search_by(order);
        if let Ok(place) = place
            && let Some((.., policy)) = self.compiled.get(place)
        {
            return Ok(policy.clone());
        }
        if let Value::String(reference) = &node.value
            && let Some(policy) = self.loader.compiled(reference, policy_type)
        {
            return policy;
        }
        let document = match &node.value {
            Value::String(reference) => {
                let loaded = self.loader.load(reference).map_err(|error| one(self.unloaded(node, error)))?;
                PolicyDocument::parse(&loaded, self.limits)
            }
            _ => PolicyDocument::from_node(self.source, node, self.limits),
        };
        let mut policy = Policy::compile(Arc::new(document), policy_type)?;
        if let Value::String(reference) = &node.value
            && let Some(arn) = self.loader.arn(reference)
        {
            policy = policy.with_arn(arn);
        }
        let policy = Arc::new(policy);
        self.compiled.insert(place.unwrap_or_else(|place| place), (key, policy_type, policy.clone()));
        Ok(policy)
    }

    fn unloaded(&self, node: &Node<'_>, error: LoadError) -> Diagnostic {
        match error {
            LoadError::Missing(message) => {
                Diagnostic::error("POLICY_NOT_FOUND", self.source, node.span, message)
            }
            LoadError::Unreadable(diagnostic) => diagnostic,
        }
    }
}

fn level_name(at: u32) -> String {
    if at == 0 { "root".to_owned() } else { format!("level {}", at + 1) }
}

fn one(diagnostic: Diagnostic) -> Vec<Diagnostic> {
    vec![diagnostic]
}
