//! Text patterns: `*`, `?` and policy variables, classified when compiled and matched without allocating.

mod open;

use crate::arn::Arn;
use crate::request::{Key, Value};
use crate::truth::Truth;

/// Which characters of a pattern are special.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Syntax {
    /// `*` and `?` are wildcards (C07).
    pub(crate) wildcards: bool,
    /// `${…}` is a policy variable (G08).
    pub(crate) variables: bool,
}

/// A policy variable: `${aws:username}` or `${aws:PrincipalTag/team, 'none'}` (R09).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) key: Key<'static>,
    pub(crate) default: Option<Box<str>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// `*`: any run of characters.
    Star,
    /// `?`: exactly one character.
    One,
    /// Itself.
    Text(Box<str>),
    /// The value of a key, taken literally (R07).
    Variable(Variable),
    /// At the end of a pattern with parts that are known only on deployment, each of which is a star: what
    /// matches may match, and what does not match never will.
    Unknown,
}

/// A pattern by how it is matched; the cheap kinds are the common ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// A lone `*`.
    Any,
    /// No wildcard, no variable.
    Literal(Box<str>),
    /// Text and one `*` at its end.
    Prefix(Box<str>),
    /// Anything else.
    Tokens { tokens: Box<[Token]>, variables: bool },
}

/// What a variable stands for in a request (R08, C31, C32).
pub(crate) enum Resolved<'a> {
    Text(&'a str),
    /// Absent without default, or multivalued: the pattern matches nothing.
    Void,
    /// The key is unknown.
    Unknown,
}

impl Pattern {
    pub(crate) fn parse(text: &str, syntax: Syntax) -> Self {
        Self::classify(tokenize(text, syntax))
    }

    fn classify(mut tokens: Vec<Token>) -> Self {
        match tokens.as_mut_slice() {
            [] => Self::Literal(Box::default()),
            [Token::Star] => Self::Any,
            [Token::Text(text)] => Self::Literal(std::mem::take(text)),
            [Token::Text(text), Token::Star] => Self::Prefix(std::mem::take(text)),
            _ => {
                let variable = |token: &Token| matches!(token, Token::Variable(_) | Token::Unknown);
                let variables = tokens.iter().any(variable);
                Self::Tokens { tokens: tokens.into(), variables }
            }
        }
    }

    /// Whether the pattern matches the whole of `text`, its variables resolved by `resolve`.
    pub(crate) fn matches<'a>(&'a self, text: &str, resolve: impl Fn(&'a Variable) -> Resolved<'a>) -> Truth {
        match self {
            Self::Any => Truth::Yes,
            Self::Literal(literal) => (**literal == *text).into(),
            Self::Prefix(prefix) => text.starts_with(&**prefix).into(),
            // What a text has to begin with it has to begin with whatever a variable stands for.
            Self::Tokens { .. } if !text.starts_with(self.prefix()) => Truth::No,
            Self::Tokens { tokens, variables } => {
                let resolved = if *variables { resolvable(tokens, &resolve) } else { Truth::Yes };
                match resolved {
                    Truth::Yes => glob::<AsWritten>(tokens, text, &resolve).into(),
                    unresolved => unresolved.and(open::may_match(tokens, text, &resolve)),
                }
            }
        }
    }

    /// Whether a pattern in lower case, without variables, matches the whole of `text` but for ASCII case.
    pub(crate) fn matches_ignoring_case(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Literal(literal) => literal.eq_ignore_ascii_case(text),
            Self::Prefix(prefix) => IgnoringCase::strip(text, prefix).is_some(),
            Self::Tokens { tokens, .. } => glob::<IgnoringCase>(tokens, text, &|_| Resolved::Void),
        }
    }

    /// Hands the characters of a pattern without wildcards to `test`, its variables resolved.
    pub(crate) fn resolved<'a>(
        &'a self,
        resolve: &impl Fn(&'a Variable) -> Resolved<'a>,
        test: impl FnOnce(&mut dyn Iterator<Item = char>) -> bool,
    ) -> Truth {
        let tokens: &[Token] = match self {
            Self::Literal(literal) => return test(&mut literal.chars()).into(),
            Self::Tokens { tokens, .. } => tokens,
            Self::Any | Self::Prefix(_) => return Truth::No,
        };
        match resolvable(tokens, resolve) {
            Truth::Yes => test(&mut tokens.iter().flat_map(|token| text_of(token, resolve).chars())).into(),
            unresolved => unresolved,
        }
    }

    /// The text of a pattern that needs no request to be known.
    pub(crate) fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            _ => None,
        }
    }

    /// What every text that it matches begins with.
    pub(crate) fn prefix(&self) -> &str {
        match self {
            Self::Any => "",
            Self::Literal(text) | Self::Prefix(text) => text,
            Self::Tokens { tokens, .. } => match tokens.first() {
                Some(Token::Text(text)) => text,
                _ => "",
            },
        }
    }

    /// The variables, in order.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &Variable> {
        let tokens: &[Token] = match self {
            Self::Tokens { tokens, .. } => tokens,
            _ => &[],
        };
        tokens.iter().filter_map(|token| match token {
            Token::Variable(variable) => Some(variable),
            _ => None,
        })
    }
}

