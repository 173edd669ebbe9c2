//! What an audit finds, by code: how bad it is, why, and what to do.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    /// Untidy, or more than is needed.
    Low,
    /// A step on somebody's way.
    Medium,
    /// One mistake away from losing the account.
    High,
    /// The account can be lost now.
    Critical,
}

impl Severity {
    /// Worst first.
    pub(crate) const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// What is found, in a line.
    pub(crate) title: &'static str,
    /// Why it matters.
    pub(crate) why: &'static str,
    /// What to do about it.
    pub(crate) advice: &'static str,
}

macro_rules! codes {
    ($($name:ident $severity:ident $title:literal $why:literal $advice:literal)*) => {
        $(pub(crate) static $name: Code = Code {
            name: stringify!($name), severity: Severity::$severity, title: $title, why: $why, advice: $advice,
        };)*
        /// All of them, by topic.
        #[cfg(test)]
        pub(crate) static CODES: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    ESCALATION_TO_ADMINISTRATOR Critical "A principal can make itself administrator"
        "Every step of the path is allowed by the policies: whoever has these credentials has the account."
        "Cut the first edge that nobody needs: name the resources, or add a permissions boundary."
    POSSIBLE_ESCALATION_TO_ADMINISTRATOR High "A principal may be able to make itself administrator"
        "The path needs something that the files do not tell: a value of a condition, or a resource with the role."
        "Look at what the steps depend on, and cut the first that nobody needs."
    HIDDEN_ADMINISTRATOR High "A principal can do everything, though no policy is called so"
        "Reviews look for AdministratorAccess by name: these are overlooked."
        "Give what is needed, or attach AdministratorAccess so that it is seen."
    ADMINISTRATOR Medium "A principal is an administrator"
        "Each administrator's credentials are the account's."
        "Keep them few, with MFA, and use a role for the rare task that needs it."
    PUBLIC_TRUST Critical "Anybody can assume a role"
        "The trust policy lets in principals of any account."
        "Name the principals, or limit the organization with `aws:PrincipalOrgID`."
    OPEN_PROVIDER_TRUST High "A role trusts more of an identity provider than one workload"
        "Other customers of the provider get the same kind of token."
        "Require the audience and the exact subject in the condition."
    THIRD_PARTY_WITHOUT_EXTERNAL_ID High "Another account is trusted without an external id"
        "A service provider can be talked into using your role for another customer: the confused deputy."
        "Require `sts:ExternalId`, or name a role of the account and limit its organization."
    CROSS_ACCOUNT_TRUST Low "Another account is trusted"
        "Its administrators decide who of it comes in."
        "See that the account is yours or a partner's; give its dump or the organization, so that it is known."
    CONFUSED_DEPUTY_SERVICE Low "A service is trusted whomever it works for"
        "The service could be made to use the role for a resource of somebody else."
        "Limit it with `aws:SourceArn` or `aws:SourceAccount`."
    PUBLIC_RESOURCE Critical "A resource's policy lets anybody in"
        "No credentials of yours are needed."
        "Name the principals, or limit the organization with `aws:PrincipalOrgID`."
    WILDCARD_REACH Medium "A policy allows all of a service on everything"
        "Nobody needs all of it, and new actions come along by themselves."
        "Name the actions and the resources; last accessed information tells which."
    CREDENTIALS_EXPOSURE Medium "A policy lets its holders get credentials"
        "What is returned works elsewhere, and outlives a change of the policy."
        "Limit the resources to those that are needed."
    DATA_EXFILTRATION Medium "A policy reads data of any resource"
        "One leaked key reads all of it."
        "Name the buckets, tables, parameters or secrets."
    PERMISSIONS_MANAGEMENT Medium "A policy changes permissions of any resource"
        "Its holders can open resources to others."
        "Name the resources, or leave this to few."
    BOUNDARY_GAP Medium "A principal can make others without a permissions boundary"
        "What it makes is held back by nothing."
        "Require `iam:PermissionsBoundary` in the condition."
    UNUSED_ROLE Medium "A role has not been used for long"
        "Nobody would notice who uses it instead."
        "Delete it, or take its policies away first and wait."
    EMPTY_GROUP Low "A group has no users"
        "Whoever is put in gets what nobody looks at any more."
        "Delete it."
    UNATTACHED_POLICY Low "A managed policy is attached to nothing"
        "It is maintained for nobody, and attached by mistake."
        "Delete it."
    INLINE_POLICY Low "Policies are inline"
        "They are not seen in lists, have no versions and are copied."
        "Make a managed policy of what several need."
    DIRECT_USER_POLICY Low "A user holds policies itself"
        "What a person can do should follow from their groups or roles."
        "Move the policies to a group or role."
    ROOT_WITHOUT_MFA Critical "The root user has no MFA"
        "A password alone is between anybody and everything."
        "Add an MFA device to the root user, or remove its credentials from the organization."
    ROOT_ACCESS_KEY Critical "The root user has an access key"
        "No policy limits it."
        "Delete the key."
    ROOT_USED High "The root user was used lately"
        "Few tasks need it; the rest leaves no person's name."
        "Find out what for, and use a role for it."
    USER_WITHOUT_MFA High "A user has a password and no MFA"
        "A password that leaks is enough to sign in."
        "Add an MFA device, or let people sign in with a provider."
    OLD_ACCESS_KEY Medium "An access key has not been rotated for long"
        "The longer a key lives, the more places it is in."
        "Rotate it, or use a role instead."
    UNUSED_ACCESS_KEY Medium "An access key is active and unused"
        "Nobody would miss it, and nobody would notice its use."
        "Deactivate it, then delete it."
    UNUSED_PASSWORD Medium "A password is active and unused"
        "The person has left or does not need it."
        "Delete the login profile."
    SIGNING_CERTIFICATE Low "A signing certificate is active"
        "Few services ever used them; it is one more credential."
        "Delete it if nothing needs it."
    UNUSED_SERVICE Medium "Services are granted and were never used"
        "What is not used is of use to an attacker only."
        "Take the services out of the policies."
    UNUSED_ACTION Low "Actions are granted and were never used"
        "Of services that are used, too, most actions are not."
        "Take the actions out of the policies."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_explains_every_code() {
        let page = include_str!("../../../../../docs/audit.md");
        let (_, list) = page.split_once("## What is found").unwrap();
        let names: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        assert_eq!(names, CODES.iter().map(|code| code.name).collect::<Vec<_>>());
        for code in CODES {
            let words =
                format!("{}; {}. {}\n\n{}", code.title, code.severity.as_str(), code.why, code.advice);
            assert!(list.contains(&words), "{}: {words}", code.name);
        }
    }
}
