//! How long a policy is.

use crate::lint::context::Context;
use crate::lint::findings::Findings;

/// Characters without white space, as IAM counts (Q01 to Q03).
pub(super) fn visible(context: &Context<'_>) -> usize {
    text(context).chars().filter(|character| !character.is_whitespace()).count()
}

/// Bytes without white space between elements: what is left when a tool writes the policy on one line.
pub(super) fn compact(context: &Context<'_>) -> usize {
    let mut count = 0;
    let (mut in_string, mut escaped) = (false, false);
    for byte in text(context).bytes() {
        let is_quote = byte == b'"' && !escaped;
        escaped = in_string && byte == b'\\' && !escaped;
        count += usize::from(in_string || !byte.is_ascii_whitespace());
        in_string ^= is_quote;
    }
    count
}

/// Of a policy that is not written as JSON the size is not known.
fn text<'a>(context: &Context<'a>) -> &'a str {
    let text = context.source().slice(context.document.span());
    if text.starts_with('{') { text } else { "" }
}

pub(super) fn at_most(context: &Context<'_>, size: usize, most: usize, findings: &mut Findings<'_>) {
    if size > most {
        let message = format!("the policy has {size} characters, of at most {most}");
        findings.add_help(context.opening(context.document.span()), message, "shorten or split it");
    }
}
