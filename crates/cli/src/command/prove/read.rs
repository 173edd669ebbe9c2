//! The documents of a question, each in the company in which it is judged.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use sayso::prove::compositions;
use sayso::{AttachedPolicies, Level, Limits, Policy, PolicyDocument, PolicyType, Source};
use serde_json::json;

use crate::command::lint::types;
use crate::command::simulate::PolicyFlags;
use crate::input::{Failure, loader::Loader};

/// How documents are read and compared.
#[derive(Debug, Args)]
pub(crate) struct Compared {
    /// Type of the documents [default: as they look]
    #[arg(long = "type", value_name = "TYPE", value_parser = types::parser())]
    policy_type: Option<PolicyType>,
    /// Only actions of the catalogue, not any that AWS may add
    #[arg(long)]
    pub(super) closed: bool,
}

/// Policies in force on both sides.
#[derive(Debug, Args)]
pub(crate) struct Beside {
    #[command(flatten)]
    policies: PolicyFlags,
}

/// A document in every company in which it is judged.
#[derive(Debug)]
pub(crate) struct Company {
    /// What it was called on the command line.
    pub(crate) name: String,
    pub(crate) policy_type: PolicyType,
    /// Whether it is judged by itself.
    pub(crate) is_alone: bool,
    pub(crate) policies: Vec<AttachedPolicies>,
}

impl Compared {
    /// Two documents of one type.
    pub(crate) fn pair(&self, names: [&str; 2], beside: &Beside) -> Result<[Company; 2], Failure> {
        let documents = [Self::document(names[0])?, Self::document(names[1])?];
        let types = documents.each_ref().map(|document| self.type_of(document));
        // An empty document looks like an identity policy.
        let is_empty = documents.each_ref().map(|document| document.statements().is_empty());
        let policy_type = match (types, is_empty) {
            ([one, other], _) if one == other => one,
            ([_, other], [true, _]) => other,
            ([one, _], [_, true]) => one,
            ([one, other], _) => {
                let (one, other) = (one.as_str(), other.as_str());
                let message = format!(
                    "`{}` looks like a policy of type `{one}`, `{}` like one of type `{other}`; --type tells what they are",
                    names[0], names[1]
                );
                return Err(Failure::Message(message));
            }
        };
        let [one, other] = documents;
        Ok([
            Self::company(names[0], one, policy_type, beside)?,
            Self::company(names[1], other, policy_type, beside)?,
        ])
    }

    pub(crate) fn one(&self, name: &str, beside: &Beside) -> Result<Company, Failure> {
        let document = Self::document(name)?;
        let policy_type = self.type_of(&document);
        Self::company(name, document, policy_type, beside)
    }

    fn document(name: &str) -> Result<PolicyDocument, Failure> {
        let limits = Limits::default();
        let loader = Loader { folder: Path::new("").to_owned(), max_bytes: limits.bytes };
        let source: Source = loader.source(name)?;
        Ok(PolicyDocument::parse(&source, &limits))
    }

    fn type_of(&self, document: &PolicyDocument) -> PolicyType {
        self.policy_type.unwrap_or_else(|| PolicyType::detect(document))
    }

    fn company(
        name: &str,
        document: PolicyDocument,
        policy_type: PolicyType,
        beside: &Beside,
    ) -> Result<Company, Failure> {
        let policy = Arc::new(Policy::compile(Arc::new(document), policy_type)?);
        let kinds = [sayso::ResourceKind::KmsKey, sayso::ResourceKind::RoleTrust];
        let kind = kinds.into_iter().find(|kind| kind.policy_type() == policy_type).unwrap_or_default();
        let beside = beside.policies.read(kind, &Limits::default())?;
        Ok(Company::new(name, policy, &beside))
    }
}

impl Company {
    fn new(name: &str, policy: Arc<Policy>, beside: &AttachedPolicies) -> Self {
        let policy_type = policy.policy_type();
        let is_alone = beside.layers().next().is_none();
        let policies = if is_alone { compositions(&policy) } else { vec![joined(beside, policy)] };
        Self { name: name.to_owned(), policy_type, is_alone, policies }
    }
}

/// A policy that matches these actions on these resources and no more.
pub(super) fn access(actions: &[String], resources: &[String]) -> Result<Arc<Policy>, Failure> {
    if let Some(action) = actions.iter().find(|action| *action != "*" && !action.contains(':')) {
        let message = format!("`{action}` is no action: expected `service:Name`, as in `s3:GetObject`");
        return Err(Failure::Message(message));
    }
    let list = |given: &[String]| if given.is_empty() { vec!["*".to_owned()] } else { given.to_vec() };
    let statement = json!({"Effect": "Allow", "Action": list(actions), "Resource": list(resources)});
    // Of this version `${…}` is text.
    let text = json!({"Version": "2008-10-17", "Statement": statement}).to_string();
    let source = Source::new("what is asked for", text);
    let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
    Ok(Arc::new(Policy::compile(document, PolicyType::Identity)?))
}

/// A document among other policies, in the layer of its type.
fn joined(beside: &AttachedPolicies, policy: Arc<Policy>) -> AttachedPolicies {
    let mut all = beside.clone();
    let level = |policy| Level { name: "compared".to_owned(), policies: vec![policy] };
    match policy.policy_type() {
        PolicyType::Identity => all.identity.push(policy.into()),
        PolicyType::Resource | PolicyType::RoleTrust | PolicyType::KmsKey => all.resource.push(policy),
        PolicyType::PermissionsBoundary => all.permissions_boundary = Some(policy),
        PolicyType::Session => all.session.push(policy),
        PolicyType::ServiceControl => all.service_control.push(level(policy)),
        PolicyType::ResourceControl => all.resource_control.push(level(policy)),
        PolicyType::VpcEndpoint => all.vpc_endpoint = Some(policy),
    }
    all
}
