//! Texts for every way in which a set of text patterns can match.
//!
//! So overlaps of patterns are not guessed.

use super::machine::Machine;
use crate::pattern::{Pattern, Resolved, Token, Variable};

/// One step of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// This character.
    One(char),
    /// Any character whose lower case this is.
    Fold(char),
    /// Any character, or any but a colon.
    Any { colon: bool },
    /// Any run of them.
    Run { colon: bool },
}

/// A pattern as steps.
pub(super) type Word = Vec<Step>;

/// The steps of a text, compared as it stands or in lower case.
pub(super) fn literal(text: &str, fold: bool) -> Word {
    if fold {
        text.chars().flat_map(char::to_lowercase).map(Step::Fold).collect()
    } else {
        text.chars().map(Step::One).collect()
    }
}

/// The steps of a pattern, its variables resolved; `None` where one of them is not a text.
pub(super) fn word<'a>(
    pattern: &'a Pattern,
    fold: bool,
    colon: bool,
    resolve: impl Fn(&'a Variable) -> Resolved<'a>,
) -> Option<Word> {
    let tokens = match pattern {
        Pattern::Any => return Some(vec![Step::Run { colon }]),
        Pattern::Literal(text) => return Some(literal(text, fold)),
        Pattern::Prefix(text) => {
            let mut word = literal(text, fold);
            word.push(Step::Run { colon });
            return Some(word);
        }
        Pattern::Tokens { tokens, .. } => tokens,
    };
    let mut word = Vec::new();
    for token in tokens {
        match token {
            Token::Star => word.push(Step::Run { colon }),
            Token::One => word.push(Step::Any { colon }),
            Token::Text(text) => word.extend(literal(text, fold)),
            Token::Variable(variable) => match resolve(variable) {
                Resolved::Text(text) => word.extend(literal(text, fold)),
                Resolved::Void | Resolved::Unknown => return None,
            },
            // Its unknown parts are stars: the words of what may match.
            Token::Unknown => {}
        }
    }
    Some(word)
}

/// A text for every combination of languages, each a union of words, that a text can belong to; `false`
/// if not all could be looked for.
pub(super) fn combinations(languages: &[Vec<Word>]) -> (Vec<String>, bool) {
    let words =
        (0..).zip(languages).flat_map(|(language, words)| words.iter().map(move |word| (language, word)));
    let machine = Machine::new(words.collect());
    machine.walk(languages.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Syntax;

    fn like(text: &str) -> Vec<Word> {
        let pattern = Pattern::parse(text, Syntax { wildcards: true, variables: false });
        vec![word(&pattern, false, true, |_| Resolved::Void).unwrap()]
    }

    #[test]
    fn every_possible_combination_gets_a_text_and_no_other_does() {
        let (texts, complete) = combinations(&[like("a*"), like("*b"), like("a?b")]);
        assert!(complete);
        // None, a* alone, *b alone, both, all three; `a?b` implies both others.
        assert_eq!(texts.len(), 5, "{texts:?}");
        assert!(texts.contains(&"ab".to_owned()));
    }

    #[test]
    fn letter_case_tells_an_exact_word_from_a_folded_one() {
        let languages = [vec![literal("ok", true)], vec![literal("ok", false)], vec![literal("OK", false)]];
        let (texts, complete) = combinations(&languages);
        assert!(complete);
        assert_eq!(texts.len(), 4, "{texts:?}");
    }

    #[test]
    fn too_many_leading_stars_end_the_walk() {
        let languages: Vec<Vec<Word>> =
            (0..40).map(|number| like(&format!("*{number}x{number}y{number}*"))).collect();
        assert!(!combinations(&languages).1);
    }
}
