//! The context keys of an event: what it says is known, what it rules out absent, all else unknown.

use std::net::IpAddr;

use super::parameters::Parameters;
use super::record::{Record, SessionContext};
use crate::condition::Instant;
use crate::request::{Action, Context, Fact, Values};

mod by_parameter;
mod enriched;
mod passed;

/// Keys that requests with long-term credentials do not have.
const OF_SESSIONS: [&str; 5] = [
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
    "aws:TokenIssueTime",
    "aws:SourceIdentity",
    "aws:FederatedProvider",
];

/// About as many keys as an event tells of.
const USUAL: usize = 32;

pub(super) fn context<'e>(
    record: &'e Record<'_>,
    parameters: &Parameters<'e>,
    action: &Action<'_>,
) -> Context<'e> {
    let mut context = Context::with_capacity(USUAL);
    context.set_unlisted_unknown(true);
    network(record, &mut context);
    service(record, &mut context);
    time(record, &mut context);
    session(record, &mut context);
    by_parameter::state(parameters, action, &mut context);
    passed::state(record, action, &mut context);
    enriched::state(record, &mut context);
    context
}

fn known(text: Option<&str>) -> Option<Fact<'_>> {
    text.filter(|text| !text.is_empty()).map(Fact::from)
}

fn network<'e>(record: &'e Record<'_>, context: &mut Context<'e>) {
    let address = record.source_ip_address.as_deref().filter(|text| text.parse::<IpAddr>().is_ok());
    let endpoint = known(record.vpc_endpoint_id.as_deref());
    let (public, private) = match (address, &endpoint) {
        (Some(address), None) => (address.into(), Fact::Absent),
        // What comes through an endpoint has its address in the VPC.
        (Some(address), Some(_)) => (Fact::Absent, address.into()),
        (None, _) => (Fact::Unknown, Fact::Unknown),
    };
    context.insert("aws:SourceIp", public);
    context.insert("aws:VpcSourceIp", private);
    let vpc = if endpoint.is_some() { Fact::Unknown } else { Fact::Absent };
    context.insert("aws:SourceVpc", vpc);
    context.insert("aws:SourceVpce", endpoint.unwrap_or(Fact::Absent));
    if let Some(agent) = known(record.user_agent.as_deref()) {
        context.insert("aws:UserAgent", agent);
    }
    if let Some(region) = known(record.aws_region.as_deref()) {
        context.insert("aws:RequestedRegion", region);
    }
    if record.tls_details.as_ref().is_some_and(|details| details.tls_version.is_some()) {
        context.insert("aws:SecureTransport", "true".into());
    }
}

/// Whether a service called with the caller's permissions.
fn service<'e>(record: &'e Record<'_>, context: &mut Context<'e>) {
    let identity = record.user_identity.as_ref();
    let invoked_by = identity.and_then(|identity| identity.invoked_by.as_deref());
    let service = invoked_by.filter(|name| name.ends_with(".amazonaws.com"));
    let kind = identity.and_then(|identity| identity.kind.as_deref()).unwrap_or_default();
    match (service, invoked_by) {
        (Some(_), _) if kind == "AWSService" => {}
        (Some(service), _) => {
            context.insert("aws:ViaAWSService", "true".into());
            context.insert("aws:CalledViaLast", service.into());
        }
        // Such as `AWS Internal`, which is the console.
        (None, Some(_)) => {}
        (None, None) => {
            context.insert("aws:ViaAWSService", "false".into());
            for key in ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"] {
                context.insert(key, Fact::Absent);
            }
        }
    }
}

fn time<'e>(record: &'e Record<'_>, context: &mut Context<'e>) {
    let Some(time) = record.event_time.as_deref() else { return };
    if let Some(seconds) = epoch_seconds(time) {
        context.insert("aws:CurrentTime", time.into());
        context.insert("aws:EpochTime", Fact::Known(seconds.to_string().into()));
    }
}

fn session<'e>(record: &'e Record<'_>, context: &mut Context<'e>) {
    let Some(identity) = &record.user_identity else { return };
    let long_term = identity.access_key_id.as_deref().is_some_and(|key| key.starts_with("AKIA"));
    let Some(session) = identity.session_context.as_ref().filter(|session| session.attributes.is_some())
    else {
        if long_term {
            for key in OF_SESSIONS {
                context.insert(key, Fact::Absent);
            }
        }
        return;
    };
    mfa(record, session, long_term, context);
    let federated = session.web_id_federation_data.as_ref();
    let provider = federated.and_then(|federated| known(federated.federated_provider.as_deref()));
    if let Some(provider) = provider {
        context.insert("aws:FederatedProvider", provider);
    }
    let source = known(session.source_identity.as_deref()).unwrap_or(Fact::Absent);
    context.insert("aws:SourceIdentity", source);
    if let Some(delivery) = known(session.ec2_role_delivery.as_deref()) {
        context.insert("ec2:RoleDelivery", delivery);
    }
}

fn mfa<'e>(
    record: &'e Record<'_>,
    session: &'e SessionContext<'_>,
    long_term: bool,
    context: &mut Context<'e>,
) {
    let Some(attributes) = &session.attributes else { return };
    let created = attributes.creation_date.as_deref();
    let since = created.and_then(epoch_seconds).zip(record.event_time.as_deref().and_then(epoch_seconds));
    let age = since.and_then(|(created, called)| called.checked_sub(created)).filter(|age| *age >= 0);
    match attributes.mfa_authenticated.as_deref() {
        _ if long_term => {
            context.insert("aws:MultiFactorAuthPresent", Fact::Absent);
            context.insert("aws:MultiFactorAuthAge", Fact::Absent);
        }
        Some("true") => {
            context.insert("aws:MultiFactorAuthPresent", "true".into());
            let age = age.map_or(Fact::Unknown, |age| Fact::Known(Values::from(age.to_string())));
            context.insert("aws:MultiFactorAuthAge", age);
        }
        Some("false") => {
            context.insert("aws:MultiFactorAuthPresent", "false".into());
            context.insert("aws:MultiFactorAuthAge", Fact::Absent);
        }
        _ => {}
    }
    let issued = if long_term { Some(Fact::Absent) } else { known(created) };
    if let Some(issued) = issued {
        context.insert("aws:TokenIssueTime", issued);
    }
}

fn epoch_seconds(time: &str) -> Option<i64> {
    Instant::parse(time).map(|instant| instant.seconds())
}
