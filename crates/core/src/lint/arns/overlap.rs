//! Whether a resource as written in a policy can be of a format of the service reference.

/// A piece of either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Star,
    One,
    Char(char),
}

/// Characters beyond which a resource is not compared: no ARN is that long.
const LONGEST: usize = 2048;

/// Whether some text fits both: in `resource`, `*` and variables are any text and `?` is a character; in `format`,
/// a variable is one character or more.
pub(super) fn can_be(resource: &str, format: &str) -> bool {
    let is_open = |(a, b): &(char, char)| matches!(a, '*' | '?' | '$') || matches!(b, '*' | '$');
    let mut pairs = resource.char_indices().zip(format.chars()).map(|((at, a), b)| (at, (a, b)));
    let first = pairs.find(|(_, pair)| pair.0 != pair.1 || is_open(pair));
    if first.is_some_and(|(_, pair)| !is_open(&pair)) {
        return false;
    }
    // What both begin with need not be compared again.
    let same = first.map_or(resource.len().min(format.len()), |(at, _)| at);
    let [own, theirs] = [resource, format].map(|text| text.get(same..).unwrap_or_default());
    if own == "*" || !own.is_empty() && is_one_variable(theirs) {
        return true;
    }
    let length = resource.get(..same).map_or(0, |same| same.chars().count());
    let (own, theirs) = (pieces(own, false), pieces(theirs, true));
    length + own.len().max(theirs.len()) > LONGEST || intersect(&own, &theirs)
}

/// Whether it takes any text but none.
fn is_one_variable(format: &str) -> bool {
    format.starts_with("${") && format.find('}').is_some_and(|end| end + 1 == format.len())
}

fn pieces(text: &str, is_format: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next().filter(|_| pieces.len() <= LONGEST) {
        let variable = rest.strip_prefix("${").and_then(|inside| inside.split_once('}'));
        rest = if let Some((_, after)) = variable {
            pieces.extend(is_format.then_some(Piece::One));
            pieces.push(Piece::Star);
            after
        } else {
            pieces.push(match character {
                '*' => Piece::Star,
                '?' => Piece::One,
                other => Piece::Char(other),
            });
            rest.get(character.len_utf8()..).unwrap_or_default()
        };
    }
    pieces
}

/// Whether a text matches both patterns, row by row: which beginnings of the one share a text with so much of
/// the other.
fn intersect(one: &[Piece], other: &[Piece]) -> bool {
    let mut row = Vec::with_capacity(other.len() + 1);
    row.push(true);
    for piece in other {
        row.push(row.last() == Some(&true) && *piece == Piece::Star);
    }
    let mut next = Vec::with_capacity(row.len());
    for a in one {
        next.clear();
        next.push(row.first() == Some(&true) && *a == Piece::Star);
        for (b, above) in other.iter().zip(row.windows(2)) {
            let [corner, above] = above else { continue };
            let left = next.last() == Some(&true);
            next.push(match (a, b) {
                (Piece::Star, _) | (_, Piece::Star) => *above || left,
                (Piece::Char(a), Piece::Char(b)) => *corner && a == b,
                _ => *corner,
            });
        }
        std::mem::swap(&mut row, &mut next);
    }
    row.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::can_be;

    #[test]
    fn a_resource_is_of_a_format_if_some_text_fits_both() {
        for (resource, format, expected) in [
            ("function:resize", "function:${FunctionName}", true),
            ("function/resize", "function:${FunctionName}", false),
            ("function:", "function:${FunctionName}", false),
            ("function:*", "function:${FunctionName}", true),
            ("fun*", "function:${FunctionName}", true),
            ("fun?tion:a", "function:${FunctionName}", true),
            ("*:live", "function:${FunctionName}", true),
            ("layer:*", "function:${FunctionName}", false),
            ("*", "${BucketName}", true),
            ("", "${BucketName}", false),
            ("user/${aws:username}", "user/${UserNameWithPath}", true),
            ("user/${aws:username}", "role/${RoleNameWithPath}", false),
            ("${aws:PrincipalTag/kind}/x", "role/${RoleNameWithPath}", true),
            ("stack/app/*", "stack/${StackName}/${Id}", true),
            ("stack/app", "stack/${StackName}/${Id}", false),
            ("recovery-point:é", "recovery-point:*", true),
        ] {
            assert_eq!(can_be(resource, format), expected, "{resource} {format}");
        }
    }
}
