//! cedar-policy: our translation of the policies, without a schema and without stored entities.

use anyhow::Result;
use cedar_policy::{
    Authorizer, Context, Decision as Theirs, Entities, EntityId, EntityTypeName, EntityUid, PolicySet,
    Request, Response, RestrictedExpression,
};
use sayso::Decision;
use sayso_benches::PlainRequest;

use crate::engine::PolicyName;
use crate::library::Library;

/// What a program that uses Cedar makes once: the authorizer and the names of its types.
pub(crate) struct Cedar {
    authorizer: Authorizer,
    entities: Entities,
    user: EntityTypeName,
    s3_action: EntityTypeName,
    s3_resource: EntityTypeName,
}

impl Cedar {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            authorizer: Authorizer::new(),
            entities: Entities::empty(),
            user: "User".parse()?,
            s3_action: "s3::Action".parse()?,
            s3_resource: "s3::Resource".parse()?,
        })
    }
}

impl Library for Cedar {
    type Policy = PolicySet;
    type Request<'r> = Request;
    type Answer = Response;

    const NAME: &'static str = "cedar-policy";
    const REMARKS: &'static [&'static str] = &[
        "Another language: our translation, with types given to the context's values in preparation.",
        "Patterns have no `?`: `20??` is translated as `20*`, which accepts more, though no request here.",
        "Patterns have no variables: `${aws:username}` is compared with the first segment of the object's key, \
         which preparation cuts out; a name with a `/` would be missed.",
        "Actions are compared with regard to case, numbers are whole numbers.",
    ];

    fn version(&self) -> &str {
        super::locked("cedar-policy")
    }

    fn translation(policy: PolicyName) -> Option<&'static str> {
        Some(match policy {
            PolicyName::P1 => include_str!("../../cedar/P1.cedar"),
            PolicyName::P30 => include_str!("../../cedar/P30.cedar"),
        })
    }

    fn parse(&self, text: &str) -> Option<PolicySet> {
        text.parse().ok()
    }

    fn prepare(&self, plain: &PlainRequest<'_>) -> Option<Request> {
        let entity =
            |kind: &EntityTypeName, id| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id));
        let mut pairs = Vec::with_capacity(plain.context.len() + 2);
        for (key, value) in &plain.context {
            pairs.push(((*key).to_owned(), attribute(key, value)?));
        }
        let text = |value: &str| RestrictedExpression::new_string(value.to_owned());
        pairs.push(("resource".to_owned(), text(plain.resource)));
        if let Some(folder) = plain.resource.split('/').nth(1) {
            pairs.push(("folder".to_owned(), text(folder)));
        }
        Request::new(
            entity(&self.user, plain.principal),
            entity(&self.s3_action, plain.action.strip_prefix("s3:")?),
            entity(&self.s3_resource, plain.resource),
            Context::from_pairs(pairs).ok()?,
            None,
        )
        .ok()
    }

    fn decide(&self, policy: &PolicySet, request: &Request) -> Response {
        self.authorizer.is_authorized(request, policy, &self.entities)
    }

    /// A denial that names a policy is explicit; a policy that fails is none.
    fn decision(answer: &Response) -> Option<Decision> {
        if answer.diagnostics().errors().next().is_some() {
            return None;
        }
        Some(match answer.decision() {
            Theirs::Allow => Decision::Allowed,
            Theirs::Deny if answer.diagnostics().reason().next().is_some() => Decision::ExplicitDeny,
            Theirs::Deny => Decision::ImplicitDeny,
        })
    }
}

/// The value in the type that Cedar compares it in.
fn attribute(key: &str, value: &str) -> Option<RestrictedExpression> {
    Some(match key {
        "aws:SourceIp" => RestrictedExpression::new_ip(value),
        "aws:CurrentTime" => RestrictedExpression::new_datetime(value),
        "aws:SecureTransport" => RestrictedExpression::new_bool(value.parse().ok()?),
        "s3:max-keys" => RestrictedExpression::new_long(value.parse().ok()?),
        _ => RestrictedExpression::new_string(value.to_owned()),
    })
}
