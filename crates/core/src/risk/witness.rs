//! Resources with which to ask whether an action is allowed.

use sayso_catalog::ServiceAction;

use crate::glob::Glob;
use crate::pattern::{Pattern, Syntax, arn_fields};
use crate::request::{Key, Principal};

/// Resource types and ARN patterns looked at for each entry of a policy.
const MOST_PATTERNS: usize = 8;

/// What a resource is called of which nothing is known.
const ANY_NAME: &str = "example";

/// A resource, and whether the policy's entry says which ones are meant, so that others are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) arn: String,
    pub(crate) is_limited: bool,
}

/// What an action takes: the patterns of its resource types, or only `*`.
pub(crate) struct Taken<'a> {
    patterns: Vec<&'a str>,
    account: &'a str,
    principal: &'a Principal<'a>,
}

impl<'a> Taken<'a> {
    pub(crate) fn by(action: &ServiceAction<'a>, principal: &'a Principal<'a>) -> Self {
        let patterns = action.resource_types().flat_map(|taken| taken.resource_type.arn_patterns());
        let account = principal.account.as_deref().unwrap_or("111122223333");
        Self { patterns: patterns.take(MOST_PATTERNS).collect(), account, principal }
    }

    /// Resources of the action's types of which nothing is known.
    pub(crate) fn any(&self) -> Vec<Witness> {
        self.matching("*", &Pattern::Any)
    }

    /// Resources of the action's types that an entry of a policy matches.
    pub(crate) fn matching(&self, text: &str, entry: &Pattern) -> Vec<Witness> {
        let value = |variable: &crate::pattern::Variable| self.value(&variable.key);
        let entry = Glob::with_values(entry, value);
        if self.patterns.is_empty() {
            let star = Witness { arn: "*".into(), is_limited: false };
            return entry.is_any().then_some(star).into_iter().collect();
        }
        let fields = arn_fields(text, true);
        let witness = |pattern: &&str| {
            let shape = self.shape(pattern, fields)?;
            let arn = entry.common(&shape, ANY_NAME)?;
            Some(Witness { arn, is_limited: !entry.covers_within(&shape, &mut 100_000) })
        };
        self.patterns.iter().filter_map(witness).collect()
    }

    fn value(&self, key: &Key<'_>) -> Option<&str> {
        self.principal.derived(key)
    }

    /// A resource type's pattern where partition, region and account are those of an entry, if it says which.
    fn shape(&self, pattern: &str, entry: Option<[&str; 6]>) -> Option<Glob> {
        let [scheme, partition, service, region, account, resource] = arn_fields(pattern, true)?;
        let [_, own_partition, _, own_region, own_account, _] = entry.unwrap_or(["*"; 6]);
        let field = |field: &'_ str, own: &'_ str, usual: &'_ str| match own {
            _ if !field.contains("${") => field.to_owned(),
            "*" => usual.to_owned(),
            own if own.contains(['*', '?', '$']) => "*".to_owned(),
            own => own.to_owned(),
        };
        let own_partition_name = self.principal.partition().unwrap_or("aws");
        let text = [
            scheme.to_owned(),
            field(partition, own_partition, own_partition_name),
            service.to_owned(),
            field(region, own_region, "us-east-1"),
            field(account, own_account, self.account),
            resource.to_owned(),
        ]
        .join(":");
        // What is left of variables is names.
        let pattern = Pattern::parse(&text, Syntax { wildcards: true, variables: true });
        Some(Glob::with_values(&pattern, |_| None))
    }
}

#[cfg(test)]
mod tests {
    use sayso_catalog::ServiceReference;

    use super::*;

    #[test]
    fn an_entry_gives_a_resource_of_the_action_s_types() {
        let principal = Principal::named("arn:aws:iam::123456789012:user/ana", "").unwrap();
        // Action, entry, resource, whether it is one of some.
        for (action, entry, arn, is_limited) in [
            ("iam:PassRole", "*", Some("arn:aws:iam::123456789012:role/example"), false),
            ("iam:PassRole", "arn:aws:iam::*:role/*", Some("arn:aws:iam::123456789012:role/example"), false),
            ("iam:PassRole", "arn:aws:iam::*:role/App", Some("arn:aws:iam::123456789012:role/App"), true),
            ("iam:PassRole", "arn:aws:iam::*:user/*", None, false),
            (
                "iam:CreateAccessKey",
                "arn:aws:iam::*:user/${aws:username}",
                Some("arn:aws:iam::123456789012:user/ana"),
                true,
            ),
            (
                "lambda:UpdateFunctionCode",
                "arn:aws:lambda:eu-west-1:111122223333:function:app-*",
                Some("arn:aws:lambda:eu-west-1:111122223333:function:app-example"),
                true,
            ),
            ("s3:ListAllMyBuckets", "*", Some("*"), false),
            ("s3:ListAllMyBuckets", "arn:aws:s3:::reports", None, false),
        ] {
            let known = ServiceReference::embedded().action(action).unwrap();
            let pattern = Pattern::parse(entry, Syntax { wildcards: true, variables: true });
            let found = Taken::by(&known, &principal).matching(entry, &pattern);
            let expected = arn.map(|arn| Witness { arn: arn.into(), is_limited });
            assert_eq!(found.first(), expected.as_ref(), "{action} on {entry}");
        }
    }
}
