//! Keys that keep strangers out only if their values are fixed.

use crate::document::{ConditionClause, StatementNode};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;

/// Which account, organization, network or identity asks, or owns what is asked for.
const SENSITIVE: [&str; 11] = [
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    USER_ID,
];

/// Its values are an id, or the id of a role, a colon and the name of a session.
const USER_ID: &str = "aws:userid";

/// Characters before a wildcard that make a value narrow enough.
const ENOUGH: usize = 6;

/// Asks `fault` about every value of a sensitive key that lets somebody in.
pub(super) fn check(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    fault: impl Fn(&ConditionClause, &str) -> Option<String>,
) {
    for (statement, clause) in clauses(context) {
        let is_sensitive = SENSITIVE.iter().any(|key| clause.is_about(key));
        if findings.is_full() || !is_sensitive || !lets_in(statement, clause) {
            continue;
        }
        for value in &clause.values {
            if let Some(message) = fault(clause, &value.value) {
                findings.add_with(value.span, message, |finding| {
                    finding
                        .help("write the values in full")
                        .label(clause.key.span, "this key keeps strangers out")
                });
            }
        }
    }
}

/// Whether more matches mean more access.
fn lets_in(statement: &StatementNode, clause: &ConditionClause) -> bool {
    let negated = clause.operator.value.base.is_negated();
    let compares = matches!(clause.compared(), Compared::Text | Compared::Arn);
    compares && (statement.allows() && !negated || statement.denies() && negated)
}

/// Whether a wildcard stands where too little is before it.
pub(super) fn has_early_wildcard(clause: &ConditionClause, value: &str) -> bool {
    fixed_part(clause, value).is_some_and(|part| part.find(['*', '?']).is_some_and(|at| at < ENOUGH))
}

/// The variable that the caller fills in.
pub(super) fn chosen_variable<'v>(clause: &ConditionClause, value: &'v str) -> Option<&'v str> {
    let mut rest = fixed_part(clause, value)?;
    while let Some((_, after)) = rest.split_once("${") {
        let (inside, after) = after.split_once('}')?;
        let name = inside.split(',').next().unwrap_or_default();
        if is_chosen(name) {
            return Some(name);
        }
        rest = after;
    }
    None
}

/// What has to be fixed: all of a value, of a user id with a session the id, unless it is left open altogether.
fn fixed_part<'v>(clause: &ConditionClause, value: &'v str) -> Option<&'v str> {
    if !clause.is_about(USER_ID) {
        return Some(value);
    }
    match colon(value) {
        Some(at) => value.get(..at).filter(|id| *id != "*" && !(id.starts_with("${") && id.ends_with('}'))),
        None => Some(value),
    }
}

/// The first colon outside of variables.
fn colon(value: &str) -> Option<usize> {
    let mut inside = false;
    value
        .char_indices()
        .find(|(at, character)| {
            inside =
                (inside || value.get(*at..).is_some_and(|rest| rest.starts_with("${"))) && *character != '}';
            *character == ':' && !inside
        })
        .map(|(at, _)| at)
}

/// Keys whose value whoever asks can choose: headers, and what the request or the session says of itself.
fn is_chosen(name: &str) -> bool {
    const CHOSEN: [&str; 6] = [
        "aws:Referer",
        "aws:SourceIdentity",
        "aws:TagKeys",
        "aws:UserAgent",
        "s3:prefix",
        "sts:RoleSessionName",
    ];
    let is_tag = name.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("aws:RequestTag/"));
    is_tag || CHOSEN.iter().any(|key| key.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_of_variables_do_not_end_an_id() {
        assert_eq!(colon("AROAEXAMPLE:session"), Some(11));
        assert_eq!(colon("${aws:PrincipalTag/id}:session"), Some(22));
        assert_eq!(colon("${aws:userid}"), None);
        assert_eq!(colon("AIDAEXAMPLE"), None);
    }
}