/// `No` where a variable is void, `Unknown` where one is unknown.
fn resolvable<'a>(tokens: &'a [Token], resolve: &impl Fn(&'a Variable) -> Resolved<'a>) -> Truth {
    Truth::all(tokens.iter().map(|token| match token {
        Token::Variable(variable) => match resolve(variable) {
            Resolved::Text(_) => Truth::Yes,
            Resolved::Void => Truth::No,
            Resolved::Unknown => Truth::Unknown,
        },
        Token::Unknown => Truth::Unknown,
        _ => Truth::Yes,
    }))
}

fn text_of<'a>(token: &'a Token, resolve: &impl Fn(&'a Variable) -> Resolved<'a>) -> &'a str {
    match token {
        Token::Text(text) => text,
        Token::Variable(variable) => match resolve(variable) {
            Resolved::Text(text) => text,
            Resolved::Void | Resolved::Unknown => "",
        },
        Token::Star | Token::One | Token::Unknown => "",
    }
}

/// How literal text is compared.
trait Comparison {
    /// What is left of `text` after `literal`.
    fn strip<'t>(text: &'t str, literal: &str) -> Option<&'t str>;

    /// Where `literal` stands first in `text`.
    fn find(text: &str, literal: &str) -> Option<usize>;
}

/// Letter by letter.
struct AsWritten;

impl Comparison for AsWritten {
    fn strip<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
        text.strip_prefix(literal)
    }

    fn find(text: &str, literal: &str) -> Option<usize> {
        text.find(literal)
    }
}

/// Without regard to ASCII case, as actions are (A02).
struct IgnoringCase;

impl Comparison for IgnoringCase {
    fn strip<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
        let (head, rest) = text.split_at_checked(literal.len())?;
        head.eq_ignore_ascii_case(literal).then_some(rest)
    }

    fn find(text: &str, literal: &str) -> Option<usize> {
        text.char_indices()
            .map(|(at, _)| at)
            .find(|at| text.get(*at..).is_some_and(|rest| Self::strip(rest, literal).is_some()))
    }
}

/// Greedy matching with one point of return, the last star: time is at most pattern times text.
fn glob<'a, C: Comparison>(
    tokens: &'a [Token],
    text: &str,
    resolve: &impl Fn(&'a Variable) -> Resolved<'a>,
) -> bool {
    let (mut pending, mut rest) = (tokens, text);
    let mut last_star: Option<(&[Token], &str)> = None;
    loop {
        match pending.split_first() {
            Some((Token::Star, [])) => return true,
            Some((Token::Star, after)) => {
                pending = after;
                last_star = Some((after, rest));
                continue;
            }
            Some((token, after)) => {
                if let Some(left) = step::<C>(token, rest, resolve) {
                    (pending, rest) = (after, left);
                    continue;
                }
            }
            None if rest.is_empty() => return true,
            None => {}
        }
        let Some((after, from)) = last_star else { return false };
        let Some(next) = advance::<C>(after, from) else { return false };
        last_star = Some((after, next));
        (pending, rest) = (after, next);
    }
}

/// What is left of `text` after one token, if the token fits.
fn step<'a, 't, C: Comparison>(
    token: &'a Token,
    text: &'t str,
    resolve: &impl Fn(&'a Variable) -> Resolved<'a>,
) -> Option<&'t str> {
    match token {
        Token::Text(literal) => C::strip(text, literal),
        Token::One => {
            let mut characters = text.chars();
            characters.next().map(|_| characters.as_str())
        }
        Token::Variable(variable) => match resolve(variable) {
            Resolved::Text(value) => C::strip(text, value),
            Resolved::Void | Resolved::Unknown => None,
        },
        Token::Star | Token::Unknown => None,
    }
}

/// Lets a star take at least one character more, as many as bring the next literal text.
fn advance<'t, C: Comparison>(after: &[Token], from: &'t str) -> Option<&'t str> {
    let mut characters = from.chars();
    characters.next()?;
    let next = characters.as_str();
    match after.first() {
        Some(Token::Text(literal)) => C::find(next, literal).and_then(|at| next.get(at..)),
        _ => Some(next),
    }
}

