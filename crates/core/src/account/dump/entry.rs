//! One user, group, role or managed policy of a dump. What is there and makes no sense is told; a policy of which the
//! text is not there is kept as one that could not be read.

use std::sync::Arc;

use super::{Holder, Managed, Reader};
use crate::account::document::document;
use crate::account::model::Place;
use crate::account::node::{get, is_true, owned, string, text};
use crate::arn::{Arn, is_account_id};
use crate::diagnostic::quote;
use crate::document::PolicyDocument;
use crate::json::Node;
use crate::request::Principal;
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn holder(&mut self, node: &Node<'_>, name: &str, policies: &str) -> Option<Holder> {
        let arn = self.arn(node)?;
        let account = Arn::of(&arn)?.account().to_owned();
        if !is_account_id(&account) {
            self.fault(node.span, format!("the account in {} is not 12 digits", quote(&arn)));
            return None;
        }
        if name != "GroupName" && Principal::named(&arn, "session").is_err() {
            self.fault(node.span, format!("{} is no ARN of a user or role", quote(&arn)));
            return None;
        }
        let last_segment = arn.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
        let inline = self.list(node, policies).iter().map(|policy| {
            let name = owned(policy, "PolicyName").unwrap_or_default();
            (name, self.document(policy, "PolicyDocument"))
        });
        let inline = inline.collect();
        let last_used = get(node, "RoleLastUsed").and_then(|used| owned(used, "LastUsedDate"));
        let trust = get(node, "AssumeRolePolicyDocument").is_some();
        Some(Holder {
            account,
            name: owned(node, name).unwrap_or(last_segment),
            path: owned(node, "Path").unwrap_or_else(|| "/".to_owned()),
            id: ["UserId", "RoleId", "GroupId"].iter().find_map(|key| owned(node, key)),
            inline,
            attached: self.texts(node, "AttachedManagedPolicies", |it| text(it, "PolicyArn")),
            groups: self.texts(node, "GroupList", string),
            boundary: self.boundary(node),
            trust: trust.then(|| self.document(node, "AssumeRolePolicyDocument")),
            profiles: self.list(node, "InstanceProfileList").iter().filter_map(profile).collect(),
            tags: self.list(node, "Tags").iter().filter_map(tag).collect(),
            created: owned(node, "CreateDate"),
            last_used: last_used.or_else(|| owned(node, "PasswordLastUsed")),
            place: Place { source: self.source.clone(), span: node.span },
            arn,
        })
    }

    pub(super) fn managed(&mut self, node: &Node<'_>) -> Option<Managed> {
        let arn = self.arn(node)?;
        let default = owned(node, "DefaultVersionId");
        let mut versions = Vec::new();
        for version in self.list(node, "PolicyVersionList") {
            let id = owned(version, "VersionId").unwrap_or_default();
            let is_default = is_true(version, "IsDefaultVersion") || default.as_ref() == Some(&id);
            // `list-policy-versions`, from which tools make dumps, prints no documents.
            if is_default || get(version, "Document").is_some() {
                versions.push((id, is_default, self.document(version, "Document")));
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

    /// One text of each item of a list.
    fn texts<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        key: &str,
        of: impl Fn(&'n Node<'a>) -> Option<&'n str>,
    ) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(node, key) {
            match of(item) {
                Some(text) => texts.push(text.to_owned()),
                None => self.fault(item.span, format!("this entry of `{key}` names nothing: it is left out")),
            }
        }
        texts
    }

    /// A boundary without its ARN is one that is not in the dump, rather than none.
    fn boundary(&mut self, node: &Node<'_>) -> Option<String> {
        let boundary = get(node, "PermissionsBoundary")?;
        let arn = owned(boundary, "PermissionsBoundaryArn").or_else(|| string(boundary).map(str::to_owned));
        if arn.is_none() {
            self.fault(boundary.span, "the boundary has no `PermissionsBoundaryArn`");
        }
        Some(arn.unwrap_or_default())
    }

    fn document(&mut self, node: &Node<'_>, key: &str) -> Arc<PolicyDocument> {
        Arc::new(match get(node, key) {
            Some(written) => document(self.source, written, self.limits),
            None => PolicyDocument::unreadable(self.invalid(node.span, format!("there is no `{key}`"))),
        })
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
