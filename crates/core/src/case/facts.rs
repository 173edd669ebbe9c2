//! Who, on what, under which circumstances: the request's part of a case.

use super::fields::{Fields, PRINCIPAL, RESOURCE, items};
use crate::diagnostic::Diagnostic;
use crate::json::{Node, Value};
use crate::request::{
    Action, Context, Fact, Key, Principal, PrincipalType, Resource, ResourceKind, Session,
    is_service_linked_role,
};
use crate::source::{Source, Span};

/// A principal is an object, or a name as `sayso simulate --principal` takes it.
pub(super) fn principal(
    source: &Source,
    node: &Node<'_>,
    session_name: &str,
) -> Result<Principal<'static>, Diagnostic> {
    if let Value::String(name) = &node.value {
        return Principal::named(name, session_name)
            .map(Principal::into_owned)
            .map_err(|error| Diagnostic::error("INVALID_CASE", source, node.span, error.to_string()));
    }
    let fields = Fields::of(source, node, "a principal")?;
    fields.check(&PRINCIPAL)?;
    let arn = fields.owned("arn")?.unwrap_or_default();
    let account = fields
        .owned("account")?
        .or_else(|| arn.split(':').nth(4).filter(|account| !account.is_empty()).map(str::to_owned));
    let mut principal = Principal::new(kind(&fields, &arn)?, arn, account.map(Into::into));
    principal.canonical_user_id = fields.owned("canonicalUserId")?.map(Into::into);
    principal.account_is_management = fields.boolean("accountIsManagement")?;
    if principal.is_iam() && principal.arn.is_empty() {
        return Err(fields.error(fields.opening(), "the principal has no `arn`"));
    }
    Ok(principal)
}

fn kind(fields: &Fields<'_, '_>, arn: &str) -> Result<PrincipalType<'static>, Diagnostic> {
    let Some(kind) = fields.string("type")? else {
        return Err(fields.error(fields.opening(), "the principal has no `type`"));
    };
    let required = |name: &str| {
        let missing =
            || fields.error(fields.opening(), format!("a principal of type `{}` needs `{name}`", kind.value));
        fields.owned(name)?.ok_or_else(missing)
    };
    match kind.value {
        "user" => Ok(PrincipalType::User { id: fields.owned("id")?.map(Into::into), session: session(fields)? }),
        "role-session" => {
            let role_arn = match role_of(arn) {
                Some(role_arn) => fields.owned("roleArn")?.unwrap_or(role_arn),
                None => required("roleArn")?,
            };
            let service_linked = fields.boolean("serviceLinkedRole")? || is_service_linked_role(&role_arn);
            Ok(PrincipalType::RoleSession { role_arn: role_arn.into(), role_id: fields.owned("roleId")?.map(Into::into), service_linked })
        }
        "federated-user" => Ok(PrincipalType::FederatedUser { user_arn: required("userArn")?.into() }),
        "root" => Ok(PrincipalType::Root),
        "service" => Ok(PrincipalType::Service { name: required("name")?.into() }),
        "federated" => Ok(PrincipalType::Federated { provider: required("provider")?.into() }),
        "anonymous" => Ok(PrincipalType::Anonymous),
        other => Err(fields.error(kind.span, format!("`{other}` is no type of principal")).help(
            "the types are `user`, `role-session`, `federated-user`, `root`, `service`, `federated`, `anonymous`",
        )),
    }
}

fn session(fields: &Fields<'_, '_>) -> Result<Session, Diagnostic> {
    match fields.string("session")? {
        None => Ok(Session::Plain),
        Some(session) if session.value == "get-session-token" => Ok(Session::GetSessionToken),
        Some(session) => Err(fields
            .error(session.span, format!("`{}` is no kind of session", session.value))
            .help("the one kind that needs telling is `get-session-token`")),
    }
}

/// A session's role where nothing else names it: one without path.
fn role_of(arn: &str) -> Option<String> {
    match Principal::named(arn, "").ok()?.kind {
        PrincipalType::RoleSession { role_arn, .. } => Some(role_arn.into_owned()),
        _ => None,
    }
}

/// A resource is an object, or its ARN alone.
pub(super) fn resource(
    source: &Source,
    node: Option<&Node<'_>>,
    action: &Action,
    principal: &Principal,
) -> Result<Resource<'static>, Diagnostic> {
    let plain = |arn: &str| Resource::of(arn, action, principal).into_owned();
    let node = match node {
        None => return Ok(plain("*")),
        Some(Node { value: Value::String(arn), .. }) => return Ok(plain(arn)),
        Some(node) => node,
    };
    let fields = Fields::of(source, node, "a resource")?;
    fields.check(&RESOURCE)?;
    let mut resource = plain(fields.string("arn")?.map_or("*", |arn| arn.value));
    if let Some(account) = fields.owned("account")? {
        resource.account = Some(account.into());
    }
    resource.kind = match fields.string("kind")? {
        None => resource.kind,
        Some(kind) if kind.value == "kms-key" => ResourceKind::KmsKey,
        Some(kind) if kind.value == "iam-role-trust" => ResourceKind::RoleTrust,
        Some(kind) => {
            return Err(fields
                .error(kind.span, format!("`{}` is no kind of resource", kind.value))
                .help("the kinds that need telling are `kms-key` and `iam-role-trust`"));
        }
    };
    resource.account_is_management = fields.boolean("accountIsManagement")?;
    resource.aws_managed_key = fields.boolean("awsManagedKey")?;
    Ok(resource)
}

/// States `context`, `absent` and `unknown` of one object; later objects override earlier ones.
pub(super) fn context(into: &mut Context<'static>, fields: &Fields<'_, '_>) -> Result<(), Diagnostic> {
    if let Some(node) = fields.get("context") {
        let context = Fields::of(fields.source, node, "a context")?;
        for member in context.members() {
            let values = items(&member.value).map(|item| text(&context, item)).collect::<Result<_, _>>()?;
            let key = member.key.value.to_string();
            let replaced = state(into, &context, member.key.span, key, Fact::Known(values))?;
            if replaced.is_some() && !overrides(&context, member) {
                let message = format!("context key `{}` is given twice", member.key.value);
                return Err(context.error(member.key.span, message));
            }
        }
    }
    for (list, fact) in [("absent", Fact::Absent), ("unknown", Fact::Unknown)] {
        for key in fields.strings(list)? {
            state(into, fields, key.span, key.value.to_owned(), fact.clone())?;
        }
    }
    Ok(())
}

fn state(
    into: &mut Context<'static>,
    fields: &Fields<'_, '_>,
    span: Span,
    key: String,
    fact: Fact<'static>,
) -> Result<Option<Fact<'static>>, Diagnostic> {
    if into.len() >= Context::MOST_KEYS {
        let message = format!("a context has at most {} keys", Context::MOST_KEYS);
        return Err(fields.error(span, message));
    }
    Ok(into.insert(key, fact))
}

/// Whether a key stands once in its own object, so that it only overrides an outer one.
fn overrides(context: &Fields<'_, '_>, member: &crate::json::Member<'_>) -> bool {
    let key = Key::new(&*member.key.value);
    context.members().iter().filter(|other| Key::new(&*other.key.value) == key).count() == 1
}

/// Values are text; JSON numbers and booleans are taken as written.
fn text(context: &Fields<'_, '_>, node: &Node<'_>) -> Result<String, Diagnostic> {
    match &node.value {
        Value::String(text) | Value::Number(text) => Ok(text.to_string()),
        Value::Bool(value) => Ok(value.to_string()),
        other => {
            Err(context.error(node.span, format!("a context value is {}, expected a string", other.kind())))
        }
    }
}
