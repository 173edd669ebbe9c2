//! What a variable has to hold for a pattern to match a text that is known.

use crate::pattern::{Pattern, Resolved, Token, Variable, resolve};
use crate::request::{Key, Request};
use crate::sorted::{SortedSet, sorted};

/// Values kept before giving up.
const MOST_KEPT: usize = 256;

/// Places in which a value begins and ends that are looked at ahead.
const MOST_PAIRS: usize = 65_536;

/// A pattern's tokens seen from one key: its variable stays, others are replaced by their value, those
/// still unknown by a star. `None` if a variable has no text, so that the pattern matches nothing.
pub(super) fn seen_from(key: &Key, pattern: &Pattern, request: &Request) -> Option<Vec<Token>> {
    let Pattern::Tokens { tokens, .. } = pattern else { return None };
    let replaced = |variable: &Variable| match resolve(variable, request.value(&variable.key)) {
        _ if variable.key == *key => Some(Token::Variable(variable.clone())),
        Resolved::Text(text) => Some(Token::Text(text.into())),
        Resolved::Unknown => Some(Token::Star),
        Resolved::Void => None,
    };
    tokens
        .iter()
        .map(|token| match token {
            Token::Variable(variable) => replaced(variable),
            other => Some(other.clone()),
        })
        .collect()
}

/// The values of the one variable of `tokens` with which they match `text`, in the order in which they
/// stand in it; `false` if there may be more. `steps` is what is left of the work allowed.
pub(super) fn fillings(tokens: Vec<Token>, text: &str, steps: &mut usize) -> (Vec<String>, bool) {
    let is_variable = |token: &Token| matches!(token, Token::Variable(_));
    let occurrences = tokens.iter().filter(|token| is_variable(token)).count();
    let before = fixed_length(tokens.iter().take_while(|token| !is_variable(token)));
    let after = fixed_length(tokens.iter().rev().take_while(|token| !is_variable(token)));
    let after = after.filter(|_| occurrences == 1);
    let starts = places(text, before);
    let ends = places(text, after.map(|after| text.len().wrapping_sub(after)));
    // A match takes at most pattern times text.
    let cost = 1 + tokens.len() * text.len();
    let ahead = occurrences == 1 && cost.saturating_mul(starts.len() + ends.len()) <= *steps;
    let fitting = if ahead { between(&tokens, text, &starts, &ends) } else { None };
    let pattern = Pattern::Tokens { tokens: tokens.into(), variables: true };
    let (mut seen, mut values) = (SortedSet::default(), Vec::new());
    for start in &starts {
        for part in ends.iter().filter_map(|end| text.get(*start..*end)) {
            match steps.checked_sub(cost) {
                Some(left) if values.len() < MOST_KEPT => *steps = left,
                _ => return (values, false),
            }
            let matches = || match &fitting {
                Some(fitting) => fitting.binary_search(&part).is_ok(),
                None => pattern.matches(text, |_| Resolved::Text(part)) == crate::Truth::Yes,
            };
            if !seen.contains(&part) && matches() {
                seen.insert(part);
                values.push(part.to_owned());
            }
        }
    }
    (values, true)
}

/// What the only variable of the tokens may hold: what stands between a beginning and an end of the text that the
/// tokens before and after it match, in order. `None` where that would be too much.
fn between<'t>(tokens: &[Token], text: &'t str, starts: &[usize], ends: &[usize]) -> Option<Vec<&'t str>> {
    let mut parts = tokens.split(|token| matches!(token, Token::Variable(_)));
    let mut part = || Some(Pattern::Tokens { tokens: parts.next()?.into(), variables: false });
    let (before, after) = (part()?, part()?);
    let is_match = |pattern: &Pattern, text| pattern.matches(text, |_| Resolved::Void) == crate::Truth::Yes;
    let begins = |start: &&usize| text.get(..**start).is_some_and(|text| is_match(&before, text));
    let ends_so = |end: &&usize| text.get(**end..).is_some_and(|text| is_match(&after, text));
    let starts: Vec<&usize> = starts.iter().filter(begins).collect();
    if starts.is_empty() {
        return Some(Vec::new());
    }
    let ends: Vec<&usize> = ends.iter().filter(ends_so).collect();
    if starts.len() * ends.len() > MOST_PAIRS {
        return None;
    }
    let from = |start: usize| ends.iter().filter_map(move |end| text.get(start..**end));
    Some(sorted(starts.into_iter().flat_map(|start| from(*start))))
}

/// The bytes that tokens without wildcard take.
fn fixed_length<'a>(mut tokens: impl Iterator<Item = &'a Token>) -> Option<usize> {
    tokens.try_fold(0, |length: usize, token| match token {
        Token::Text(text) => Some(length + text.len()),
        _ => None,
    })
}

/// One place, if it is fixed, or all between characters.
fn places(text: &str, fixed: Option<usize>) -> Vec<usize> {
    match fixed {
        Some(at) => vec![at],
        None => text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Syntax;

    fn filled(pattern: &str, text: &str) -> Vec<String> {
        let Pattern::Tokens { tokens, .. } =
            Pattern::parse(pattern, Syntax { wildcards: true, variables: true })
        else {
            panic!("no variable in {pattern}");
        };
        let (values, complete) = fillings(tokens.to_vec(), text, &mut 100_000);
        assert!(complete);
        values
    }

    #[test]
    fn a_variable_holds_what_the_literal_parts_leave() {
        assert_eq!(filled("home/${k}/*", "home/ana/x"), ["ana"]);
        assert_eq!(filled("home/${k}", "home/ana"), ["ana"]);
        assert_eq!(filled("${k}/${k}", "ana/ana"), ["ana"]);
        assert_eq!(filled("${k}/${k}", "ana/bob"), [""; 0]);
        assert_eq!(filled("home/${k}", "root"), [""; 0]);
        assert_eq!(filled("home/${k}*", "home/ab"), ["", "a", "ab"]);
        assert_eq!(filled("longer/${k}/than", "it"), [""; 0]);
    }
}
