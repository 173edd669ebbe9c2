//! What a policy of each type must and must not have (semantics 1.3).

mod rcp;
mod session;
mod trust;

use crate::diagnostic::Diagnostic;
use crate::document::faults::{Faults, opening};
use crate::document::{Effect, PolicyDocument, PrincipalElement, StatementNode, Version};
use crate::policy_type::PolicyType;
use crate::source::Span;

impl PolicyDocument {
    /// What refuses this document as a policy of `policy_type`, besides what is in
    /// [`PolicyDocument::diagnostics`]; in document order.
    ///
    /// ```
    /// use sayso::{Limits, PolicyDocument, PolicyType, Source};
    ///
    /// let source = Source::new("trust.json", r#"{"Statement": {"Effect": "Allow",
    ///     "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "*"}}"#);
    /// let document = PolicyDocument::parse(&source, &Limits::default());
    /// let refusals = document.check(PolicyType::RoleTrust);
    /// let codes: Vec<&str> = refusals.iter().map(|fault| fault.code).collect();
    /// assert_eq!(codes, ["UNSUPPORTED_ACTION_IN_POLICY", "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"]);
    /// ```
    pub fn check(&self, policy_type: PolicyType) -> Vec<Diagnostic> {
        if self.is_unreadable() {
            return Vec::new();
        }
        let mut check = Check { document: self, policy_type, faults: Faults::new(&self.source) };
        check.id();
        check.version();
        for statement in &self.statements {
            check.statement(statement);
        }
        let mut faults = check.faults.sorted();
        faults.retain(|fault| !self.is_unknown(fault.span));
        faults
    }
}

/// One document read as a policy of one type.
struct Check<'d> {
    document: &'d PolicyDocument,
    policy_type: PolicyType,
    faults: Faults<'d>,
}

impl Check<'_> {
    fn refuse(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.faults.refuse(code, span, message, help);
    }

    /// Whether lowering refused something of the element at `span`.
    fn was_refused(&self, span: Span) -> bool {
        let inside = |fault: &Diagnostic| span.start <= fault.span.start && fault.span.end <= span.end;
        self.document.diagnostics.iter().any(|fault| fault.is_error() && inside(fault))
    }

    /// The type with its article, for messages.
    fn a_policy(&self) -> String {
        let phrase = self.policy_type.phrase();
        let article = if phrase.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {phrase}")
    }

    fn id(&mut self) {
        use PolicyType::{Identity, PermissionsBoundary, ResourceControl, ServiceControl, Session};
        let forbids = [Identity, PermissionsBoundary, Session, ServiceControl, ResourceControl];
        if let Some(id) = self.document.id.as_ref().filter(|_| forbids.contains(&self.policy_type)) {
            let message = format!("{} must not have an `Id`", self.a_policy());
            self.refuse("INVALID_POLICY_ELEMENT", id.span, message, "remove it");
        }
    }

    fn version(&mut self) {
        use PolicyType::{ResourceControl, ServiceControl};
        if ![ServiceControl, ResourceControl].contains(&self.policy_type) {
            return;
        }
        let a_policy = self.a_policy();
        let help = "write `\"Version\": \"2012-10-17\"`";
        match &self.document.version {
            Some(version) if version.value == Version::V2012 => {}
            Some(version) => {
                let message = format!("{a_policy} must have the `Version` `2012-10-17`");
                self.refuse("INVALID_VERSION", version.span, message, help);
            }
            None if self.document.unknown.version => {}
            None if self.document.diagnostics.iter().any(|fault| fault.code == "INVALID_VERSION") => {}
            None => {
                let span = opening(self.faults.source(), self.document.span);
                self.refuse("MISSING_VERSION", span, format!("{a_policy} must have a `Version`"), help);
            }
        }
    }

    fn statement(&mut self, statement: &StatementNode) {
        self.principal(statement);
        self.resource(statement);
        match self.policy_type {
            PolicyType::RoleTrust => self.trust(statement),
            PolicyType::ResourceControl => self.resource_control(statement),
            PolicyType::Session => self.session(statement),
            _ => {}
        }
    }

    fn principal(&mut self, statement: &StatementNode) {
        use PolicyType::{Identity, PermissionsBoundary, ResourceControl, ServiceControl, Session};
        match (self.policy_type, &statement.principal) {
            (Identity | PermissionsBoundary | Session | ServiceControl, Some(principal)) => {
                self.refuse_principal(principal);
            }
            (Identity | PermissionsBoundary | Session | ServiceControl, None) => {}
            (_, None) if statement.open => {}
            (_, None) => {
                let help = if self.policy_type == ResourceControl {
                    "write `\"Principal\": \"*\"`"
                } else {
                    "write `\"Principal\": {\"AWS\": \"…\"}` or `\"Principal\": \"*\"`"
                };
                let message = format!("a statement of {} must have a `Principal`", self.a_policy());
                let span = opening(self.faults.source(), statement.span);
                self.refuse("MISSING_PRINCIPAL", span, message, help);
            }
            (_, Some(principal)) if principal.negated => self.not_principal(statement, principal),
            (_, Some(_)) => {}
        }
    }

    fn refuse_principal(&mut self, principal: &PrincipalElement) {
        let name = if principal.negated { "NotPrincipal" } else { "Principal" };
        let message = format!("{} must not have a `{name}`", self.a_policy());
        let (code, help) = if self.policy_type == PolicyType::ServiceControl {
            ("SCP_SYNTAX_ERROR_PRINCIPAL", "remove it, or use a condition on `aws:PrincipalArn`")
        } else {
            ("UNSUPPORTED_PRINCIPAL", "remove it: the principal is whom the policy is attached to")
        };
        self.refuse(code, principal.key, message, help);
    }

    fn not_principal(&mut self, statement: &StatementNode, principal: &PrincipalElement) {
        let message = format!("{} must not have a `NotPrincipal`", self.a_policy());
        match self.policy_type {
            PolicyType::RoleTrust => {
                let help = "write a `Principal`";
                self.refuse("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", principal.key, message, help);
            }
            PolicyType::ResourceControl => {
                let help = "write `\"Principal\": \"*\"`";
                self.refuse("RCP_SYNTAX_ERROR_PRINCIPAL", principal.key, message, help);
            }
            _ if statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow) => {
                let message = "`NotPrincipal` must not stand with `\"Effect\": \"Allow\"`";
                let help = "write a `Principal`: this would allow everybody not listed";
                self.refuse("ALLOW_WITH_NOT_PRINCIPAL", principal.key, message, help);
            }
            _ => {}
        }
    }

    fn resource(&mut self, statement: &StatementNode) {
        match (&statement.resource, self.policy_type) {
            (Some(resource), PolicyType::RoleTrust) => {
                let name = if resource.negated { "NotResource" } else { "Resource" };
                let message = format!("a role trust policy must not have a `{name}`");
                let help = "remove it: the resource is the role";
                self.refuse("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", resource.key, message, help);
            }
            (Some(_), _) | (None, PolicyType::RoleTrust) => {}
            (None, _) if statement.open => {}
            (None, _) => {
                let message =
                    format!("a statement of {} must have a `Resource` or `NotResource`", self.a_policy());
                let help = if self.policy_type == PolicyType::KmsKey {
                    "write `\"Resource\": \"*\"`, which is this key"
                } else {
                    "write `\"Resource\": [ … ]`"
                };
                let span = opening(self.faults.source(), statement.span);
                self.refuse("MISSING_RESOURCE", span, message, help);
            }
        }
    }
}
