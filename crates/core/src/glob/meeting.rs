//! What two patterns both match.

use super::Symbol;

/// Pairs of symbols beyond which patterns are not compared: no ARN is that long.
const MOST_PAIRS: usize = 1_000_000;

/// Whether something may match both.
pub(super) fn meets(own: &[Symbol], other: &[Symbol]) -> bool {
    if own.len().saturating_mul(other.len()) > MOST_PAIRS {
        return true;
    }
    let Some(Apart { own, other, .. }) = Apart::of(own, other) else { return false };
    let mut row = last_row(other);
    for symbol in own.iter().rev() {
        row = row_before(symbol, other, &row);
    }
    row.first().copied().unwrap_or_default()
}

/// Two patterns without the characters with which both begin.
struct Apart<'a> {
    own: &'a [Symbol],
    other: &'a [Symbol],
    begin: &'a [Symbol],
}

impl<'a> Apart<'a> {
    /// `None` where they begin or end with different characters, as most do that do not meet.
    fn of(own: &'a [Symbol], other: &'a [Symbol]) -> Option<Self> {
        let differ = |(own, other): (&Symbol, &Symbol)| match (own, other) {
            (Symbol::Char(own), Symbol::Char(other)) => Some(own != other),
            _ => None,
        };
        let same = own.iter().zip(other).take_while(|pair| differ(*pair) == Some(false)).count();
        let (begin, own) = own.split_at_checked(same)?;
        let other = other.get(same..)?;
        let first = own.first().zip(other.first()).and_then(differ);
        let last = own.last().zip(other.last()).and_then(differ);
        (first != Some(true) && last != Some(true)).then_some(Self { own, other, begin })
    }
}

/// For each end of `other`, whether it may be empty, as the end of the other pattern is.
fn last_row(other: &[Symbol]) -> Vec<bool> {
    let mut row = Vec::with_capacity(other.len() + 1);
    row.push(true);
    for symbol in other.iter().rev() {
        row.push(symbol.may_be_empty() && row.last().copied().unwrap_or_default());
    }
    row.reverse();
    row
}

/// For each end of `other`, whether it meets the pattern that begins with `symbol`, from the same for what is
/// behind `symbol`.
fn row_before(symbol: &Symbol, other: &[Symbol], behind: &[bool]) -> Vec<bool> {
    let at = |number: usize| behind.get(number).copied().unwrap_or_default();
    let mut after = at(other.len()) && symbol.may_be_empty();
    let mut row = Vec::with_capacity(other.len() + 1);
    row.push(after);
    for (number, theirs) in other.iter().enumerate().rev() {
        let both = at(number + 1) && symbol.meets(theirs);
        // What may be empty is so here, or takes what the other is.
        let empty = symbol.may_be_empty() && (at(number) || after);
        let theirs_empty = theirs.may_be_empty() && (after || at(number));
        after = both || empty || theirs_empty;
        row.push(after);
    }
    row.reverse();
    row
}

/// A text that both match.
pub(super) fn common(own: &[Symbol], other: &[Symbol], filler: &str) -> Option<String> {
    if own.len().saturating_mul(other.len()) > MOST_PAIRS {
        return None;
    }
    let Apart { own, other, begin } = Apart::of(own, other)?;
    let mut rows = vec![last_row(other)];
    for symbol in own.iter().rev() {
        let row = row_before(symbol, other, rows.last()?);
        rows.push(row);
    }
    rows.reverse();
    let open = |at: (usize, usize)| rows.get(at.0).and_then(|row| row.get(at.1)).copied().unwrap_or_default();
    let mut at = (0, 0);
    open(at).then_some(())?;
    let character =
        |symbol: &Symbol| if let Symbol::Char(character) = symbol { Some(*character) } else { None };
    let mut text: String = begin.iter().filter_map(character).collect();
    loop {
        let ((i, j), right, down) = (at, (at.0 + 1, at.1), (at.0, at.1 + 1));
        at = match (own.get(i), other.get(j)) {
            (None, None) => return Some(text),
            (Some(mine), Some(theirs)) if mine.may_be_empty() && theirs.may_be_empty() => {
                text.push_str(filler);
                [(i + 1, j + 1), right, down].into_iter().find(|next| open(*next))?
            }
            (Some(mine), Some(theirs)) if mine.may_be_empty() => {
                if open(right) {
                    right
                } else {
                    step(&mut text, theirs, down, open(down))?
                }
            }
            (Some(mine), Some(theirs)) if theirs.may_be_empty() => {
                if open(down) {
                    down
                } else {
                    step(&mut text, mine, right, open(right))?
                }
            }
            (Some(mine), Some(theirs)) => {
                let symbol = if matches!(mine, Symbol::Char(_)) { mine } else { theirs };
                step(&mut text, symbol, (i + 1, j + 1), open((i + 1, j + 1)))?
            }
            (Some(_), None) => right,
            (None, Some(_)) => down,
        };
    }
}

/// Writes a symbol that stands for one character, and goes on where that leads on.
fn step(text: &mut String, symbol: &Symbol, next: (usize, usize), open: bool) -> Option<(usize, usize)> {
    text.push(if let Symbol::Char(character) = symbol { *character } else { 'x' });
    open.then_some(next)
}
