//! What AWS's words alone prove. A message names one layer and one reason, in a known order (E07, M03, M06).

use super::{Denial, Field};
use crate::message::{DenialContext, Reason};
use crate::policy_type::PolicyType;

/// What follows from a denial's words, in sentences.
///
/// ```
/// let denial = sayso::denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
///     iam:GetUser on resource: user bob because no identity-based policy allows the iam:GetUser action")
///     .unwrap().remove(0);
/// let proof = denial.proof();
/// assert_eq!(proof.proves[0], "no identity-based policy allows it");
/// assert!(proof.rules_out[0].starts_with("an explicit deny"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// What is so.
    pub proves: Vec<String>,
    /// What is not the cause.
    pub rules_out: Vec<String>,
    /// What the words leave open.
    pub leaves_open: Vec<String>,
}

/// The order in which a reason is named.
const ORDER: [PolicyType; 7] = [
    PolicyType::ResourceControl,
    PolicyType::ServiceControl,
    PolicyType::VpcEndpoint,
    PolicyType::Resource,
    PolicyType::Identity,
    PolicyType::PermissionsBoundary,
    PolicyType::Session,
];

/// The type that stands for a layer in that order.
pub(super) fn layer_of(policy_type: PolicyType) -> PolicyType {
    match policy_type {
        PolicyType::RoleTrust | PolicyType::KmsKey => PolicyType::Resource,
        other => other,
    }
}

/// The layers before one, and those after it.
pub(super) fn around(policy_type: PolicyType) -> (&'static [PolicyType], &'static [PolicyType]) {
    let at = ORDER.iter().position(|layer| *layer == layer_of(policy_type)).unwrap_or(ORDER.len());
    let (before, rest) = ORDER.split_at_checked(at).unwrap_or((&ORDER, &[]));
    (before, rest.get(1..).unwrap_or_default())
}

fn plural(policy_type: PolicyType) -> &'static str {
    match policy_type {
        PolicyType::Identity => "identity-based policies",
        PolicyType::Resource | PolicyType::KmsKey | PolicyType::RoleTrust => "resource-based policies",
        PolicyType::PermissionsBoundary => "the permissions boundary",
        PolicyType::Session => "session policies",
        PolicyType::ServiceControl => "service control policies",
        PolicyType::ResourceControl => "resource control policies",
        PolicyType::VpcEndpoint => "the VPC endpoint policy",
    }
}

fn list(layers: &[PolicyType]) -> String {
    layers.iter().map(|layer| plural(*layer)).collect::<Vec<_>>().join(", ")
}

impl Denial {
    /// What the text proves by itself, without any policy.
    ///
    /// ```
    /// let denial = sayso::denial::read("Access Denied").unwrap().remove(0);
    /// assert!(denial.proof().proves.is_empty());
    /// assert_eq!(denial.proof().leaves_open.len(), 1);
    /// ```
    pub fn proof(&self) -> Proof {
        let mut proof = Proof::default();
        match &self.reason {
            DenialContext::Unsaid => self.unsaid(&mut proof),
            DenialContext::KmsKeyOfOtherAccount => {
                proof.proves.push("the key is another account's".to_owned());
                proof.leaves_open.push(
                    "whether there is such a key, whether its policy allows nothing or denies: AWS does not tell \
                     these apart"
                        .to_owned(),
                );
            }
            DenialContext::BlockPublicAcls
            | DenialContext::BlockPublicPolicy
            | DenialContext::CustomerKeysBlocked => {
                proof.proves.push("a setting of the bucket or account refuses it".to_owned());
                proof.rules_out.push("policies: none of them can allow it".to_owned());
            }
            DenialContext::VpcEndpointThroughServiceControl => {
                proof.proves.push(
                    "a call that the service made through a VPC endpoint was denied by a service control policy"
                        .to_owned(),
                );
                proof.leaves_open.push("which call that was".to_owned());
            }
            _ => match (self.layer(), self.is_explicit) {
                (Some(layer), Some(true)) => self.explicit(layer, &mut proof),
                (Some(layer), _) => self.implicit(layer, &mut proof),
                (None, _) => {}
            },
        }
        proof
    }

    fn explicit(&self, layer: PolicyType, proof: &mut Proof) {
        let (before, after) = around(layer);
        let article = if layer == PolicyType::Identity { "an" } else { "a" };
        proof.proves.push(match self.policy() {
            Some(arn) => format!("a statement of `{arn}` denies it"),
            None => format!("a statement of {article} {layer} denies it"),
        });
        if self.policy().is_some() {
            proof.proves.push("the policy is of the caller's account or organization".to_owned());
        }
        if !before.is_empty() {
            proof.rules_out.push(format!("an explicit deny in {}: it would be named first", list(before)));
        }
        proof.rules_out.push("a missing Allow as the cause: no Allow overrules the denial".to_owned());
        proof.leaves_open.push(match after {
            [] => "whether anything allows it".to_owned(),
            after => format!("whether {} deny it, too, and whether anything allows it", list(after)),
        });
        if matches!(&self.reason, DenialContext::ServiceControl(Reason::Denies(None))) {
            proof.leaves_open.push(
                "whether a Deny matched: some services use these words where no service control policy allows".to_owned(),
            );
        }
    }

    fn implicit(&self, layer: PolicyType, proof: &mut Proof) {
        let (before, after) = around(layer);
        proof.proves.push(format!("no {layer} allows it"));
        if layer == PolicyType::Resource {
            proof.proves.push(
                "the resource's owner has to allow it separately: it is another account's, or a KMS key"
                    .to_owned(),
            );
            if self.resource_account == Field::Unknown {
                proof
                    .leaves_open
                    .push("which account owns the resource: `--resource-account` says it".to_owned());
            }
        }
        proof.rules_out.push("an explicit deny of any policy: it would be named first".to_owned());
        // RCPs are never silent, and of resource policies the silence counts only at times.
        let silent = |it: &PolicyType| !matches!(it, PolicyType::ResourceControl | PolicyType::Resource);
        let silent: Vec<PolicyType> = before.iter().copied().filter(silent).collect();
        if !silent.is_empty() {
            proof.rules_out.push(format!("silence of {}: it would be named first", list(&silent)));
        }
        if !after.is_empty() {
            proof.leaves_open.push(format!("whether {} allow it", list(after)));
        }
    }

    fn unsaid(&self, proof: &mut Proof) {
        match self.is_explicit {
            Some(true) => {
                proof.proves.push("a statement denies it".to_owned());
                proof
                    .rules_out
                    .push("a missing Allow as the cause: no Allow overrules the denial".to_owned());
                proof.leaves_open.push("in which type of policy the statement is".to_owned());
            }
            Some(false) => {
                proof.proves.push("no policy that has to allow it does".to_owned());
                proof.rules_out.push("an explicit deny: it would be the reason".to_owned());
                proof.leaves_open.push("which type of policy is silent".to_owned());
            }
            None => proof.leaves_open.push("everything: the text gives no reason".to_owned()),
        }
    }
}