fn tokenize(text: &str, syntax: Syntax) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        let variable = if syntax.variables && character == '$' { variable(rest) } else { None };
        let token = match (character, variable) {
            (_, Some((Escape::Literal(character), after))) => {
                literal.push(character);
                rest = after;
                continue;
            }
            (_, Some((Escape::Variable(variable), after))) => {
                rest = after;
                Token::Variable(variable)
            }
            ('*', None) if syntax.wildcards => {
                rest = after;
                Token::Star
            }
            ('?', None) if syntax.wildcards => {
                rest = after;
                Token::One
            }
            _ => {
                literal.push(character);
                rest = after;
                continue;
            }
        };
        flush(&mut literal, &mut tokens);
        // `**` is `*`: one point of return is enough.
        if token != Token::Star || tokens.last() != Some(&Token::Star) {
            tokens.push(token);
        }
    }
    flush(&mut literal, &mut tokens);
    tokens
}

fn flush(literal: &mut String, tokens: &mut Vec<Token>) {
    if !literal.is_empty() {
        tokens.push(Token::Text(std::mem::take(literal).into()));
    }
}

enum Escape {
    Literal(char),
    Variable(Variable),
}

/// Reads `${…}` at the start of `text`; without a closing brace it is ordinary text.
fn variable(text: &str) -> Option<(Escape, &str)> {
    let inner = text.strip_prefix("${")?;
    for character in ['*', '?', '$'] {
        if let Some(after) = inner.strip_prefix(character).and_then(|rest| rest.strip_prefix('}')) {
            return Some((Escape::Literal(character), after));
        }
    }
    let (name, rest) = inner.split_at_checked(inner.find(['}', ','])?)?;
    let (default, after) = match rest.strip_prefix(", '").and_then(|rest| rest.split_once("'}")) {
        Some((default, after)) => (Some(default), after),
        None => (None, rest.split_once('}')?.1),
    };
    // What stands between a malformed default and the brace belongs to a name that no request has.
    let name =
        if default.is_some() { name } else { inner.get(..inner.len() - after.len() - 1).unwrap_or(name) };
    Some((
        Escape::Variable(Variable { key: Key::new(name.to_owned()), default: default.map(Into::into) }),
        after,
    ))
}

/// Splits at the first five colons outside `${…}` (C24, C30); `None` with fewer than six fields.
pub(crate) fn arn_fields(text: &str, variables: bool) -> Option<[&str; 6]> {
    if !variables {
        return Arn::of(text).map(Arn::fields);
    }
    let mut fields = [""; 6];
    let mut rest = text;
    for field in fields.iter_mut().take(5) {
        let colon = colon_outside_variables(rest)?;
        *field = rest.get(..colon)?;
        rest = rest.get(colon + 1..)?;
    }
    let [.., last] = &mut fields;
    *last = rest;
    Some(fields)
}

fn colon_outside_variables(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = rest.find([':', '$'])?;
        let found = rest.get(at..)?;
        if found.starts_with(':') {
            return Some(from + at);
        }
        let skipped = variable(found).map_or(1, |(_, after)| found.len() - after.len());
        from += at + skipped;
    }
}

/// Resolves a variable against a looked-up value.
pub(crate) fn resolve<'a>(variable: &'a Variable, value: Value<'a>) -> Resolved<'a> {
    match (value, &variable.default) {
        (Value::Absent, Some(default)) => Resolved::Text(default),
        (Value::Absent, None) => Resolved::Void,
        // C32: a multivalued key can't be a variable; a default is for its absence only.
        (Value::Present(_), _) | (Value::Unknown, None) if variable.key.is_multivalued() => Resolved::Void,
        (Value::Unknown, _) => Resolved::Unknown,
        (Value::Present(values), _) => values.single().map_or(Resolved::Void, Resolved::Text),
    }
}

