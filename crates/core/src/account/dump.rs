//! Reading what `aws iam get-account-authorization-details` prints, page by page.

mod entry;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::Place;
use super::node::{get, is_true};
use crate::arn::{Arn, is_account_id};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::PolicyDocument;
use crate::json::{Limits, Node, Value};
use crate::source::{Source, Span};

/// Where users, groups or roles are put.
type Shelf = fn(&mut Dumped) -> &mut BTreeMap<String, Holder>;

/// The lists of those who hold policies, what has their names and inline policies, and where they go.
const HOLDERS: [(&str, &str, &str, Shelf); 3] = [
    ("UserDetailList", "UserName", "UserPolicyList", |all| &mut all.users),
    ("GroupDetailList", "GroupName", "GroupPolicyList", |all| &mut all.groups),
    ("RoleDetailList", "RoleName", "RolePolicyList", |all| &mut all.roles),
];

/// The lists of a dump.
const LISTS: [&str; 4] = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];

/// A user, group or role as written: policies that are attached are names still.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) arn: String,
    pub(super) account: String,
    pub(super) name: String,
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) inline: Vec<(String, Arc<PolicyDocument>)>,
    pub(super) attached: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) boundary: Option<String>,
    pub(super) trust: Option<Arc<PolicyDocument>>,
    pub(super) profiles: Vec<(String, String)>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) created: Option<String>,
    pub(super) last_used: Option<String>,
    pub(super) place: Place,
}

/// A managed policy as written.
#[derive(Debug, Clone)]
pub(super) struct Managed {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) versions: Vec<(String, bool, Arc<PolicyDocument>)>,
    pub(super) place: Place,
}

/// What one or several dumps hold.
#[derive(Debug, Default)]
pub(super) struct Dumped {
    pub(super) users: BTreeMap<String, Holder>,
    pub(super) groups: BTreeMap<String, Holder>,
    pub(super) roles: BTreeMap<String, Holder>,
    pub(super) policies: BTreeMap<String, Managed>,
    /// Whether the last page of an account was there.
    pub(super) is_whole: BTreeMap<String, bool>,
}

/// Reads one text into `all`.
pub(super) struct Reader<'s> {
    pub(super) source: &'s Source,
    pub(super) limits: &'s Limits,
    pub(super) all: &'s mut Dumped,
    pub(super) faults: &'s mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// One dump, or a list of them; the last may be the beginning of one.
    pub(super) fn read(&mut self, node: &Node<'_>, breaks_off: bool) {
        match &node.value {
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.dump(item, breaks_off && number + 1 == items.len());
                }
            }
            _ => self.dump(node, breaks_off),
        }
    }

    fn dump(&mut self, node: &Node<'_>, breaks_off: bool) {
        if !LISTS.iter().any(|name| get(node, name).is_some()) {
            let names = "`UserDetailList`, `GroupDetailList`, `RoleDetailList` and `Policies`";
            // Of a beginning that was told already.
            if !breaks_off {
                self.fault(node.span, format!("this is no dump of an account: it has none of {names}"));
            }
            return;
        }
        let mut accounts = Vec::new();
        for (key, name, policies, into) in HOLDERS {
            for entry in self.list(node, key) {
                if let Some(holder) = self.holder(entry, name, policies) {
                    accounts.push(holder.account.clone());
                    let before = into(self.all).insert(holder.arn.clone(), holder);
                    self.repeated(before);
                }
            }
        }
        for policy in self.list(node, "Policies") {
            if let Some(policy) = self.managed(policy) {
                accounts.extend(Arn::of(&policy.arn).map(|arn| arn.account().to_owned()));
                self.all.policies.insert(policy.arn.clone(), policy);
            }
        }
        let is_last = !breaks_off && !is_true(node, "IsTruncated");
        for account in accounts.into_iter().filter(|account| is_account_id(account)) {
            *self.all.is_whole.entry(account).or_default() |= is_last;
        }
    }

    fn repeated(&mut self, before: Option<Holder>) {
        let Some(before) = before else { return };
        let message = format!("`{}` is given twice: the one read last counts", before.arn);
        let mut fault =
            Diagnostic::error("REPEATED_ENTITY", &before.place.source, before.place.span, message);
        fault.severity = Severity::Warning;
        self.faults.push(fault);
    }

    /// The items of a list, which may be left out; a single object, as AWS's samples have it, is a list of one.
    fn list<'n, 'a>(&mut self, node: &'n Node<'a>, key: &str) -> &'n [Node<'a>] {
        match get(node, key) {
            None => &[],
            Some(Node { value: Value::Array(items), .. }) => items,
            Some(Node { value: Value::Object(members), .. }) if members.is_empty() => &[],
            Some(node @ Node { value: Value::Object(_), .. }) => std::slice::from_ref(node),
            Some(other) => {
                self.fault(other.span, format!("`{key}` is no list but {}", other.value.kind()));
                &[]
            }
        }
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.faults.push(self.invalid(span, message));
    }

    fn invalid(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        // Where it begins: it may be long.
        Diagnostic::error("INVALID_DUMP", self.source, Span::at(span.range().start), message)
    }
}
