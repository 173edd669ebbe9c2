//! Whether a resource's policy lets in callers that it does not name.

use super::language::Glob;
use super::literal::{Body, Signed};
use super::prover::Prover;
use super::question::Claim;
use super::side::Side;
use super::space::Space;
use super::theory::{Predicate, word_of};
use super::verdict::Verdict;
use crate::PolicyDocument;
use crate::attached::AttachedPolicies;
use crate::condition::{BaseOperator, network};
use crate::request::{Key, PrincipalType};

/// Keys by which a policy names whom it means although its principal is everybody.
const NAMING: [&str; 14] = [
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:userid",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
];

/// Prefixes of networks, below which a policy means the world and not somebody.
const LEAST_V4: u8 = 8;
const LEAST_V6: u8 = 32;

impl Prover<'_> {
    /// Whether the policies let in nobody but whom they name: no anonymous caller, and no caller of an account that they
    /// do not name, unless by an organization, a network or another source that a condition names. Services and
    /// identity providers are in only if named.
    ///
    /// ```
    /// use sayso::Case;
    /// use sayso::prove::{Prover, Universe, Verdict};
    /// use sayso_catalog::ServiceReference;
    ///
    /// let ask = |condition: &str| {
    ///     let case: Case = format!(r#"{{"principal": "anonymous", "action": "s3:GetObject",
    ///         "policies": {{"resource": {{"Statement": {{"Effect": "Allow", "Principal": "*",
    ///             "Action": "s3:GetObject", "Resource": "*", "Condition": {condition}}}}}}}}}"#).parse().unwrap();
    ///     Prover::new(ServiceReference::embedded(), Universe::Open).not_public(&case.policies)
    /// };
    /// assert!(matches!(ask("{}"), Verdict::Fails(_)));
    /// let organization = r#"{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#;
    /// assert!(matches!(ask(organization), Verdict::Holds));
    /// ```
    pub fn not_public(&mut self, policies: &AttachedPolicies) -> Verdict {
        let sides = self.sides(policies, policies);
        let [first, second] = &sides;
        let literals = named(first, &mut self.space);
        match self.question([first, second], Claim::Granted) {
            Ok(mut question) => {
                question.scenes.retain(|scene| {
                    let principal = &scene.principal;
                    let is_other =
                        principal.is_iam() && principal.account != scene.owner.as_deref().map(Into::into);
                    let account = principal.account.as_deref().unwrap_or_default();
                    principal.kind == PrincipalType::Anonymous || is_other && !names_account(first, account)
                });
                for scene in &mut question.scenes {
                    scene.literals.extend(&literals);
                }
                question.ask(self)
            }
            Err(unknown) => Verdict::Unknown(unknown),
        }
    }
}

/// Whether an account stands in a principal or in the value of a condition.
fn names_account(side: &Side, account: &str) -> bool {
    let documents = side.lowered().map(|lowered| lowered.policy.document());
    documents.flat_map(PolicyDocument::statements).any(|statement| {
        let principals = statement.principal.iter().flat_map(|principal| &principal.entries);
        let clauses = statement.condition.iter().flat_map(|condition| &condition.clauses);
        let values = clauses.flat_map(|clause| &clause.values).map(|value| &value.value);
        principals.map(|entry| &entry.value.value).chain(values).any(|text| text.contains(account))
    })
}

/// That no key has a value by which the policies name somebody.
fn named(side: &Side, space: &mut Space) -> Vec<u32> {
    let mut literals = Vec::new();
    for name in NAMING {
        let globs: Vec<Glob> =
            values(side, name).iter().filter(|text| is_somebody(text)).map(|text| glob(text)).collect();
        if let Some(key) = space.known_key(&Key::new(name))
            && !globs.is_empty()
        {
            let signed = space.text(globs);
            literals.push(space.on_key(key, true, Body::Every(signed.not())));
        }
    }
    let narrow = |text: &String| {
        network(text)
            .is_some_and(|own| own.prefix_len() >= if own.addr().is_ipv4() { LEAST_V4 } else { LEAST_V6 })
    };
    let networks: Vec<String> = values(side, "aws:SourceIp").into_iter().filter(narrow).collect();
    if let Some(key) = space.known_key(&Key::new("aws:SourceIp"))
        && !networks.is_empty()
    {
        let signed: Signed = space.predicate(Predicate::Typed(BaseOperator::IpAddress, networks));
        literals.push(space.on_key(key, true, Body::Every(signed.not())));
    }
    literals
}

/// A value without wildcards, or with an account of its own.
fn is_somebody(text: &str) -> bool {
    let has_account = text.split(|letter: char| !letter.is_ascii_digit()).any(|run| run.len() == 12);
    has_account || !text.contains(['*', '?']) && !text.contains("${")
}

fn glob(text: &str) -> Glob {
    use super::language::Step;
    let star = u32::from('*');
    let one = u32::from('?');
    let step = |letter: u32| match letter {
        letter if letter == star => Step::Star,
        letter if letter == one => Step::One,
        letter => Step::Char(letter),
    };
    word_of(text).into_iter().map(step).collect()
}

/// The values of a key in all clauses, sorted.
fn values(side: &Side, name: &str) -> Vec<String> {
    let key = Key::new(name);
    let documents = side.lowered().map(|lowered| lowered.policy.document());
    let clauses = documents
        .flat_map(PolicyDocument::statements)
        .flat_map(|statement| statement.condition.iter().flat_map(|condition| &condition.clauses));
    let own = clauses.filter(|clause| Key::new(clause.key.value.as_str()) == key);
    let mut values: Vec<String> =
        own.flat_map(|clause| &clause.values).map(|value| value.value.clone()).collect();
    values.sort_unstable();
    values.dedup();
    values
}