#[cfg(test)]
#[path = "../tests/support/textbook.rs"]
mod textbook;

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;
    use crate::request::Present;
    use textbook::Piece;

    const GLOB: Syntax = Syntax { wildcards: true, variables: false };

    /// Matches without variables.
    fn plainly(pattern: &Pattern, text: &str) -> bool {
        pattern.matches(text, |_| Resolved::Void) == Truth::Yes
    }

    /// The pieces of a pattern with variables: escapes are characters, values are literal.
    fn with_variables(parts: &[&str], value: &str) -> Vec<Piece> {
        let literal = |text: &str| text.chars().map(Piece::Char).collect();
        let part = |part: &&str| match *part {
            "${*}" => vec![Piece::Char('*')],
            "${?}" => vec![Piece::Char('?')],
            "${$}" => vec![Piece::Char('$')],
            "${k}" | "${k, 'd*'}" => literal(value),
            "${none, 'a*'}" => literal("a*"),
            part => textbook::plain(part),
        };
        parts.iter().flat_map(part).collect()
    }

    fn parts() -> impl Strategy<Value = Vec<&'static str>> {
        let part = prop::sample::select(vec![
            "*",
            "?",
            "a",
            "b",
            "é",
            "😀",
            ":",
            "**",
            "*?*",
            "aa",
            "$",
            "{",
            "}",
            "${*}",
            "${?}",
            "${$}",
            "${k}",
            "${k, 'd*'}",
            "${none, 'a*'}",
        ]);
        prop::collection::vec(part, 0..8)
    }

    fn glob_text() -> impl Strategy<Value = String> {
        r"[ab:é😀*?]{0,9}|(\*|\?|a|\*\?\*|\*\*){0,6}"
    }

    /// Texts that fit a pattern more often than chance has it.
    fn text() -> impl Strategy<Value = String> {
        "[ab:é😀*?$]{0,8}|a{0,5}b{0,2}(é|😀){0,2}"
    }

    /// Matching is cheap: many cases.
    fn config() -> ProptestConfig {
        let cases = ProptestConfig::default().cases.max(4_000);
        ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn globs_match_as_the_textbook_says(pattern in glob_text(), text in text()) {
            let expected = textbook::matches(&textbook::plain(&pattern), &text);
            prop_assert_eq!(plainly(&Pattern::parse(&pattern, GLOB), &text), expected);
            let shouted = text.to_ascii_uppercase();
            prop_assert_eq!(Pattern::parse(&pattern, GLOB).matches_ignoring_case(&shouted), expected);
        }

        #[test]
        fn variables_are_literal_text(parts in parts(), value in "[ab*?é]{0,2}", text in text()) {
            // These two would open a variable of another name.
            if parts.windows(2).any(|pair| pair == ["$", "{"]) {
                return Ok(());
            }
            let pattern = Pattern::parse(&parts.concat(), Syntax { wildcards: true, variables: true });
            let value = [Cow::from(value)];
            let matches = pattern.matches(&text, |variable| {
                let known = variable.key == Key::new("k");
                let found = if known { Value::Present(Present::Stated(&value)) } else { Value::Absent };
                resolve(variable, found)
            });
            prop_assert_eq!(matches, textbook::matches(&with_variables(&parts, &value[0]), &text).into());
        }

        #[test]
        fn without_wildcards_a_pattern_is_its_own_text(pattern in "[ab*?]{0,3}", text in "[ab*?]{0,3}") {
            let plain = Pattern::parse(&pattern, Syntax { wildcards: false, variables: false });
            prop_assert_eq!(plainly(&plain, &text), pattern == text);
        }

        #[test]
        fn arns_split_at_the_first_five_colons(text in "[a:é]{0,12}") {
            let parts: Vec<&str> = text.splitn(6, ':').collect();
            let fields = arn_fields(&text, false);
            let expected = (parts.len() == 6).then_some(parts.as_slice());
            prop_assert_eq!(fields.as_ref().map(<[&str; 6]>::as_slice), expected);
            prop_assert_eq!(arn_fields(&text, true), fields);
        }

        #[test]
        fn no_text_is_too_odd_for_a_pattern(pattern in "[a*?${}:', é]{0,12}", text in "[a${}é]{0,6}") {
            let pattern = Pattern::parse(&pattern, Syntax { wildcards: true, variables: true });
            for found in [Value::Absent, Value::Unknown, Value::Present(Present::Derived("a"))] {
                let truth = pattern.matches(&text, |variable| resolve(variable, found));
                prop_assert!(truth != Truth::Unknown || pattern.variables().next().is_some());
            }
        }
    }

    #[test]
    fn what_is_not_closed_is_text() {
        let syntax = Syntax { wildcards: true, variables: true };
        for (pattern, text) in
            [("${", "${"), ("a${b", "a${b"), ("${*", "${anything"), ("$", "$"), ("${$}{*}", "${x}")]
        {
            assert!(plainly(&Pattern::parse(pattern, syntax), text), "{pattern}");
        }
    }

    /// Steps are counted where a pattern asks for a variable's value: at most pattern times text.
    #[test]
    fn many_stars_and_a_long_text_take_pattern_times_text_at_most() {
        let text = "a".repeat(10_000);
        for unit in ["*", "*a", "*?", "a*", "*aab", "*a?"] {
            let pattern = unit.repeat(200);
            assert_eq!(
                plainly(&Pattern::parse(&pattern, GLOB), &text),
                textbook::matches(&textbook::plain(&pattern), &text),
                "{unit}"
            );
        }
        let pattern = format!("{}b", "*${k}".repeat(200));
        let pattern = Pattern::parse(&pattern, Syntax { wildcards: true, variables: true });
        let steps = Cell::new(0_usize);
        let matches = pattern.matches(&text, |_| {
            steps.set(steps.get() + 1);
            Resolved::Text("a")
        });
        assert_eq!(matches, Truth::No);
        assert!(steps.get() <= 401 * (text.len() + 1), "{} steps", steps.get());
    }
}
