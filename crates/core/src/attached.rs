//! The policies in force for a request, by the part each plays.

mod indexed;

use std::sync::Arc;

use crate::policy::Policy;

pub use indexed::IndexedPolicies;
pub(crate) use indexed::LayerIndex;

/// An identity policy and the group it comes through, if any (E06).
///
/// ```
/// use std::sync::Arc;
/// use sayso::{Case, IdentityPolicy, decide, Decision};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let policy = case.policies.identity.remove(0).policy;
/// case.policies.identity.push(IdentityPolicy { policy, group: Some("Developers".into()) });
/// assert_eq!(decide(&case.policies, &case.request), Decision::Allowed);
/// ```
#[derive(Debug, Clone)]
pub struct IdentityPolicy {
    /// The policy.
    pub policy: Arc<Policy>,
    /// The user's group that it is attached to.
    pub group: Option<Arc<str>>,
}

impl From<Arc<Policy>> for IdentityPolicy {
    fn from(policy: Arc<Policy>) -> Self {
        Self { policy, group: None }
    }
}

/// The policies attached at one level of an organization: root, an organizational unit, the account.
///
/// ```
/// use sayso::{Case, Decision, Level, decide};
///
/// let mut case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// assert_eq!(decide(&case.policies, &case.request), Decision::Allowed);
/// // A level of SCPs that holds none allows nothing.
/// case.policies.service_control.push(Level { name: "root".to_owned(), policies: Vec::new() });
/// assert_eq!(decide(&case.policies, &case.request), Decision::ImplicitDeny);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Level {
    /// `root`, an OU's name or the account's id.
    pub name: String,
    /// United: one matching Allow passes the level (E50).
    pub policies: Vec<Arc<Policy>>,
}

/// Everything that is attached. An empty list means that no policy of that type is in force.
///
/// ```
/// use std::sync::Arc;
/// use sayso::{AttachedPolicies, Layer, Limits, Policy, PolicyDocument, PolicyType, Source};
///
/// let source = Source::new("trust.json", r#"{"Statement": {"Effect": "Allow",
///     "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}"#);
/// let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
/// let trust = Arc::new(Policy::compile(document, PolicyType::RoleTrust).unwrap());
/// let policies = AttachedPolicies { resource: vec![trust], ..Default::default() };
/// assert!(policies.layers().eq([Layer::Resource]));
/// ```
#[derive(Debug, Clone, Default)]
pub struct AttachedPolicies {
    /// Of the caller: inline, managed, through groups.
    pub identity: Vec<IdentityPolicy>,
    /// Of the resource; for a role its trust policy, for a KMS key its key policy.
    pub resource: Vec<Arc<Policy>>,
    /// Of the caller, at most one.
    pub permissions_boundary: Option<Arc<Policy>>,
    /// Passed when the caller's session was made; united (E21).
    pub session: Vec<Arc<Policy>>,
    /// SCPs on the path to the caller's account, root first.
    pub service_control: Vec<Level>,
    /// RCPs on the path to the resource's account, root first. `RCPFullAWSAccess` is implied (E60).
    pub resource_control: Vec<Level>,
    /// Of the VPC endpoint that the request comes through.
    pub vpc_endpoint: Option<Arc<Policy>>,
}

/// A layer of evaluation, in the order in which AWS names the one at fault (E07, M06). A number
/// counts levels from the root, 0.
///
/// ```
/// use sayso::Layer;
///
/// let mut at_fault = [Layer::Identity, Layer::ServiceControl(1), Layer::ServiceControl(0)];
/// at_fault.sort();
/// assert_eq!(at_fault, [Layer::ServiceControl(0), Layer::ServiceControl(1), Layer::Identity]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Resource control policies of a level.
    ResourceControl(u32),
    /// Service control policies of a level.
    ServiceControl(u32),
    /// The VPC endpoint policy.
    VpcEndpoint,
    /// Resource, trust or key policy.
    Resource,
    /// Identity policies.
    Identity,
    /// The permissions boundary.
    PermissionsBoundary,
    /// Session policies.
    Session,
}

impl AttachedPolicies {
    /// The policies of one layer, in the order given; none for a level that there is not.
    ///
    /// ```
    /// use sayso::{Case, Layer};
    ///
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"scps": [{"level": "root", "policies": [{"Version": "2012-10-17", "Statement": []}]}]}
    /// }"#.parse().unwrap();
    /// assert_eq!(case.policies.layer(Layer::ServiceControl(0)).count(), 1);
    /// assert_eq!(case.policies.layer(Layer::ServiceControl(1)).count(), 0);
    /// ```
    pub fn layer(&self, layer: Layer) -> impl Iterator<Item = &Arc<Policy>> {
        let identity: &[IdentityPolicy] = if layer == Layer::Identity { &self.identity } else { &[] };
        self.plain(layer).iter().chain(identity.iter().map(|identity| &identity.policy))
    }

    /// The policies of a layer that is not [`Layer::Identity`].
    pub(crate) fn plain(&self, layer: Layer) -> &[Arc<Policy>] {
        fn level(levels: &[Level], at: u32) -> &[Arc<Policy>] {
            levels.get(at as usize).map_or(&[], |level| &level.policies)
        }
        match layer {
            Layer::ResourceControl(at) => level(&self.resource_control, at),
            Layer::ServiceControl(at) => level(&self.service_control, at),
            Layer::VpcEndpoint => self.vpc_endpoint.as_slice(),
            Layer::Resource => &self.resource,
            Layer::Identity => &[],
            Layer::PermissionsBoundary => self.permissions_boundary.as_slice(),
            Layer::Session => &self.session,
        }
    }

    /// The name of an organization's level; `None` for other layers.
    pub(crate) fn level_name(&self, layer: Layer) -> Option<&str> {
        let (levels, at) = match layer {
            Layer::ResourceControl(at) => (&self.resource_control, at),
            Layer::ServiceControl(at) => (&self.service_control, at),
            _ => return None,
        };
        levels.get(at as usize).map(|level| level.name.as_str())
    }

    /// The layers that hold policies, in the order of [`Layer`]; of an organization every level given, empty
    /// ones too.
    ///
    /// ```
    /// use sayso::{Case, Layer};
    ///
    /// let case: Case = r#"{
    ///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
    ///     "policies": {"identity": {"Statement": []}, "scps": [{"level": "root", "policies": []}]}
    /// }"#.parse().unwrap();
    /// assert!(case.policies.layers().eq([Layer::ServiceControl(0), Layer::Identity]));
    /// ```
    pub fn layers(&self) -> impl Iterator<Item = Layer> {
        let levels = |levels: &[Level]| 0..u32::try_from(levels.len()).unwrap_or(u32::MAX);
        let mut layers: Vec<Layer> = levels(&self.resource_control).map(Layer::ResourceControl).collect();
        layers.extend(levels(&self.service_control).map(Layer::ServiceControl));
        for (layer, is_present) in [
            (Layer::VpcEndpoint, self.vpc_endpoint.is_some()),
            (Layer::Resource, !self.resource.is_empty()),
            (Layer::Identity, !self.identity.is_empty()),
            (Layer::PermissionsBoundary, self.permissions_boundary.is_some()),
            (Layer::Session, !self.session.is_empty()),
        ] {
            layers.extend(is_present.then_some(layer));
        }
        layers.into_iter()
    }
}
