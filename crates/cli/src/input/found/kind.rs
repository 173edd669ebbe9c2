//! What a place for a policy says about it.

use sayso::PolicyType;

use super::Attachment;

/// The place's role; a table of places has one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Managed,
    User,
    Group,
    Role,
    Trust,
    /// The permissions of a permission set.
    PermissionSet,
    Scp,
    Rcp,
    Endpoint,
    Key,
    /// The policy of a resource of this CloudFormation type.
    Resource(&'static str),
}

impl Kind {
    pub(super) fn policy_type(self) -> PolicyType {
        match self {
            Self::Managed | Self::User | Self::Group | Self::Role | Self::PermissionSet => {
                PolicyType::Identity
            }
            Self::Trust => PolicyType::RoleTrust,
            Self::Scp => PolicyType::ServiceControl,
            Self::Rcp => PolicyType::ResourceControl,
            Self::Endpoint => PolicyType::VpcEndpoint,
            Self::Key => PolicyType::KmsKey,
            Self::Resource(_) => PolicyType::Resource,
        }
    }

    pub(super) fn attachment(self) -> Attachment {
        match self {
            Self::Managed => Attachment::Managed,
            Self::User => Attachment::InlineUser,
            Self::Group => Attachment::InlineGroup,
            Self::Role => Attachment::InlineRole,
            Self::Trust => Attachment::Trust,
            Self::PermissionSet => Attachment::Unknown,
            Self::Scp => Attachment::Scp,
            Self::Rcp => Attachment::Rcp,
            Self::Endpoint => Attachment::Endpoint,
            Self::Key => Attachment::Resource("AWS::KMS::Key"),
            Self::Resource(resource) => Attachment::Resource(resource),
        }
    }

    /// The part of a label after what holds the policy.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Managed => "managed policy",
            Self::User | Self::Group | Self::Role | Self::PermissionSet => "inline policy",
            Self::Trust => "trust policy",
            Self::Scp => "service control policy",
            Self::Rcp => "resource control policy",
            Self::Endpoint => "endpoint policy",
            Self::Key => "key policy",
            Self::Resource(_) => "resource policy",
        }
    }

    /// What an organization calls the type of a policy; its other types are in other languages.
    pub(super) fn of_organization(name: &str) -> Option<Self> {
        match name {
            "SERVICE_CONTROL_POLICY" => Some(Self::Scp),
            "RESOURCE_CONTROL_POLICY" => Some(Self::Rcp),
            _ => None,
        }
    }
}

/// The attachment of a plain policy of this type.
pub(super) fn attachment_of(policy_type: PolicyType) -> Attachment {
    match policy_type {
        PolicyType::Identity | PolicyType::Resource => Attachment::Unknown,
        PolicyType::RoleTrust => Attachment::Trust,
        PolicyType::KmsKey => Attachment::Resource("AWS::KMS::Key"),
        PolicyType::PermissionsBoundary => Attachment::Boundary,
        PolicyType::Session => Attachment::Session,
        PolicyType::ServiceControl => Attachment::Scp,
        PolicyType::ResourceControl => Attachment::Rcp,
        PolicyType::VpcEndpoint => Attachment::Endpoint,
    }
}
