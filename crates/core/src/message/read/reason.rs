//! Why, in AWS's words: the layer and whether it denies or is silent.

use nom::branch::alt;
use nom::bytes::complete::take_until;
use nom::combinator::opt;
use nom::{IResult, Parser as _};

use super::dense::{Dense, words};
use super::ends;
use super::grammar::no;
use crate::message::{DenialContext, Reason};
use crate::policy_type::PolicyType;

pub(super) fn reason<'d>(dense: &'d Dense, input: &'d str) -> IResult<&'d str, DenialContext> {
    alt((silent, |input| denies(dense, input), settings)).parse(input)
}

/// The types of policy that messages name, and the words for them, older ones among them.
fn layer(input: &str) -> IResult<&str, PolicyType> {
    let one = |pattern, policy_type| words(pattern).map(move |()| policy_type);
    alt((
        one("identity-based policy", PolicyType::Identity),
        one("identity-based policies", PolicyType::Identity),
        one("service control policy", PolicyType::ServiceControl),
        one("resource control policy", PolicyType::ResourceControl),
        one("permissions boundary", PolicyType::PermissionsBoundary),
        one("session policy", PolicyType::Session),
        one("sessions policy", PolicyType::Session),
        one("resource-based policy", PolicyType::Resource),
        one("VPC endpoint policy", PolicyType::VpcEndpoint),
        one("role trust policy", PolicyType::RoleTrust),
    ))
    .parse(input)
}

fn silent(input: &str) -> IResult<&str, DenialContext> {
    const LONGEST_ACTION: usize = 300;
    let (rest, ()) = words("because no").parse(input)?;
    let (rest, policy_type) = layer(rest)?;
    let (rest, ()) = alt((words("allows the"), words("allow the"))).parse(rest)?;
    let near = ends::within(rest, LONGEST_ACTION);
    let (_, action) = take_until("action").parse(near)?;
    let rest = rest.get(action.len() + "action".len()..).unwrap_or_default();
    Ok((rest, DenialContext::of(policy_type, Reason::Silent)))
}

fn denies<'d>(dense: &'d Dense, input: &'d str) -> IResult<&'d str, DenialContext> {
    let (rest, ()) = words("with an explicit deny in").parse(input)?;
    let after = |article| (words(article), layer).map(|((), policy_type)| policy_type);
    let (rest, policy_type) = alt((after("an"), after("the"), after("a"), layer)).parse(rest)?;
    if policy_type == PolicyType::VpcEndpoint {
        let (rest, through) = opt(words("transitively through a service control policy")).parse(rest)?;
        if through.is_some() {
            return Ok((rest, DenialContext::VpcEndpointThroughServiceControl));
        }
        return Ok((rest, DenialContext::of(policy_type, Reason::Denies(None))));
    }
    let (rest, arn) = opt(|input| arn(dense, input)).parse(rest)?;
    Ok((rest, DenialContext::of(policy_type, Reason::Denies(arn))))
}

fn arn<'d>(dense: &'d Dense, input: &'d str) -> IResult<&'d str, String> {
    let rest = input.strip_prefix(':').filter(|rest| rest.starts_with("arn:")).ok_or_else(|| no(input))?;
    let start = dense.len() - rest.len();
    let end = ends::policy(dense, start);
    Ok((dense.from(end), ends::name(dense, start..end).text))
}

/// What policies can't say.
fn settings(input: &str) -> IResult<&str, DenialContext> {
    alt((
        words(
            "because the resource does not exist in this Region, no resource-based policies allow access, \
             or a resource-based policy explicitly denies access",
        )
        .map(|()| DenialContext::KmsKeyOfOtherAccount),
        words(
            "because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access",
        )
        .map(|()| DenialContext::BlockPublicAcls),
        words(
            "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
        )
        .map(|()| DenialContext::BlockPublicPolicy),
        words(
            "because this bucket has blocked upload requests that specify Server Side Encryption with \
             Customer provided keys (SSE-C)",
        )
        .map(|()| DenialContext::CustomerKeysBlocked),
    ))
    .parse(input)
}
