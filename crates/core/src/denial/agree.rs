//! AWS's words beside a decision by the policies at hand.

use super::Denial;
use super::proof::{around, layer_of};
use crate::attached::Layer;
use crate::cloudtrail::resource_matters;
use crate::evaluate::Decision;
use crate::explain::{Cause, Explanation};
use crate::message::{DenialContext, Reason};
use crate::policy_type::PolicyType;
use crate::request::{Fact, Request};
use crate::settle::{Example, Settled};

/// Whether the policies at hand deny as AWS did.
///
/// ```
/// assert_eq!(sayso::denial::Agreement::Reproduced.as_str(), "reproduced");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// The same kind of policy denies for the same reason, as far as AWS says.
    Reproduced,
    /// They may: facts that the text does not carry decide.
    Depends,
    /// They do not: AWS has other policies in force, or the request was another.
    Contradicted,
}

impl Agreement {
    /// `reproduced`, `depends` or `contradicted`.
    ///
    /// ```
    /// assert_eq!(sayso::denial::Agreement::Depends.as_str(), "depends");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reproduced => "reproduced",
            Self::Depends => "depends",
            Self::Contradicted => "contradicted",
        }
    }
}

/// What a decision says of a denial.
///
/// ```
/// use sayso::denial::{self, Agreement};
/// use sayso::{AttachedPolicies, Explanation};
///
/// let denial = denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:ListUsers \
///     on resource: * with an explicit deny in a service control policy").unwrap().remove(0);
/// let (request, open) = denial.requests().unwrap().remove(0);
/// let policies = AttachedPolicies::default();
/// let answer = denial.compare(&Explanation::new(&policies, &request), open);
/// assert_eq!(answer.agreement, Agreement::Contradicted);
/// assert!(answer.because.contains("no service control policy given here denies it"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Whether it is the same denial.
    pub agreement: Agreement,
    /// In a sentence.
    pub because: String,
    /// What a policy that is not at hand has to do.
    pub unseen: Option<String>,
    /// Facts with which the denial is the same, where it depends.
    pub same_with: Vec<(String, Fact<'static>)>,
}

impl Answer {
    fn new(agreement: Agreement, because: impl Into<String>) -> Self {
        Self { agreement, because: because.into(), unseen: None, same_with: Vec::new() }
    }
}

/// What the policies at hand say: which layer, and whether it denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ours {
    layer: Option<PolicyType>,
    is_explicit: bool,
}

impl Ours {
    fn of(explanation: &Explanation<'_>) -> Option<Self> {
        let (layer, is_explicit) = match explanation.cause() {
            Cause::Denies(layer) => (Some(layer), true),
            Cause::Silent(layer) => (Some(layer), false),
            Cause::Obstacle(_) => (None, false),
            Cause::Settled => match explanation.decision() {
                Decision::ExplicitDeny => (None, true),
                Decision::ImplicitDeny => (None, false),
                _ => return None,
            },
            Cause::Allows | Cause::Root | Cause::Unknown => return None,
        };
        Some(Self { layer: layer.map(type_of), is_explicit })
    }
}

fn type_of(layer: Layer) -> PolicyType {
    match layer {
        Layer::ResourceControl(_) => PolicyType::ResourceControl,
        Layer::ServiceControl(_) => PolicyType::ServiceControl,
        Layer::VpcEndpoint => PolicyType::VpcEndpoint,
        Layer::Resource => PolicyType::Resource,
        Layer::Identity => PolicyType::Identity,
        Layer::PermissionsBoundary => PolicyType::PermissionsBoundary,
        Layer::Session => PolicyType::Session,
    }
}

impl Denial {
    /// The denial beside a decision of its request; `open` says that the resource is not known.
    ///
    /// ```
    /// # use sayso::denial::{self, Agreement};
    /// # use sayso::{AttachedPolicies, Explanation};
    /// let denial = denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
    ///     iam:ListUsers on resource: * because no identity-based policy allows the iam:ListUsers action")
    ///     .unwrap().remove(0);
    /// let (request, open) = denial.requests().unwrap().remove(0);
    /// let policies = AttachedPolicies::default();
    /// let answer = denial.compare(&Explanation::new(&policies, &request), open);
    /// assert_eq!(answer.agreement, Agreement::Reproduced);
    /// ```
    pub fn compare(&self, explanation: &Explanation<'_>, open: bool) -> Answer {
        let (policies, request) = (explanation.policies(), explanation.request());
        let is_strict = request.action.is_of("kms") || request.action.is_of("sts");
        if open && (is_strict || resource_matters(policies, request)) {
            let because = "the text does not name the resource, and the policies tell resources apart";
            return Answer::new(Agreement::Depends, because);
        }
        if explanation.decision() == Decision::Depends {
            return self.depends(explanation);
        }
        match Ours::of(explanation) {
            Some(ours) if self.is_same(ours) => self.same(ours),
            ours => self.other(ours, request),
        }
    }

    fn is_same(&self, ours: Ours) -> bool {
        if matches!(
            self.reason,
            DenialContext::BlockPublicAcls
                | DenialContext::BlockPublicPolicy
                | DenialContext::CustomerKeysBlocked
                | DenialContext::VpcEndpointThroughServiceControl
        ) {
            return false;
        }
        let layers = self.layer().map(layer_of).zip(ours.layer);
        let explicit = self.is_explicit.is_none_or(|said| said == ours.is_explicit);
        layers.is_none_or(|(said, own)| said == own) && (explicit || self.is_older_wording(ours))
    }

