//! Which ARNs a resource type's patterns stand for.

/// What stands in one place of a text: a byte, any one byte, or any number of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Byte(u8),
    One,
    Many,
    /// As `One` and `Many`, without slashes.
    OneWithin,
    ManyWithin,
}

impl Token {
    fn is_many(self) -> bool {
        matches!(self, Self::Many | Self::ManyWithin)
    }

    /// Whether one byte can stand for both.
    fn meets(self, other: Self) -> bool {
        let within = |token| matches!(token, Self::OneWithin | Self::ManyWithin);
        match (self, other) {
            (Self::Byte(a), Self::Byte(b)) => a == b,
            (Self::Byte(b'/'), token) | (token, Self::Byte(b'/')) => !within(token),
            _ => true,
        }
    }
}

/// How far a variable of a pattern reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Variables {
    /// Up to the next slash.
    WithinSegments,
    /// Any text, as names with paths need.
    AcrossSegments,
}

/// Whether an ARN, itself a pattern or not, can be one that `pattern` stands for.
///
/// The first five fields are compared one by one. AWS leaves the region or account of some resources of its
/// own empty, so variables may be empty there.
pub(super) fn can_match(pattern: &str, arn: &str, variables: Variables) -> bool {
    let (mut patterns, mut fields) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    for _ in 0..5 {
        let (Some(pattern), Some(field)) = (patterns.next(), fields.next()) else { return false };
        let is_variable = pattern.starts_with("${") && pattern.ends_with('}');
        if !is_variable && !meet(&pattern_tokens(pattern, Variables::AcrossSegments), &arn_tokens(field)) {
            return false;
        }
    }
    let (Some(pattern), Some(resource)) = (patterns.next(), fields.next()) else { return false };
    meet(&pattern_tokens(pattern, variables), &arn_tokens(resource))
}

fn arn_tokens(text: &str) -> Vec<Token> {
    let token = |byte| match byte {
        b'*' => Token::Many,
        b'?' => Token::One,
        byte => Token::Byte(byte),
    };
    text.bytes().map(token).collect()
}

fn pattern_tokens(pattern: &str, variables: Variables) -> Vec<Token> {
    let variable = match variables {
        Variables::WithinSegments => [Token::OneWithin, Token::ManyWithin],
        Variables::AcrossSegments => [Token::One, Token::Many],
    };
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        tokens.extend(arn_tokens(before));
        tokens.extend(variable);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    tokens.extend(arn_tokens(rest));
    tokens
}

/// Whether some text fits both. The work is the product of the lengths.
fn meet(ours: &[Token], theirs: &[Token]) -> bool {
    // Which places of `theirs` can be reached at the current place of `ours`.
    let mut reached = vec![false; theirs.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for our in ours.iter().map(Some).chain([None]) {
        let mut next = vec![false; theirs.len() + 1];
        let mut from_left = false;
        for (at, place) in reached.iter_mut().enumerate() {
            *place |= from_left;
            let their = theirs.get(at);
            let here = *place;
            let both = our.zip(their).is_some_and(|(our, their)| our.meets(*their));
            let (our_many, their_many) =
                (our.is_some_and(|it| it.is_many()), their.is_some_and(|it| it.is_many()));
            // Past their byte or star while our star stays, or past their star that takes nothing.
            from_left = here && ((our_many && both) || their_many);
            if let Some(below) = next.get_mut(at) {
                *below |= here && ((their_many && both) || our_many);
            }
            if let Some(diagonal) = next.get_mut(at + 1) {
                *diagonal |= here && both && !our_many && !their_many;
            }
        }
        if our.is_some() {
            reached = next;
        }
    }
    reached.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_match_field_by_field() {
        let bucket = "arn:${Partition}:s3:::${BucketName}";
        let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
        let role = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
        let document = "arn:${Partition}:ssm:${Region}:${Account}:document/${DocumentName}";
        for (pattern, arn, within, across) in [
            (bucket, "arn:aws:s3:::logs", true, true),
            (bucket, "arn:aws:s3:::logs/2026", false, true),
            (bucket, "arn:aws:s3:::", false, false),
            (bucket, "arn:aws:s3:eu-west-1::logs", false, false),
            (bucket, "arn:aws:s3:::*", true, true),
            (object, "arn:aws:s3:::logs/2026", true, true),
            (object, "arn:aws:s3:::logs/2026/01", false, true),
            (object, "arn:aws:s3:::logs", false, false),
            (object, "arn:aws:s3:::logs*", true, true),
            (object, "arn:aws:s3:::logs/*/x", false, true),
            (role, "arn:aws:iam::123456789012:role/App", true, true),
            (role, "arn:aws:iam::123456789012:role/team/App", false, true),
            (role, "arn:aws:iam::123456789012:user/App", false, false),
            (role, "arn:aws:iam::*:ro?e/A", true, true),
            (document, "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript", true, true),
            (role, "*", false, false),
            (role, "arn:aws:iam", false, false),
        ] {
            assert_eq!(can_match(pattern, arn, Variables::WithinSegments), within, "{pattern} {arn}");
            assert_eq!(can_match(pattern, arn, Variables::AcrossSegments), across, "{pattern} {arn}");
        }
    }

    #[test]
    fn two_patterns_meet_where_a_text_fits_both() {
        for (ours, theirs, expected) in [
            ("a*", "*b", true),
            ("a*b", "ac*", true),
            ("a*b", "b*a", false),
            ("?", "", false),
            ("*", "", true),
            ("a?c", "ab*", true),
            ("a?c", "ab", false),
            ("**", "x", true),
        ] {
            assert_eq!(meet(&arn_tokens(ours), &arn_tokens(theirs)), expected, "{ours} {theirs}");
            assert_eq!(meet(&arn_tokens(theirs), &arn_tokens(ours)), expected, "{theirs} {ours}");
        }
    }
}
