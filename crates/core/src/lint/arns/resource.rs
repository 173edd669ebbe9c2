//! Entries of `Resource` and `NotResource`.

use sayso_catalog::Partition;

use super::formats::Format;
use super::pass::Pass;
use super::{Fields, fields, is_literal, unlisted};
use crate::arn::is_account_id;
use crate::diagnostic::quote;
use crate::policy_type::PolicyType;
use crate::source::Spanned;

type Entry = Spanned<String>;

pub(super) fn check(pass: &mut Pass<'_, '_>, entry: &Entry) {
    let text = entry.value.as_str();
    if text == "*" || pass.is_full() {
        return;
    }
    let found = fields(text);
    if found.scheme != "arn" {
        // API Gateway completes these itself.
        let is_short = pass.context.policy_type == PolicyType::Resource && text.starts_with("execute-api:/");
        if !begins_as_arn(text) && !is_short {
            let message = format!("{} is no ARN", quote(text));
            let help = "write `arn:partition:service:region:account:resource` or `\"*\"`";
            pass.add("INVALID_ARN_PREFIX", entry.span, message, help);
        }
        return;
    }
    pass.partition(entry, &found);
    let Some(resource) = found.resource else { return pass.missing_field(entry) };
    let Some(service) = found.service.filter(|service| is_literal(service)) else { return };
    if is_service(pass, entry, service) {
        region(pass, entry, &found);
        formats(pass, entry, &found, service, resource);
    }
}

/// Formats beyond the service's own can only clear up what seems wrong.
fn formats(pass: &mut Pass<'_, '_>, entry: &Entry, found: &Fields<'_>, service: &str, resource: &str) {
    if !pass.may_compare(resource) {
        return account(pass, entry, found, &[]);
    }
    let before = pass.count();
    let own = pass.formats().matching_own(service, resource);
    compare(pass, entry, found, service, resource, &own);
    if own.is_empty() || pass.count() > before {
        pass.forget(before);
        match pass.formats().matching(service, resource) {
            Some(all) => compare(pass, entry, found, service, resource, &all),
            None => account(pass, entry, found, &[]),
        }
    }
}

fn compare(
    pass: &mut Pass<'_, '_>,
    entry: &Entry,
    found: &Fields<'_>,
    service: &str,
    resource: &str,
    fitting: &[Format<'_>],
) {
    account(pass, entry, found, fitting);
    match fitting {
        _ if unlisted::is_resource(service, resource) => {}
        [] => no_format(pass, entry, found, service, resource),
        _ => against_formats(pass, entry, found, service, fitting),
    }
}

/// Whether an ARN can begin as the text does: what comes after a wildcard or a variable is not known.
fn begins_as_arn(text: &str) -> bool {
    let literal = text.split(['*', '?', '$']).next().unwrap_or_default();
    literal.starts_with("arn:") || (literal.len() < text.len() && "arn:".starts_with(literal))
}

fn is_service(pass: &mut Pass<'_, '_>, entry: &Entry, service: &str) -> bool {
    if service.contains(|letter: char| letter.is_ascii_uppercase()) {
        let message = format!("the service {} of an ARN must be in lower case", quote(service));
        let lower = service.to_ascii_lowercase();
        let (code, help) = ("INVALID_ARN_SERVICE_CASE", format!("write `{lower}`"));
        pass.add_fix(code, pass.place(entry, service), message, help, lower);
        return false;
    }
    if pass.formats().has_service(service) {
        return true;
    }
    let message = format!("there is no service {} in ARNs", quote(service));
    let (code, place) = ("INVALID_SERVICE", pass.place(entry, service));
    match pass.context.reference().suggest_service(service) {
        Some(meant) => pass.add_fix(code, place, message, format!("write `{meant}`"), meant),
        None => pass.add(code, place, message, "write the service's name as in its ARNs"),
    }
    false
}

fn region(pass: &mut Pass<'_, '_>, entry: &Entry, found: &Fields<'_>) {
    let Some(region) = found.region.filter(|region| is_literal(region) && !region.is_empty()) else { return };
    let place = pass.place(entry, region);
    if !sayso_catalog::is_region(region) {
        let message = format!("there is no region {}", quote(region));
        return pass.add(
            "INVALID_ARN_REGION",
            place,
            message,
            "write one such as `eu-west-1`, or `*` for all",
        );
    }
    let own = found.partition.and_then(partition);
    if let Some(own) = own.filter(|own| !own.regions.contains(&region)) {
        let message = format!("the partition `{}` has no region {}", own.name, quote(region));
        pass.add("INVALID_ARN_REGION", place, message, "write the region's own partition");
    }
}

/// `aws` stands in the ARNs of what belongs to AWS.
fn account(pass: &mut Pass<'_, '_>, entry: &Entry, found: &Fields<'_>, fitting: &[Format<'_>]) {
    let Some(account) = found.account.filter(|account| is_literal(account)) else { return };
    let is_named = || fitting.iter().any(|format| format.account == account);
    if !account.is_empty() && account != "aws" && !is_account_id(account) && !is_named() {
        pass.bad_account(entry, account);
    }
}

/// Only where region and account are written out. AWS's own policies have wildcards there with resources of which
/// the reference does not know.
fn no_format(pass: &mut Pass<'_, '_>, entry: &Entry, found: &Fields<'_>, service: &str, resource: &str) {
    if found.region.is_some_and(is_literal) && found.account.is_some_and(is_literal) {
        let message = format!("{} is no resource of `{service}`", quote(resource));
        let help = format!("write it in a form that `{service}` has: colons, slashes and letter case count");
        pass.add("INVALID_ARN_RESOURCE", pass.place(entry, resource), message, help);
    }
}

/// What all formats that the resource can be of have, or have not.
fn against_formats(
    pass: &mut Pass<'_, '_>,
    entry: &Entry,
    found: &Fields<'_>,
    service: &str,
    fitting: &[Format<'_>],
) {
    let (region, account) = (found.region.unwrap_or_default(), found.account.unwrap_or_default());
    let quoted = quote(&entry.value);
    if region.is_empty() && fitting.iter().all(|format| format.region == "${Region}") {
        let help = "write the region, or `*` for all";
        pass.add("MISSING_ARN_REGION", entry.span, format!("{quoted} has no region"), help);
    }
    let is_written = !region.is_empty() && is_literal(region);
    if is_written && fitting.iter().all(|format| format.region.is_empty()) {
        let message = format!("{quoted} must not have a region");
        let place = pass.place(entry, region);
        pass.add_fix("ARN_REGION_NOT_ALLOWED", place, message, "leave the field empty", "");
    }
    let has_account = || fitting.iter().all(|format| format.account == "${Account}");
    if account.is_empty() && has_account() && !unlisted::may_lack_account(service) {
        let help = "write the account id, or `*` for all";
        pass.add("MISSING_ARN_ACCOUNT", entry.span, format!("{quoted} has no account"), help);
    }
    if is_account_id(account) && fitting.iter().all(|format| format.account.is_empty()) {
        let message = format!("{quoted} must not have an account");
        let place = pass.place(entry, account);
        pass.add_fix("ARN_ACCOUNT_NOT_ALLOWED", place, message, "leave the field empty", "");
    }
}

pub(super) fn partition(name: &str) -> Option<&'static Partition> {
    sayso_catalog::partitions().iter().find(|partition| partition.name == name)
}
