//! Ids of networks.

use crate::diagnostic::quote;
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;

/// Tells values of these keys that are no id with this prefix. Patterns and variables are passed over.
pub(super) fn check(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    keys: &[&str],
    prefix: &str,
    what: &str,
) {
    for (_, clause) in clauses(context) {
        if clause.compared() != Compared::Text || !keys.iter().any(|key| clause.is_about(key)) {
            continue;
        }
        for value in &clause.values {
            let text = value.value.as_str();
            if !text.contains(['*', '?']) && !has_variable(text) && !is_id(text, prefix) {
                let message = format!("{} is no id of {what}", quote(text));
                findings.add_help(value.span, message, format!("write `{prefix}…`, with 8 or 17 characters"));
            }
        }
    }
}

fn is_id(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).unwrap_or_default();
    matches!(rest.len(), 8 | 17) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_eight_or_seventeen_characters() {
        for (text, expected) in [
            ("vpc-1a2b3c4d", true),
            ("vpc-0a1b2c3d4e5f60718", true),
            ("vpc-1a2b3c4", false),
            ("vpc-1a2b3c4-", false),
            ("vpce-1a2b3c4d", false),
            ("1a2b3c4d", false),
            ("", false),
        ] {
            assert_eq!(is_id(text, "vpc-"), expected, "{text}");
        }
    }
}
