//! Reading what `aws iam get-account-authorization-details` prints, page by page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::document;
use super::model::Place;
use super::node::{get, is_true, list, owned, string, text};
use crate::arn::{Arn, is_account_id};
use crate::diagnostic::{Diagnostic, Severity, quote};
use crate::document::PolicyDocument;
use crate::json::{Limits, Node, Value};
use crate::request::Principal;
use crate::source::{Source, Span};

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
    pub(super) faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// One dump, or a list of them.
    pub(super) fn read(&mut self, node: &Node<'_>) {
        match &node.value {
            Value::Array(items) if !items.is_empty() => items.iter().for_each(|item| self.dump(item)),
            _ => self.dump(node),
        }
    }

    fn dump(&mut self, node: &Node<'_>) {
        if !LISTS.iter().any(|name| get(node, name).is_some()) {
            let names = "`UserDetailList`, `GroupDetailList`, `RoleDetailList` and `Policies`";
            self.fault(node.span, format!("this is no dump of an account: it has none of {names}"));
            return;
        }
        let mut accounts = Vec::new();
        for user in list(node, "UserDetailList") {
            if let Some(holder) = self.holder(user, "UserName", "UserPolicyList") {
                accounts.push(holder.account.clone());
                let before = self.all.users.insert(holder.arn.clone(), holder);
                self.repeated(before);
            }
        }
        for group in list(node, "GroupDetailList") {
            if let Some(holder) = self.holder(group, "GroupName", "GroupPolicyList") {
                accounts.push(holder.account.clone());
                let before = self.all.groups.insert(holder.arn.clone(), holder);
                self.repeated(before);
            }
        }
        for role in list(node, "RoleDetailList") {
            if let Some(holder) = self.holder(role, "RoleName", "RolePolicyList") {
                accounts.push(holder.account.clone());
                let before = self.all.roles.insert(holder.arn.clone(), holder);
                self.repeated(before);
            }
        }
        for policy in list(node, "Policies") {
            if let Some(policy) = self.managed(policy) {
                accounts.extend(Arn::of(&policy.arn).map(|arn| arn.account().to_owned()));
                self.all.policies.insert(policy.arn.clone(), policy);
            }
        }
        let is_last = !is_true(node, "IsTruncated");
        for account in accounts.into_iter().filter(|account| is_account_id(account)) {
            *self.all.is_whole.entry(account).or_default() |= is_last;
        }
    }

    fn holder(&mut self, node: &Node<'_>, name: &str, policies: &str) -> Option<Holder> {
        let arn = self.arn(node)?;
        let account = Arn::of(&arn)?.account().to_owned();
        if !is_account_id(&account) {
            self.fault(node.span, format!("the account in `{arn}` is not 12 digits"));
            return None;
        }
        if name != "GroupName" && Principal::named(&arn, "session").is_err() {
            self.fault(node.span, format!("{} is no ARN of a user or role", quote(&arn)));
            return None;
        }
        let last_segment = arn.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
        let inline = list(node, policies).iter().filter_map(|policy| {
            let name = owned(policy, "PolicyName").unwrap_or_default();
            Some((name, self.document(get(policy, "PolicyDocument")?)))
        });
        let inline: Vec<_> = inline.collect();
        let boundary = get(node, "PermissionsBoundary");
        let last_used = get(node, "RoleLastUsed").and_then(|used| owned(used, "LastUsedDate"));
        Some(Holder {
            account,
            name: owned(node, name).unwrap_or(last_segment),
            path: owned(node, "Path").unwrap_or_else(|| "/".to_owned()),
            id: ["UserId", "RoleId", "GroupId"].iter().find_map(|key| owned(node, key)),
            inline,
            attached: list(node, "AttachedManagedPolicies")
                .iter()
                .filter_map(|policy| owned(policy, "PolicyArn"))
                .collect(),
            groups: list(node, "GroupList")
                .iter()
                .filter_map(|name| string(name).map(str::to_owned))
                .collect(),
            boundary: boundary.and_then(|boundary| owned(boundary, "PermissionsBoundaryArn")),
            trust: get(node, "AssumeRolePolicyDocument").map(|trust| self.document(trust)),
            profiles: list(node, "InstanceProfileList").iter().filter_map(profile).collect(),
            tags: list(node, "Tags").iter().filter_map(tag).collect(),
            created: owned(node, "CreateDate"),
            last_used: last_used.or_else(|| owned(node, "PasswordLastUsed")),
            place: Place { source: self.source.clone(), span: node.span },
            arn,
        })
    }

    fn managed(&mut self, node: &Node<'_>) -> Option<Managed> {
        let arn = self.arn(node)?;
        let default = owned(node, "DefaultVersionId");
        let mut versions = Vec::new();
        for version in list(node, "PolicyVersionList") {
            let id = owned(version, "VersionId").unwrap_or_default();
            let is_default = is_true(version, "IsDefaultVersion") || default.as_ref() == Some(&id);
            if let Some(document) = get(version, "Document") {
                versions.push((id, is_default, self.document(document)));
            }
        }
        let name = owned(node, "PolicyName");
        let name = name.unwrap_or_else(|| arn.rsplit('/').next().unwrap_or_default().to_owned());
        Some(Managed { arn, name, versions, place: Place { source: self.source.clone(), span: node.span } })
    }

    fn arn(&mut self, node: &Node<'_>) -> Option<String> {
        match text(node, "Arn") {
            Some(arn) if Arn::of(arn).is_some_and(|arn| arn.service() == "iam") => Some(arn.to_owned()),
            Some(arn) => {
                let message = format!("{} is no ARN of IAM", quote(arn));
                self.fault(get(node, "Arn").map_or(node.span, |node| node.span), message);
                None
            }
            None => {
                self.fault(Span::at(node.span.range().start), "this entry has no `Arn`: it is left out");
                None
            }
        }
    }

    fn document(&mut self, node: &Node<'_>) -> Arc<PolicyDocument> {
        Arc::new(document(self.source, node, self.limits))
    }

    fn repeated(&mut self, before: Option<Holder>) {
        let Some(before) = before else { return };
        let message = format!("`{}` is given twice: the one read last counts", before.arn);
        let mut fault =
            Diagnostic::error("REPEATED_ENTITY", &before.place.source, before.place.span, message);
        fault.severity = Severity::Warning;
        self.faults.push(fault);
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.faults.push(Diagnostic::error("INVALID_DUMP", self.source, span, message));
    }
}

fn tag(node: &Node<'_>) -> Option<(String, String)> {
    Some((owned(node, "Key")?, text(node, "Value").unwrap_or_default().to_owned()))
}

/// Name and ARN.
fn profile(node: &Node<'_>) -> Option<(String, String)> {
    let arn = owned(node, "Arn")?;
    let name = owned(node, "InstanceProfileName");
    Some((name.unwrap_or_else(|| arn.rsplit('/').next().unwrap_or_default().to_owned()), arn))
}
