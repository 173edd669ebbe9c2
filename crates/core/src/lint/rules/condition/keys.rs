//! Which condition keys there are.

use crate::document::ConditionClause;
use crate::lint::conditions::ClauseExt as _;
use crate::lint::context::Context;

/// Keys that the reference lacks and AWS's own managed policies use.
const UNDOCUMENTED: [&str; 2] = ["aws:PrincipalOrgMasterAccountId", "lakeformation:GlueARN"];

/// Keys for tags, which the name of a tag has to follow.
const TAG_KEYS: [&str; 3] = ["aws:PrincipalTag", "aws:RequestTag", "aws:ResourceTag"];

/// Old names of global keys with the new ones.
const OLD: [(&str, &str); 1] = [("aws:SourceOwner", "aws:SourceAccount")];

/// Whether a key has the form `prefix:name`.
pub(super) fn is_well_formed(key: &str) -> bool {
    key.split_once(':').is_some_and(|(prefix, name)| !prefix.is_empty() && !name.is_empty())
}

/// Whether requests can have it as far as anybody knows.
pub(super) fn is_known(context: &Context<'_>, clause: &ConditionClause) -> bool {
    let is_undocumented = || UNDOCUMENTED.iter().any(|key| clause.is_about(key));
    context.reference().condition_key(&clause.key.value).is_some() || is_undocumented()
}

/// Whether a rule of its own speaks about the key.
pub(super) fn has_another_fault(clause: &ConditionClause) -> bool {
    lacks_tag(clause) || newer(clause).is_some() || clause.is_about("aws:ARN")
}

/// Whether it is a key for tags without the name of the tag.
pub(super) fn lacks_tag(clause: &ConditionClause) -> bool {
    let key = clause.key.value.strip_suffix('/').unwrap_or(&clause.key.value);
    TAG_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// The new name of a key with an old one.
pub(super) fn newer(clause: &ConditionClause) -> Option<&'static str> {
    OLD.into_iter().find(|(old, _)| clause.is_about(old)).map(|(_, newer)| newer)
}

/// What to write instead of a key that is not known.
pub(super) fn help(context: &Context<'_>, clause: &ConditionClause) -> String {
    match context.reference().suggest_condition_key(&clause.key.value) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "requests never have it: remove the condition, or test another key".into(),
    }
}
