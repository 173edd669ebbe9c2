//! Values of `Principal` under `AWS`: account ids, unique ids and ARNs.

use super::pass::Pass;
use super::{fields, is_literal};
use crate::arn::is_account_id;
use crate::diagnostic::quote;
use crate::document::{PrincipalEntry, PrincipalKind};

/// Wildcards are another rule's matter.
pub(super) fn check(pass: &mut Pass<'_, '_>, entry: &PrincipalEntry) {
    let (kind, entry) = (entry.kind, &entry.value);
    let text = entry.value.as_str();
    if kind != PrincipalKind::Aws || !is_literal(text) || is_account_id(text) || is_unique_id(text) {
        return;
    }
    let found = fields(text);
    if found.scheme != "arn" {
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return pass.bad_account(entry, text);
        }
        let message = format!("{} is no ARN and no account id", quote(text));
        let help = "write `arn:aws:iam::account:role/Name`, an account id, or `\"*\"`";
        return pass.add("INVALID_ARN_PREFIX", entry.span, message, help);
    }
    pass.partition(entry, &found);
    let Some(resource) = found.resource else { return pass.missing_field(entry) };
    if !matches!(found.service, Some("iam" | "sts")) {
        return;
    }
    // Origin access identities of CloudFront are `arn:aws:iam::cloudfront:user/…`.
    let is_unnamed = |account: &&str| !matches!(*account, "aws" | "cloudfront") && !is_account_id(account);
    if let Some(account) = found.account.filter(is_unnamed) {
        pass.bad_account(entry, account);
    }
    if let Some(region) = found.region.filter(|region| !region.is_empty()) {
        let message = format!("{} must not have a region", quote(text));
        pass.add("ARN_REGION_NOT_ALLOWED", pass.place(entry, region), message, "leave the field empty");
    }
    if resource.starts_with("group/") {
        let place = pass.place(entry, resource);
        pass.add(
            "INVALID_ARN_RESOURCE",
            place,
            "a group is no principal",
            "name a role, a user or an account",
        );
    }
}

/// A unique id such as `AROA…` (Q15), or the canonical id of an account.
fn is_unique_id(text: &str) -> bool {
    let is_id = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (text.len() >= 16 && text.starts_with('A') && text.bytes().all(is_id))
        || (text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
