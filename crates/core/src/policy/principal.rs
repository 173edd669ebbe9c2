//! `Principal` and `NotPrincipal` (2.3).

use crate::arn::is_account_id;
use crate::document::{PrincipalElement, PrincipalKind};
use crate::outcome::{Because, Outcome};
use crate::request::{Principal, PrincipalType};
use crate::truth::Truth;

/// How a resource policy names a caller, weakest first; it decides what else must allow (4.3).
///
/// ```
/// use sayso::policy::Grade;
///
/// // Of several statements that grant, the strongest counts.
/// assert_eq!([Grade::Account, Grade::Direct, Grade::Role].into_iter().max(), Some(Grade::Direct));
/// assert!(Grade::Wild > Grade::Role);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The caller's account: its administrators must allow too (E16).
    Account,
    /// The user behind a federated session (E13).
    User,
    /// The role of a session (E10).
    Role,
    /// Everybody (E15).
    Wild,
    /// The caller itself (E11, E12, E14).
    Direct,
}

/// The caller as principal elements see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller<'a> {
    pub(crate) principal: &'a Principal<'a>,
    pub(crate) has_boundary: bool,
}

#[derive(Debug, Clone)]
pub(super) struct PrincipalMatcher {
    negated: bool,
    entries: Box<[Entry]>,
}

#[derive(Debug, Clone)]
enum Entry {
    /// `*` of type AWS (P09).
    Everybody,
    /// An account, with its partition where it was written as `:root` ARN (P01).
    Account {
        id: Box<str>,
        partition: Option<Box<str>>,
    },
    /// Any other ARN (P03 to P06).
    Arn(Box<str>),
    /// A unique id (P11).
    UniqueId(Box<str>),
    Service(Box<str>),
    Federated(Box<str>),
    CanonicalUser(Box<str>),
}

impl PrincipalMatcher {
    pub(super) fn compile(node: &PrincipalElement) -> Self {
        let compile =
            |entry: &crate::document::PrincipalEntry| Entry::compile(entry.kind, &entry.value.value);
        Self { negated: node.negated, entries: node.entries.iter().map(compile).collect() }
    }

    /// Whether the element applies to the caller, and for `Principal` the strongest grade (P10).
    pub(super) fn evaluate(&self, caller: &Caller<'_>) -> (Outcome, Grade) {
        if self.entries.is_empty() {
            return (Outcome::no(Because::NoEntry { value: 0 }), Grade::Account);
        }
        if self.negated {
            return (self.not_principal(caller), Grade::Direct);
        }
        let grades =
            (0..).zip(&self.entries).filter_map(|(at, entry)| Some((entry.grade(caller.principal)?, at)));
        match grades.reduce(|best, next| if next.0 > best.0 { next } else { best }) {
            Some((grade, entry)) => (Outcome::yes(Because::Entry { value: 0, entry }), grade),
            None => (Outcome::no(Because::NoEntry { value: 0 }), Grade::Account),
        }
    }

    /// P13: exempt only if the caller and every identity above it are listed, and it has no boundary.
    fn not_principal(&self, caller: &Caller<'_>) -> Outcome {
        let principal = caller.principal;
        let listed = |test: &dyn Fn(&Entry) -> bool| (0..).zip(&self.entries).find(|(_, entry)| test(entry));
        let everybody = listed(&|entry| matches!(entry, Entry::Everybody));
        let own = everybody.or_else(|| listed(&|entry| entry.names(principal)));
        let Some((entry, _)) = own else {
            return Outcome::yes(Because::NoEntry { value: 0 });
        };
        let account = !principal.is_iam() || listed(&|entry| entry.is_account_of(principal)).is_some();
        let role = match &principal.kind {
            PrincipalType::RoleSession { role_arn, role_id, .. } => {
                listed(&|entry| entry.is_arn_or_id(role_arn, role_id.as_deref())).is_some()
            }
            _ => true,
        };
        if caller.has_boundary || everybody.is_none() && !(account && role) {
            return Outcome::yes(Because::ChainIncomplete);
        }
        Outcome::new(Truth::No, Because::Entry { value: 0, entry })
    }
}

