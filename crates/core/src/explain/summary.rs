//! The decision in one sentence.

use super::{Cause, Explanation};
use crate::attached::Layer;
use crate::evaluate::Obstacle;
use crate::policy_type::PolicyType;
use crate::request::ResourceKind;

impl Explanation<'_> {
    /// One sentence: who or what decides.
    ///
    /// ```
    /// # use sayso::{Case, Explanation};
    /// let case: Case = r#"{"principal": "lambda.amazonaws.com", "action": "sts:AssumeRole",
    ///     "resource": "arn:aws:iam::123456789012:role/App"}"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.summary(), "no role trust policy is given, and one has to allow sts:AssumeRole");
    /// ```
    pub fn summary(&self) -> String {
        let action = self.request.action.as_str();
        match self.cause() {
            Cause::Denies(layer) => format!("{} denies this request", self.with_article(layer, "a")),
            Cause::Silent(Layer::Identity)
                if self.policies.identity.is_empty() && !self.policies.resource.is_empty() =>
            {
                format!(
                    "no identity-based policy is given, and the {} does not allow {action} by itself",
                    self.layer_phrase(Layer::Resource)
                )
            }
            Cause::Silent(layer) if self.policies.layer(layer).next().is_none() => {
                format!("no {} is given, and one has to allow {action}", self.layer_phrase(layer))
            }
            Cause::Silent(layer) => format!("{} allows {action} here", self.with_article(layer, "no")),
            Cause::Obstacle(obstacle) => obstacle.sentence().to_owned(),
            Cause::Root => "the root user may do everything in its own account".to_owned(),
            Cause::Settled => "whatever the unknown facts are, this is the decision".to_owned(),
            Cause::Unknown => "the answer depends on facts that are not known".to_owned(),
            Cause::Allows => {
                let layers = self.deciding();
                let layers: Vec<String> =
                    layers.iter().map(|statement| self.with_article(statement.at.layer, "a")).collect();
                let verb = if layers.len() == 1 { "allows" } else { "allow" };
                format!("{} {verb} this request", layers.join(" and "))
            }
        }
    }

    /// What AWS calls the policies of a layer; a trust or key policy by its own name.
    ///
    /// ```
    /// # use sayso::{Case, Explanation, Layer};
    /// let case: Case = r#"{"principal": "arn:aws:iam::123456789012:user/ana", "action": "kms:Decrypt",
    ///     "resource": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    /// }"#.parse().unwrap();
    /// let why = Explanation::new(&case.policies, &case.request);
    /// assert_eq!(why.layer_phrase(Layer::Resource), "key policy");
    /// assert_eq!(why.layer_phrase(Layer::ServiceControl(0)), "service control policy");
    /// ```
    pub fn layer_phrase(&self, layer: Layer) -> &'static str {
        let policy_type = match (layer, self.request.resource.kind) {
            (Layer::ResourceControl(_), _) => PolicyType::ResourceControl,
            (Layer::ServiceControl(_), _) => PolicyType::ServiceControl,
            (Layer::VpcEndpoint, _) => PolicyType::VpcEndpoint,
            (Layer::Resource, ResourceKind::RoleTrust) => PolicyType::RoleTrust,
            (Layer::Resource, ResourceKind::KmsKey) => PolicyType::KmsKey,
            (Layer::Resource, ResourceKind::Other) => PolicyType::Resource,
            (Layer::Identity, _) => PolicyType::Identity,
            (Layer::PermissionsBoundary, _) => PolicyType::PermissionsBoundary,
            (Layer::Session, _) => PolicyType::Session,
        };
        policy_type.phrase()
    }

    /// `an identity-based policy`, `no service control policy of level root`.
    fn with_article(&self, layer: Layer, article: &str) -> String {
        let article = match (article, layer) {
            ("a", Layer::Identity) => "an",
            // There is at most one of these.
            ("a", Layer::PermissionsBoundary | Layer::VpcEndpoint) => "the",
            _ => article,
        };
        let level = match self.policies.level_name(layer) {
            Some(name) => format!(" of level `{name}`"),
            None => String::new(),
        };
        format!("{article} {}{level}", self.layer_phrase(layer))
    }
}

/// Why policies that were given bind nobody here.
pub(super) fn idle(explanation: &Explanation<'_>, layer: Layer) -> String {
    let request = explanation.request();
    let why = match layer {
        Layer::ServiceControl(_) if request.principal.account_is_management => {
            "they do not bind the management account"
        }
        Layer::ServiceControl(_) => "they do not bind this kind of caller",
        Layer::ResourceControl(_) if request.resource.account_is_management => {
            "they do not bind resources of the management account"
        }
        Layer::ResourceControl(_) => "they do not bind this call",
        Layer::Resource => "passing a role is decided by identity policies alone",
        _ => "this kind of caller has none",
    };
    format!("the {} given has no part in this decision: {why}", explanation.layer_phrase(layer))
}

impl Obstacle {
    /// What prevents the call, in a sentence.
    ///
    /// ```
    /// use sayso::evaluate::Obstacle;
    ///
    /// assert_eq!(
    ///     Obstacle::KmsAcrossAccounts.sentence(),
    ///     "this operation on a KMS key does not work across accounts"
    /// );
    /// ```
    pub fn sentence(self) -> &'static str {
        match self {
            Self::SessionToken => {
                "credentials of GetSessionToken cannot call IAM without MFA, nor STS but AssumeRole and GetCallerIdentity"
            }
            Self::Partitions => {
                "caller and resource are in different partitions, which cannot trust each other"
            }
            Self::PassRole => "a role can be passed only by a caller of its own account",
            Self::KmsAcrossAccounts => "this operation on a KMS key does not work across accounts",
            Self::NoSessionPolicy => "a GetFederationToken session without session policy has no permissions",
        }
    }
}
