//! Comparing names without regard to case, by numbers first.

/// Multiplies words into each other; the constant is that of Firefox's and rustc's hash.
const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

/// Sets the bit in which ASCII letters differ by case. Other characters may fall together, which costs a
/// comparison and no more.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// The high bit of each byte: set in no ASCII text.
const BEYOND_ASCII: u64 = 0x8080_8080_8080_8080;

/// A number that all spellings of a name share.
pub(super) fn fold_hash(name: &str) -> u64 {
    let (number, seen) = hash(name.as_bytes());
    if seen & BEYOND_ASCII == 0 {
        return number;
    }
    // Some letters are ASCII in lower case only, such as the Kelvin sign.
    hash(folded(name).collect::<String>().as_bytes()).0
}

/// The same of a name known to be ASCII.
pub(super) const fn ascii_hash(name: &str) -> u64 {
    hash(name.as_bytes()).0
}

const fn hash(bytes: &[u8]) -> (u64, u64) {
    let (mut words, rest) = bytes.as_chunks::<8>();
    let (mut hash, mut seen) = (bytes.len() as u64, 0);
    while let [word, after @ ..] = words {
        (hash, seen) = step(hash, seen, u64::from_le_bytes(*word));
        words = after;
    }
    // The last eight bytes overlap those before them, which is quicker than byte by byte.
    let last = match bytes.last_chunk::<8>() {
        Some(last) if !rest.is_empty() => u64::from_le_bytes(*last),
        _ => short(rest),
    };
    step(hash, seen, last)
}

const fn short(mut bytes: &[u8]) -> u64 {
    let mut word = 0;
    while let [byte, after @ ..] = bytes {
        word = word << 8 | *byte as u64;
        bytes = after;
    }
    word
}

const fn step(hash: u64, seen: u64, word: u64) -> (u64, u64) {
    ((hash.rotate_left(5) ^ (word | LOWER)).wrapping_mul(SEED), seen | word)
}

/// Lowers each character by itself, so that the same letter is the same wherever it stands.
pub(super) fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase)
}

/// Whether two names are spellings of one.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    // Most policies and requests spell a name the one way that AWS documents.
    one == other
        || one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && folded(one).eq(folded(other))
}
