//! Comparing names without regard to case, by numbers first.

/// Sets the bit in which ASCII letters differ by case. Other characters may fall together, which costs a
/// comparison and no more.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// The high bit of each byte: set in no ASCII text.
const BEYOND_ASCII: u64 = 0x8080_8080_8080_8080;

/// A number that all spellings of a key's name share: its last eight bytes in lower case. Names that
/// begin alike are common, names that end alike are not.
pub(super) fn tail(name: &str) -> u64 {
    match name.as_bytes().last_chunk::<8>().map(|last| u64::from_le_bytes(*last)) {
        Some(tail) if tail & BEYOND_ASCII == 0 => tail | LOWER,
        _ => unusual_tail(name),
    }
}

/// Lower case may be shorter or longer, and of some letters it is ASCII, as of the Kelvin sign.
#[cold]
fn unusual_tail(name: &str) -> u64 {
    if name.is_ascii() {
        return ascii_tail(name);
    }
    last_word(folded(name).collect::<String>().as_bytes()) | LOWER
}

/// The same of a name known to be ASCII.
pub(super) const fn ascii_tail(name: &str) -> u64 {
    last_word(name.as_bytes()) | LOWER
}

/// A number that all ASCII spellings of a name share: what it begins and ends with, and its length.
pub(super) const fn ascii_hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let first = match bytes.first_chunk::<8>() {
        Some(first) => u64::from_le_bytes(*first),
        None => 0,
    };
    spread((first | LOWER) ^ bytes.len() as u64) ^ (last_word(bytes) | LOWER)
}

/// Carries every bit to the high ones. Of random odd constants this one gives the keys that requests
/// commonly carry a bit each in [`super::Key::bit`].
pub(super) const fn spread(number: u64) -> u64 {
    number.wrapping_mul(0x3814_6a2f_0970_425b)
}

const fn last_word(bytes: &[u8]) -> u64 {
    match bytes.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => short_word(bytes),
    }
}

const fn short_word(mut bytes: &[u8]) -> u64 {
    let mut word = 0;
    while let [byte, after @ ..] = bytes {
        word = word << 8 | *byte as u64;
        bytes = after;
    }
    word
}

/// Lowers each character by itself, so that the same letter is the same wherever it stands.
pub(super) fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase)
}

/// Whether two names differ in the case of ASCII letters only. Most policies and requests spell a name
/// the one way that AWS documents.
pub(super) fn is_same_ascii(one: &str, other: &str) -> bool {
    one == other || one.eq_ignore_ascii_case(other)
}

/// Whether two names are spellings of one.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    is_same_ascii(one, other) || !(one.is_ascii() && other.is_ascii()) && folded(one).eq(folded(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_their_tail() {
        for (one, other) in [
            ("aws:SourceIp", "AWS:sourceip"),
            ("k", "K"),
            ("k", "\u{212a}"),
            ("aws:PrincipalTag/Stra\u{df}e", "aws:principaltag/STRA\u{df}E"),
            ("aws:PrincipalTag/\u{130}stanbul-eu", "aws:principaltag/i\u{307}stanbul-EU"),
            ("\u{c4}bcdefghijk", "\u{e4}BCDEFGHIJ\u{212a}"),
        ] {
            assert!(is_same(one, other), "{one} {other}");
            assert_eq!(tail(one), tail(other), "{one} {other}");
        }
        assert!(!is_same("aws:SourceIp", "aws:SourceIq"));
    }
}
