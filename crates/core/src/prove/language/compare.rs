//! Quick comparisons of two patterns; each says yes only where that is certain.

use super::{COLON, Glob, Step, folded, is_any, matches, only_word};

/// Whether all that `glob` matches is matched by `other`: a `*` of the one is a letter that only stars of the other
/// take.
pub(super) fn is_within(glob: &[Step], other: &[Step]) -> bool {
    if is_any(other) {
        return true;
    }
    let mut places = vec![false; other.len() + 1];
    if let Some(first) = places.first_mut() {
        *first = true;
    }
    skip_stars(&mut places, other);
    for step in glob {
        let mut next = vec![false; other.len() + 1];
        let mut any = false;
        for (at, theirs) in other.iter().enumerate() {
            if places.get(at) == Some(&true) && covers(*theirs, *step) {
                let to = if theirs.is_star() { at } else { at + 1 };
                if let Some(place) = next.get_mut(to) {
                    *place = true;
                    any = true;
                }
            }
        }
        if !any {
            return false;
        }
        skip_stars(&mut next, other);
        places = next;
    }
    places.last() == Some(&true)
}

fn skip_stars(places: &mut [bool], other: &[Step]) {
    let mut before = false;
    for (place, step) in places.iter_mut().zip(other.iter().map(Some).chain([None])) {
        *place |= before;
        before = *place && step.is_some_and(|step| step.is_star());
    }
}

fn covers(theirs: Step, own: Step) -> bool {
    let is_cased = |letter| (97..=122).contains(&letter);
    match (theirs, own) {
        (Step::Star, _)
        | (Step::One, Step::Char(_) | Step::Folded(_) | Step::One | Step::FieldOne)
        | (Step::FieldOne, Step::FieldOne)
        | (Step::FieldStar, Step::FieldOne | Step::FieldStar | Step::FieldValue(_)) => true,
        (Step::Char(a), Step::Char(b))
        | (Step::Folded(a), Step::Folded(b))
        | (Step::Value(a), Step::Value(b) | Step::FieldValue(b))
        | (Step::FoldedValue(a), Step::Value(b) | Step::FieldValue(b) | Step::FoldedValue(b))
        | (Step::FieldValue(a), Step::FieldValue(b)) => a == b,
        (Step::Folded(a), Step::Char(b)) => a == folded(b),
        (Step::Char(a), Step::Folded(b)) => a == b && !is_cased(b),
        (Step::FieldOne | Step::FieldStar, Step::Char(b) | Step::Folded(b)) => b != COLON,
        _ => false,
    }
}

/// Whether no text is matched by both: their beginnings or ends differ, or one is a text that the other lacks.
pub(super) fn are_apart(one: &[Step], other: &[Step]) -> bool {
    let pairs = one.iter().zip(other);
    let backwards = one.iter().rev().zip(other.iter().rev());
    if clash(pairs) || clash(backwards) {
        return true;
    }
    let has_values = |glob: &[Step]| glob.iter().any(|step| step.value().is_some());
    match (only_word(one), only_word(other)) {
        (Some(one), Some(other)) => one != other,
        (Some(word), None) if !has_values(other) => !matches(other, &word),
        (None, Some(word)) if !has_values(one) => !matches(one, &word),
        _ => false,
    }
}

/// Whether two patterns differ before the first step of either that is not one character.
fn clash<'a>(pairs: impl Iterator<Item = (&'a Step, &'a Step)>) -> bool {
    for (one, other) in pairs {
        let differ = match (*one, *other) {
            (Step::Char(a), Step::Char(b)) | (Step::Folded(a), Step::Folded(b)) => a != b,
            (Step::Folded(a), Step::Char(b)) | (Step::Char(b), Step::Folded(a)) => a != folded(b),
            (Step::One, Step::One | Step::Char(_) | Step::Folded(_))
            | (Step::Char(_) | Step::Folded(_), Step::One) => false,
            _ => return false,
        };
        if differ {
            return true;
        }
    }
    false
}

/// Of patterns whose union is meant, those that no other one covers.
pub(super) fn widest(globs: Vec<&Glob>) -> Vec<&Glob> {
    /// Beyond as many, comparing each with each costs more than it saves.
    const MOST: usize = 64;
    if globs.len() > MOST {
        return globs;
    }
    let is_covered = |at: usize, glob: &Glob| {
        globs.iter().enumerate().any(|(number, other)| {
            number != at && is_within(glob, other) && (number < at || !is_within(other, glob))
        })
    };
    let kept = globs.iter().enumerate().filter(|(at, glob)| !is_covered(*at, glob));
    kept.map(|(_, glob)| *glob).collect()
}