    /// Some services say that a service control policy denies where none allows.
    fn is_older_wording(&self, ours: Ours) -> bool {
        let old = matches!(self.reason, DenialContext::ServiceControl(Reason::Denies(None)));
        old && ours == Ours { layer: Some(PolicyType::ServiceControl), is_explicit: false }
    }

    fn same(&self, ours: Ours) -> Answer {
        let because = match (self.layer(), self.is_explicit) {
            _ if self.is_explicit == Some(true) && !ours.is_explicit => {
                "no service control policy allows it, which some services call an explicit deny"
            }
            (None, None) => "the policies deny it; AWS gives no reason to compare",
            (None, Some(_)) => "the policies deny it in the same way; AWS does not name the type of policy",
            _ => "the policies deny it for the reason that AWS gives",
        };
        Answer::new(Agreement::Reproduced, because)
    }

    /// Some values of what is not known may deny in AWS's words.
    fn depends(&self, explanation: &Explanation<'_>) -> Answer {
        let mut answer =
            Answer::new(Agreement::Depends, "the text does not carry all that the policies ask for");
        let Some(Settled::Depends(dependence)) = explanation.settled() else { return answer };
        let examples = dependence
            .sets()
            .iter()
            .flat_map(|set| set.examples().iter().map(|example| (set.keys(), example)));
        for (keys, example) in examples.filter(|(_, example)| example.decision() != Decision::Allowed) {
            let request = with(explanation.request(), keys, example);
            let again = Explanation::new(explanation.policies(), &request);
            if Ours::of(&again).is_some_and(|ours| self.is_same(ours)) {
                let facts = keys.iter().zip(example.facts());
                answer.same_with = facts.map(|(key, fact)| (key.as_str().to_owned(), fact.clone())).collect();
                answer.because.push_str("; with these facts the denial is the same");
                break;
            }
        }
        answer
    }

    fn other(&self, ours: Option<Ours>, request: &Request<'_>) -> Answer {
        let (action, resource) = (request.action.as_str(), &request.resource.arn);
        let what = format!("`{action}` on `{resource}`");
        let mut answer = Answer::new(Agreement::Contradicted, "the policies given here allow it");
        let Some(layer) = self.layer() else {
            match (&self.reason, ours) {
                (DenialContext::Unsaid, Some(_)) => {
                    "the policies given here deny it in another way than AWS says"
                        .clone_into(&mut answer.because);
                }
                (DenialContext::Unsaid, None) => {
                    answer.unseen = Some(format!(
                        "a policy that is not given here denies {what}, or one given is not in force"
                    ));
                }
                _ => "AWS names a setting of S3, which no policy shows".clone_into(&mut answer.because),
            }
            return answer;
        };
        let told = ours.map_or_else(|| "the policies allow it".to_owned(), Ours::in_words);
        if self.is_explicit == Some(true) {
            let earlier = ours.is_some_and(|it| {
                it.is_explicit && it.layer.is_some_and(|own| around(layer).0.contains(&own))
            });
            answer.because = if earlier {
                format!("AWS names {}; here {told}, which AWS would have named first", article(layer))
            } else {
                format!("AWS names {}; no {layer} given here denies it ({told})", article(layer))
            };
            let which = self.policy().map_or_else(|| article(layer), |arn| format!("`{arn}`"));
            answer.unseen = Some(format!(
                "{which}, which is not among these files, has a Deny that matches {what} with conditions that held"
            ));
        } else if ours.is_some_and(|ours| ours.is_explicit) {
            answer.because = format!("AWS names silence, so that nothing denied; here {told}");
            answer.unseen = Some("the statement that denies here was not in force".to_owned());
        } else {
            answer.because = format!("AWS says that no {layer} allows it; here {told}");
            answer.unseen = Some(match layer_of(layer) {
                PolicyType::PermissionsBoundary | PolicyType::Session | PolicyType::VpcEndpoint => {
                    format!(
                        "{} in force at AWS, which is not given here, allows nothing that covers {what}",
                        article(layer)
                    )
                }
                PolicyType::Resource => {
                    format!(
                        "the resource's policy at AWS is another one, and allows nothing that covers {what}"
                    )
                }
                _ => format!("a policy given here that allows {what} is not attached at AWS"),
            });
        }
        answer
    }
}

impl Ours {
    fn in_words(self) -> String {
        match (self.layer, self.is_explicit) {
            (Some(layer), true) => format!("{} denies it", article(layer)),
            (Some(layer), false) => format!("no {layer} allows it"),
            (None, true) => "a statement denies it".to_owned(),
            (None, false) => "something other than a policy prevents it".to_owned(),
        }
    }
}

fn article(layer: PolicyType) -> String {
    let article = if layer == PolicyType::Identity { "an" } else { "a" };
    format!("{article} {layer}")
}

/// The request with the facts of an example.
fn with(request: &Request<'_>, keys: &[crate::request::Key<'static>], example: &Example) -> Request<'static> {
    let mut request = request.clone().into_owned();
    for (key, fact) in keys.iter().zip(example.facts()) {
        request.context.insert(key.as_str().to_owned(), fact.clone());
    }
    request
}
