//! The textbook matcher: row by row, whether so much of the pattern matches so much of the text.

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Star,
    One,
    Char(char),
}

/// A pattern without variables.
pub(crate) fn plain(pattern: &str) -> Vec<Piece> {
    pattern.chars().map(special).collect()
}

/// A character of a pattern, a wildcard where it looks like one.
pub(crate) fn special(character: char) -> Piece {
    match character {
        '*' => Piece::Star,
        '?' => Piece::One,
        other => Piece::Char(other),
    }
}

pub(crate) fn matches(pattern: &[Piece], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut row = vec![false; text.len() + 1];
    row[0] = true;
    for piece in pattern {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            next[at] = match piece {
                Piece::Star => row[at] || at > 0 && next[at - 1],
                Piece::One => at > 0 && row[at - 1],
                Piece::Char(c) => at > 0 && row[at - 1] && text[at - 1] == *c,
            };
        }
        row = next;
    }
    row[text.len()]
}
