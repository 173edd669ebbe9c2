//! Patterns with parts that are known only on deployment.

use super::{AsWritten, Pattern, Resolved, Syntax, Token, Variable, glob, resolvable, tokenize};
use crate::json::UNKNOWN;
use crate::truth::Truth;

impl Pattern {
    /// Reads a text in which [`UNKNOWN`] stands for what is known only on deployment.
    pub(crate) fn parse_open(text: &str, syntax: Syntax) -> Self {
        // What is unknown may be a part of a variable, whose value is then unknown too.
        let cut = |part: &str| match part.rfind('$') {
            Some(at) if syntax.variables => !part.get(at..).is_some_and(|rest| rest.contains('}')),
            _ => false,
        };
        if text.rsplit_once(UNKNOWN).is_some_and(|(before, _)| before.split(UNKNOWN).any(cut)) {
            return Self::unknown();
        }
        let mut tokens = Vec::new();
        for (number, part) in text.split(UNKNOWN).enumerate() {
            if number > 0 && tokens.last() != Some(&Token::Star) {
                tokens.push(Token::Star);
            }
            let part = tokenize(part, syntax);
            let doubled = tokens.last() == Some(&Token::Star) && part.first() == Some(&Token::Star);
            tokens.extend(part.into_iter().skip(usize::from(doubled)));
        }
        tokens.push(Token::Unknown);
        Self::classify(tokens)
    }

    /// A pattern of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Self::classify(vec![Token::Star, Token::Unknown])
    }

    /// Whether it has parts that are known only on deployment.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Tokens { tokens, .. } if tokens.last() == Some(&Token::Unknown))
    }
}

/// `No` where a pattern with unknown parts matches `text` whatever they are not.
#[cold]
pub(super) fn may_match<'a>(
    tokens: &'a [Token],
    text: &str,
    resolve: &impl Fn(&'a Variable) -> Resolved<'a>,
) -> Truth {
    match tokens {
        [known @ .., Token::Unknown] if resolvable(known, resolve) == Truth::Yes => {
            glob::<AsWritten>(known, text, resolve).into()
        }
        _ => Truth::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_may_be_anything() {
        let syntax = Syntax { wildcards: true, variables: true };
        for (pattern, text, expected) in [
            ("arn:\u{fffc}:s3:::b/*", "arn:aws:s3:::b/k", Truth::Unknown),
            ("arn:\u{fffc}:s3:::b/*", "arn:aws:s3:::c/k", Truth::No),
            ("\u{fffc}", "", Truth::Unknown),
            ("\u{fffc}*\u{fffc}", "a", Truth::Unknown),
            ("a\u{fffc}", "b", Truth::No),
            ("${aws:PrincipalTag/\u{fffc}}x", "b", Truth::Unknown),
            ("$\u{fffc}", "b", Truth::Unknown),
            ("${*}\u{fffc}", "*b", Truth::Unknown),
            ("${*}\u{fffc}", "b", Truth::No),
            ("${k}\u{fffc}", "b", Truth::No),
        ] {
            let pattern = Pattern::parse_open(pattern, syntax);
            assert_eq!(pattern.matches(text, |_| Resolved::Void), expected, "{pattern:?} {text}");
            assert!(pattern.is_open());
        }
        let both = Pattern::parse_open("${k}\u{fffc}", syntax);
        assert_eq!(both.matches("b", |_| Resolved::Unknown), Truth::Unknown);
    }
}
