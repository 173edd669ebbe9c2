//! Resources with which to ask whether an action is allowed.

use std::borrow::Cow;

use sayso_catalog::ServiceAction;

use crate::glob::Glob;
use crate::pattern::{Pattern, Syntax, Variable, arn_fields};
use crate::request::{Context, Fact, Principal};

/// Resources made for each entry of a policy.
const MOST_WITNESSES: usize = 8;

/// What a resource is called of which nothing is known.
pub(crate) const ANY_NAME: &str = "example";

/// A resource, and whether the policy's entry says which ones are meant, so that others are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) arn: String,
    pub(crate) is_limited: bool,
}

/// What an action takes: the patterns of its resource types, or only `*`.
pub(crate) struct Taken<'a> {
    patterns: Cow<'a, [&'a str]>,
    account: &'a str,
    principal: &'a Principal<'a>,
    /// Values of variables that do not follow from the principal.
    known: Option<&'a Context<'a>>,
}

impl<'a> Taken<'a> {
    pub(crate) fn by(action: &ServiceAction<'a>, principal: &'a Principal<'a>) -> Self {
        Self::of(patterns(action), principal)
    }

    /// What takes resources of these [`patterns`].
    pub(crate) fn of(patterns: impl Into<Cow<'a, [&'a str]>>, principal: &'a Principal<'a>) -> Self {
        let account = principal.account.as_deref().unwrap_or("111122223333");
        Self { patterns: patterns.into(), account, principal, known: None }
    }

    /// With what is known of the request, for variables such as `${aws:PrincipalTag/team}`.
    pub(crate) fn knowing(self, context: &'a Context<'a>) -> Self {
        Self { known: Some(context), ..self }
    }

    /// Resources of the action's types of which nothing is known.
    pub(crate) fn any(&self) -> Vec<Witness> {
        self.matching("*", &Pattern::Any)
    }

    /// Resources of the action's types that an entry of a policy matches.
    pub(crate) fn matching(&self, text: &str, entry: &Pattern) -> Vec<Witness> {
        let whole = Glob::with_values(entry, |variable| self.value(variable));
        if self.patterns.is_empty() {
            let star = Witness { arn: "*".into(), is_limited: false };
            return whole.is_any().then_some(star).into_iter().collect();
        }
        let fields = arn_fields(text, true);
        let witness = |pattern: &&str| {
            let shape = self.shape(pattern, fields)?;
            let shape_glob = glob(&shape.join(":"), |_| None);
            let arn = match fields {
                Some(fields) => self.common(fields, &shape)?,
                None => whole.common(&shape_glob, ANY_NAME)?,
            };
            Some(Witness { arn, is_limited: !whole.covers_within(&shape_glob, &mut 100_000) })
        };
        self.patterns.iter().filter_map(witness).take(MOST_WITNESSES).collect()
    }

    /// Resources of the action's types that two entries match.
    pub(crate) fn meeting(&self, one: &str, other: &str) -> Vec<Witness> {
        let field = |(one, other): (&str, &str)| match (one, other) {
            ("*", narrow) | (narrow, "*") => Some(narrow.to_owned()),
            (one, other) if one == other => Some(one.to_owned()),
            (one, other) => {
                let own = |text| glob(text, |variable| self.value(variable));
                own(one).common(&own(other), ANY_NAME)
            }
        };
        let both = arn_fields(one, true).zip(arn_fields(other, true));
        let both =
            both.and_then(|(one, other)| one.into_iter().zip(other).map(field).collect::<Option<Vec<_>>>());
        let Some(text) = both.map(|fields| fields.join(":")) else { return Vec::new() };
        self.matching(&text, &Pattern::parse(&text, Syntax { wildcards: true, variables: true }))
    }

    /// Field by field: a `*` could take a colon, but no name has one.
    fn common(&self, entry: [&str; 6], shape: &[String; 6]) -> Option<String> {
        let both = entry.iter().zip(shape).map(|(entry, shape)| {
            glob(entry, |variable| self.value(variable)).common(&glob(shape, |_| None), ANY_NAME)
        });
        Some(both.collect::<Option<Vec<String>>>()?.join(":"))
    }

    fn value(&self, variable: &Variable) -> Option<&str> {
        let known = || match self.known?.fact(&variable.key)? {
            Fact::Known(values) => values.as_slice().first().map(|value| &**value),
            Fact::Absent | Fact::Unknown => None,
        };
        self.principal.derived(&variable.key).or_else(known)
    }

    /// The fields of a resource type's pattern where partition, region and account are those of an entry, if it
    /// says which. What is left of variables is names.
    fn shape(&self, pattern: &str, entry: Option<[&str; 6]>) -> Option<[String; 6]> {
        let [scheme, partition, service, region, account, resource] = arn_fields(pattern, true)?;
        let [_, own_partition, _, own_region, own_account, _] = entry.unwrap_or(["*"; 6]);
        let field = |field: &str, own: &str, usual: &str| match own {
            _ if !field.contains("${") => field.to_owned(),
            "*" => usual.to_owned(),
            own if own.contains(['*', '?', '$']) => "*".to_owned(),
            own => own.to_owned(),
        };
        Some([
            scheme.to_owned(),
            field(partition, own_partition, self.principal.partition().unwrap_or("aws")),
            service.to_owned(),
            field(region, own_region, "us-east-1"),
            field(account, own_account, self.account),
            resource.to_owned(),
        ])
    }
}

fn glob<'v>(text: &str, value: impl Fn(&Variable) -> Option<&'v str>) -> Glob {
    Glob::with_values(&Pattern::parse(text, Syntax { wildcards: true, variables: true }), value)
}

/// The patterns of the resources that an action takes; none where it takes only `*`.
pub(crate) fn patterns<'a>(action: &ServiceAction<'a>) -> Vec<&'a str> {
    action.resource_types().flat_map(|taken| taken.resource_type.arn_patterns()).collect()
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
