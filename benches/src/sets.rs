//! Sets of policies as large as an account's, of which the same few statements can match a request.

use std::fmt::Write as _;
use std::sync::Arc;

use sayso::{AttachedPolicies, Decision, IdentityPolicy, IndexedPolicies, Request};

use crate::{PlainRequest, compile};

/// How statements are spread over policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One policy has them all.
    One,
    /// Policies of [`STATEMENTS`] each, all attached to the caller.
    Many,
}

/// What sets the statements apart that can't match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Their actions: many services, few name the request's action.
    Services,
    /// Their resources: all name the request's action, few fit its ARN.
    Resources,
}

/// The statements of a policy, where there are many.
pub const STATEMENTS: usize = 25;

/// Spread evenly over the set: the statements that can match.
const FEW: [&str; 4] = [
    r#"{"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::reports/*"}"#,
    r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::reports/public/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}"#,
    r#"{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::reports/archive/*"}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
];
const SERVICES: [&str; 20] = [
    "athena", "batch", "dynamodb", "ec2", "ecr", "ecs", "eks", "events", "firehose", "glue", "kinesis",
    "kms", "lambda", "logs", "rds", "s3", "sns", "sqs", "ssm", "states",
];
const NOUNS: [&str; 8] = ["Alias", "Group", "Item", "Job", "Permission", "Stream", "Table", "Version"];

/// What decides requests of an account.
pub type Set = IndexedPolicies;

/// A set of so many statements, the same for every run.
pub fn set(shape: Shape, flavour: Flavour, statements: usize) -> Option<Set> {
    let texts: Vec<String> = (0..statements).map(|at| statement(flavour, at, statements)).collect();
    let in_each = if shape == Shape::One { statements } else { STATEMENTS };
    let policies = texts.chunks(in_each).map(|texts| {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, texts.join(","));
        Some(IdentityPolicy::from(Arc::new(compile(&text)?)))
    });
    let identity = policies.collect::<Option<_>>()?;
    Some(IndexedPolicies::new(AttachedPolicies { identity, ..AttachedPolicies::default() }))
}

/// Decides a request, untraced.
#[inline]
pub fn decide(set: &Set, request: &Request<'_>) -> Decision {
    set.evaluate(request)
}

/// The requests, with the decision that every set gives.
pub fn questions() -> [(PlainRequest<'static>, Decision); 4] {
    let question = |action, resource, decision| {
        let context = vec![
            ("aws:CurrentTime", "2026-11-22T04:48:00Z"),
            ("aws:RequestedRegion", "eu-west-1"),
            ("aws:SecureTransport", "true"),
            ("aws:SourceIp", "10.0.3.4"),
        ];
        let principal = "arn:aws:iam::123456789012:user/ana";
        (PlainRequest { principal, action, resource, context }, decision)
    };
    [
        question("s3:GetObject", "arn:aws:s3:::reports/public/q3.csv", Decision::Allowed),
        question("s3:GetObject", "arn:aws:s3:::reports/archive/q1.csv", Decision::ExplicitDeny),
        question("s3:GetObject", "arn:aws:s3:::team-other/q3.csv", Decision::ImplicitDeny),
        question("s3:GetBucketAcl", "arn:aws:s3:::reports", Decision::ImplicitDeny),
    ]
}

/// The statement at a place of the set.
fn statement(flavour: Flavour, at: usize, of: usize) -> String {
    // The few stand in the middle of equal parts.
    let mut few = FEW.iter().enumerate();
    if let Some((_, one)) = few.find(|(part, _)| at == (2 * part + 1) * of / (2 * FEW.len())) {
        return (*one).to_owned();
    }
    let effect = if at % 10 == 3 { "Deny" } else { "Allow" };
    let mut text = format!(r#"{{"Sid":"S{at}","Effect":"{effect}","#);
    // Writing to a string does not fail.
    let _ = match flavour {
        Flavour::Services => of_services(&mut text, at),
        Flavour::Resources => of_resources(&mut text, at),
    };
    if at % 4 == 1 {
        text.push_str(r#","Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]}}"#);
    }
    text.push('}');
    text
}

/// Three actions of a service, one with a wildcard in some; never the requests' actions.
fn of_services(text: &mut String, at: usize) -> std::fmt::Result {
    let pick = |from: &'static [&'static str], at: usize| from.get(at % from.len()).copied().unwrap_or("");
    let (service, noun) = (pick(&SERVICES, at), pick(&NOUNS, at / SERVICES.len()));
    let last = if at % 5 == 2 && service != "s3" { "Describe*" } else { "UpdateTags" };
    write!(
        text,
        r#""Action":["{service}:Create{noun}","{service}:Delete{noun}","{service}:{last}"],"Resource":"arn:aws:{service}:eu-west-1:123456789012:{noun}/team-{at:05}/*""#
    )
}

/// The requests' action on a folder, on an object, or on a family of buckets.
fn of_resources(text: &mut String, at: usize) -> std::fmt::Result {
    let rest = ["data/in/*", "data/manifest.json", "*/2026/*"];
    let rest = rest.get(at % rest.len()).copied().unwrap_or("");
    write!(text, r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::team-{at:05}-{rest}""#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_has_the_few_and_the_statements_asked_for() {
        for flavour in [Flavour::Services, Flavour::Resources] {
            for of in [100, 1_000] {
                let texts: Vec<String> = (0..of).map(|at| statement(flavour, at, of)).collect();
                for few in FEW {
                    assert_eq!(texts.iter().filter(|text| *text == few).count(), 1, "{few}");
                }
                assert_eq!(set(Shape::One, flavour, of).unwrap().policies().identity.len(), 1);
                assert_eq!(set(Shape::Many, flavour, of).unwrap().policies().identity.len(), of / STATEMENTS);
            }
        }
    }
}
