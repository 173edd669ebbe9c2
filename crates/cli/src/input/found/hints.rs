//! What the path of a plain policy says about its type.

use sayso::{PolicyDocument, PolicyType};

/// Words of a path, and the type they tell.
const WORDS: [(&str, PolicyType); 15] = [
    ("scp", PolicyType::ServiceControl),
    ("scps", PolicyType::ServiceControl),
    ("service-control", PolicyType::ServiceControl),
    ("service_control", PolicyType::ServiceControl),
    ("rcp", PolicyType::ResourceControl),
    ("rcps", PolicyType::ResourceControl),
    ("resource-control", PolicyType::ResourceControl),
    ("resource_control", PolicyType::ResourceControl),
    ("boundary", PolicyType::PermissionsBoundary),
    ("boundaries", PolicyType::PermissionsBoundary),
    ("trust", PolicyType::RoleTrust),
    ("vpce", PolicyType::VpcEndpoint),
    ("endpoint", PolicyType::VpcEndpoint),
    ("endpoints", PolicyType::VpcEndpoint),
    ("session", PolicyType::Session),
];

/// The type of a policy of which only its file's name and its own text tell.
pub(super) fn policy_type(name: &str, document: &PolicyDocument) -> PolicyType {
    let detected = PolicyType::detect(document);
    by_path(name).filter(|hint| fits(*hint, detected, document)).unwrap_or(detected)
}

/// The last word of the path counts most: it is nearest to the policy.
fn by_path(name: &str) -> Option<PolicyType> {
    name.rsplit(['/', '\\']).find_map(|component| {
        let stem = component.to_ascii_lowercase();
        let has = |word: &str| {
            stem.match_indices(word).any(|(at, _)| {
                let outside = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
                let before = stem.get(..at).unwrap_or_default();
                let after = stem.get(at + word.len()..).unwrap_or_default();
                outside(before.chars().next_back()) && outside(after.chars().next())
            })
        };
        WORDS.iter().find(|(word, _)| has(word)).map(|(_, policy_type)| *policy_type)
    })
}

/// Whether the text can be what the path says: some of the words are common, `session-manager.json` is of a role.
fn fits(hint: PolicyType, detected: PolicyType, document: &PolicyDocument) -> bool {
    let only_sts = || {
        let mut actions = document.statements().iter().flat_map(|statement| &statement.action);
        actions.all(|action| {
            action.entries.iter().all(|entry| entry.value.to_ascii_lowercase().starts_with("sts:"))
        })
    };
    match hint {
        PolicyType::PermissionsBoundary | PolicyType::Session => detected == PolicyType::Identity,
        PolicyType::VpcEndpoint => detected != PolicyType::Identity,
        PolicyType::RoleTrust => only_sts(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_the_nearest_component_tell() {
        for (name, expected) in [
            ("policies/scp/deny.json", Some(PolicyType::ServiceControl)),
            ("scps/rcp-deny.json", Some(PolicyType::ResourceControl)),
            ("org\\service-control-policies\\a.json", Some(PolicyType::ServiceControl)),
            ("app.boundary.json", Some(PolicyType::PermissionsBoundary)),
            ("trustworthy.json", None),
            ("app_trust.json", Some(PolicyType::RoleTrust)),
            ("role.json", None),
        ] {
            assert_eq!(by_path(name), expected, "{name}");
        }
    }
}
