//! Resource control policies (G24).

use super::Check;
use crate::diagnostic::quote;
use crate::document::{Effect, ListElement, PrincipalElement, StatementNode};

impl Check<'_> {
    pub(super) fn resource_control(&mut self, statement: &StatementNode) {
        let denies = statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Deny);
        // What is unknown may be as AWS has it.
        if is_full_aws_access(statement) || !denies && self.document.is_unknown(statement.span) {
            return;
        }
        if let Some(effect) = statement.effect.as_ref().filter(|effect| effect.value == Effect::Allow) {
            let message = "a resource control policy must not allow";
            let help = "write `\"Deny\"`: only AWS's own RCPFullAWSAccess allows";
            self.refuse("RCP_SYNTAX_ERROR_ALLOW", effect.span, message, help);
        }
        if let Some(principal) = statement.principal.as_ref().filter(|principal| !principal.negated) {
            self.everybody(principal);
        }
        if let Some(action) = &statement.action {
            self.enforced_actions(action);
        }
    }

    fn everybody(&mut self, principal: &PrincipalElement) {
        if !principal.bare && !self.was_refused(principal.span) {
            let message = "the `Principal` of a resource control policy must be `\"*\"`";
            let help = "write `\"Principal\": \"*\"` and narrow it with conditions";
            self.refuse("RCP_SYNTAX_ERROR_PRINCIPAL", principal.span, message, help);
        }
    }

    fn enforced_actions(&mut self, action: &ListElement) {
        if action.negated {
            let message = "a resource control policy must not have a `NotAction`";
            return self.refuse("RCP_SYNTAX_ERROR_NOTACTION", action.key, message, "write an `Action`");
        }
        for entry in &action.entries {
            let service = entry.value.split_once(':').map(|(service, _)| service);
            if !service.is_some_and(sayso_catalog::enforces_rcps) {
                let found = quote(&entry.value);
                let message = format!("{found} names no service that enforces resource control policies");
                let help = "name one in full, such as `s3:*`";
                self.refuse("RCP_SYNTAX_ERROR_ACTION", entry.span, message, help);
            }
        }
    }
}

/// The one statement of `RCPFullAWSAccess`, the only one that may allow.
fn is_full_aws_access(statement: &StatementNode) -> bool {
    let is_star = |list: &Option<ListElement>| {
        let entries = list.as_ref().filter(|list| !list.negated).map(|list| list.entries.as_slice());
        matches!(entries, Some([entry]) if entry.value == "*")
    };
    statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow)
        && statement.principal.as_ref().is_some_and(|principal| principal.bare && !principal.negated)
        && is_star(&statement.action)
        && is_star(&statement.resource)
        && statement.condition.is_none()
}