impl Entry {
    fn compile(kind: PrincipalKind, value: &str) -> Self {
        match kind {
            PrincipalKind::Service => Self::Service(value.into()),
            PrincipalKind::Federated => Self::Federated(value.into()),
            PrincipalKind::CanonicalUser => Self::CanonicalUser(value.into()),
            PrincipalKind::Aws if value == "*" => Self::Everybody,
            PrincipalKind::Aws => Self::compile_aws(value),
        }
    }

    fn compile_aws(value: &str) -> Self {
        if is_account_id(value) {
            return Self::Account { id: value.into(), partition: None };
        }
        let fields: Vec<&str> = value.splitn(6, ':').collect();
        match fields.as_slice() {
            ["arn", partition, "iam", "", id, "root"] => {
                Self::Account { id: (*id).into(), partition: Some((*partition).into()) }
            }
            ["arn", ..] => Self::Arn(value.into()),
            _ => Self::UniqueId(value.into()),
        }
    }

    fn grade(&self, principal: &Principal) -> Option<Grade> {
        match self {
            Self::Everybody => Some(Grade::Wild),
            Self::Account { .. } => match (self.is_account_of(principal), &principal.kind) {
                (false, _) => None,
                (true, PrincipalType::Root) => Some(Grade::Direct),
                (true, _) => Some(Grade::Account),
            },
            Self::Arn(arn) => arn_grade(arn, principal),
            Self::UniqueId(id) => match &principal.kind {
                PrincipalType::User { id: own, .. } if own.as_deref() == Some(id) => Some(Grade::Direct),
                PrincipalType::RoleSession { role_id, .. } if role_id.as_deref() == Some(id) => {
                    Some(Grade::Role)
                }
                _ => None,
            },
            Self::Service(_) | Self::Federated(_) => self.names(principal).then_some(Grade::Direct),
            Self::CanonicalUser(id) => {
                let own = principal.canonical_user_id.as_deref();
                let root = principal.kind == PrincipalType::Root;
                (own == Some(id)).then_some(if root { Grade::Direct } else { Grade::Account })
            }
        }
    }

    /// Whether the entry is the caller itself, not an identity above it.
    fn names(&self, principal: &Principal) -> bool {
        match (self, &principal.kind) {
            (Self::Account { .. }, PrincipalType::Root) => self.is_account_of(principal),
            (Self::Arn(arn), _) => **arn == *principal.arn,
            (Self::UniqueId(id), PrincipalType::User { id: own, .. }) => own.as_deref() == Some(id),
            (Self::Service(name), PrincipalType::Service { name: own }) => **name == **own,
            (Self::Federated(name), PrincipalType::Federated { provider }) => **name == **provider,
            _ => false,
        }
    }

    fn is_account_of(&self, principal: &Principal) -> bool {
        match self {
            Self::Account { id, partition, .. } => {
                let same_partition =
                    partition.as_deref().is_none_or(|own| principal.partition() == Some(own));
                principal.is_iam() && principal.account.as_deref() == Some(id) && same_partition
            }
            Self::CanonicalUser(id) => principal.canonical_user_id.as_deref() == Some(id),
            _ => false,
        }
    }

    fn is_arn_or_id(&self, own_arn: &str, own_id: Option<&str>) -> bool {
        match self {
            Self::Arn(arn) => **arn == *own_arn,
            Self::UniqueId(id) => own_id == Some(id),
            _ => false,
        }
    }
}

fn arn_grade(arn: &str, principal: &Principal) -> Option<Grade> {
    if !principal.arn.is_empty() && arn == principal.arn {
        return Some(Grade::Direct);
    }
    match &principal.kind {
        PrincipalType::RoleSession { role_arn, .. } if arn == role_arn => Some(Grade::Role),
        PrincipalType::FederatedUser { user_arn } if arn == user_arn => Some(Grade::User),
        _ => None,
    }
}
