//! Role trust policies (G22).

use super::Check;
use crate::diagnostic::quote;
use crate::document::{ListElement, PrincipalEntry, PrincipalKind, StatementNode};
use crate::policy::ActionPattern;
use crate::request::Action;

const ASSUME_ROLE: &str = "AssumeRole";
const WITH_SAML: &str = "AssumeRoleWithSAML";
const WITH_WEB_IDENTITY: &str = "AssumeRoleWithWebIdentity";
const ACTIONS: [&str; 6] =
    [ASSUME_ROLE, WITH_SAML, WITH_WEB_IDENTITY, "TagSession", "SetSourceIdentity", "SetContext"];

impl Check<'_> {
    pub(super) fn trust(&mut self, statement: &StatementNode) {
        let Some(action) = statement.action.as_ref().filter(|action| !action.negated) else { return };
        for entry in &action.entries {
            if !ACTIONS.iter().any(|name| reaches(&entry.value, name)) {
                let message = format!("{} is no action of a role trust policy", quote(&entry.value));
                let help = "write `sts:AssumeRole`, `sts:AssumeRoleWith…`, `sts:TagSession`, \
                            `sts:SetSourceIdentity` or `sts:SetContext`";
                self.refuse("UNSUPPORTED_ACTION_IN_POLICY", entry.span, message, help);
            }
        }
        let Some(principal) = statement.principal.as_ref().filter(|principal| !principal.negated) else {
            return;
        };
        if self.document.is_unknown(action.span) {
            return;
        }
        for entry in &principal.entries {
            self.provider_action(entry, action);
        }
    }

    /// A statement that lets somebody assume the role through a provider must have the provider's action.
    fn provider_action(&mut self, entry: &PrincipalEntry, action: &ListElement) {
        let Some((provider, wanted, others)) = provider(entry) else { return };
        let has = |name| action.entries.iter().any(|entry| reaches(&entry.value, name));
        if !has(wanted) && others.into_iter().any(has) {
            let found = quote(&entry.value.value);
            let message = format!("{found} is {provider}, with which only `sts:{wanted}` works");
            let help = format!("write `sts:{wanted}`");
            self.refuse("MISMATCHED_ACTION_FOR_PRINCIPAL", entry.value.span, message, help);
        }
    }
}

/// What kind of provider a principal is, its own action, and the actions of other callers.
fn provider(entry: &PrincipalEntry) -> Option<(&'static str, &'static str, [&'static str; 2])> {
    let value = entry.value.value.as_str();
    let is_host = !value.starts_with("arn:") && value.contains('.');
    if entry.kind != PrincipalKind::Federated {
        None
    } else if value.contains(":saml-provider/") {
        Some(("a SAML provider", WITH_SAML, [ASSUME_ROLE, WITH_WEB_IDENTITY]))
    } else if value.contains(":oidc-provider/") || is_host {
        Some(("an OIDC provider", WITH_WEB_IDENTITY, [ASSUME_ROLE, WITH_SAML]))
    } else {
        None
    }
}

/// Whether an action entry can match `sts:name`; a bare `*` names no action of a trust policy.
fn reaches(entry: &str, name: &str) -> bool {
    let action = Action::new(format!("sts:{name}"));
    entry != "*" && action.is_ok_and(|action| ActionPattern::parse(entry).matches(&action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_reaches_the_actions_its_wildcards_cover() {
        let reached = |entry| ACTIONS.iter().filter(|name| reaches(entry, name)).count();
        for (entry, count) in [
            ("sts:AssumeRole", 1),
            ("STS:assumerole", 1),
            ("sts:AssumeRole*", 3),
            ("sts:*With*", 2),
            ("sts:*", 6),
            ("*:*", 6),
            ("s?s:TagSessio?", 1),
            ("sts:AssumeRole?", 0),
            ("sts:GetCallerIdentity", 0),
            ("s3:*", 0),
            ("*", 0),
            ("", 0),
        ] {
            assert_eq!(reached(entry), count, "{entry}");
        }
    }
}
