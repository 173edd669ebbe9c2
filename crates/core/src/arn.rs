//! The fields of an ARN. Every request has two of them and every ARN operator reads more, so that they
//! are found eight bytes at a time.

const COLONS: u64 = 0x3a3a_3a3a_3a3a_3a3a;
const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// An ARN by its first five colons.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arn<'a> {
    text: &'a str,
    colons: [usize; 5],
}

impl<'a> Arn<'a> {
    /// `None` with fewer than five colons.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        Some(Self { text, colons: first_colons(text.as_bytes())? })
    }

    /// `arn`
    pub(crate) fn scheme(self) -> &'a str {
        let [end, ..] = self.colons;
        self.text.get(..end).unwrap_or_default()
    }

    /// `aws`
    pub(crate) fn partition(self) -> &'a str {
        let [start, end, ..] = self.colons;
        self.between(start, end)
    }

    /// `iam`
    pub(crate) fn service(self) -> &'a str {
        let [_, start, end, ..] = self.colons;
        self.between(start, end)
    }

    /// `eu-west-1`; often empty.
    pub(crate) fn region(self) -> &'a str {
        let [_, _, start, end, _] = self.colons;
        self.between(start, end)
    }

    /// `123456789012`; often empty.
    pub(crate) fn account(self) -> &'a str {
        let [.., start, end] = self.colons;
        self.between(start, end)
    }

    /// All after the fifth colon, which may hold more of them.
    pub(crate) fn resource(self) -> &'a str {
        let [.., last] = self.colons;
        self.text.get(last + 1..).unwrap_or_default()
    }

    /// Everything, in order.
    pub(crate) fn fields(self) -> [&'a str; 6] {
        [self.scheme(), self.partition(), self.service(), self.region(), self.account(), self.resource()]
    }

    fn between(self, start: usize, end: usize) -> &'a str {
        self.text.get(start + 1..end).unwrap_or_default()
    }
}

fn first_colons(text: &[u8]) -> Option<[usize; 5]> {
    let mut colons = [0; 5];
    let mut free = colons.iter_mut();
    let mut colon = free.next()?;
    let (words, rest) = text.as_chunks::<8>();
    let mut start = 0;
    for word in words {
        let mut hits = colons_of(u64::from_le_bytes(*word));
        while hits != 0 {
            *colon = start + hits.trailing_zeros() as usize / 8;
            match free.next() {
                Some(next) => colon = next,
                None => return Some(colons),
            }
            hits &= hits - 1;
        }
        start += 8;
    }
    for (at, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == b':') {
        *colon = start + at;
        match free.next() {
            Some(next) => colon = next,
            None => return Some(colons),
        }
    }
    None
}

/// Whether a text is the number of an account: twelve digits.
pub(crate) fn is_account_id(text: &str) -> bool {
    let word = |word: Option<&[u8; 8]>| word.map_or(0, |word| u64::from_le_bytes(*word));
    let bytes = text.as_bytes();
    bytes.len() == 12 && are_digits(word(bytes.first_chunk())) && are_digits(word(bytes.last_chunk()))
}

/// Whether each byte is one of `0` to `9`: its high half is 3, and stays so when 6 is added.
fn are_digits(word: u64) -> bool {
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    const THREE: u64 = 0x3030_3030_3030_3030;
    const SIX: u64 = 0x0606_0606_0606_0606;
    word & HIGH == THREE && word.wrapping_add(SIX) & HIGH == THREE
}

/// The high bit of each byte that is a colon.
fn colons_of(word: u64) -> u64 {
    let zero_where_colon = word ^ COLONS;
    !(((zero_where_colon & LOW_BITS) + LOW_BITS) | zero_where_colon | LOW_BITS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_account_is_twelve_digits(text in "[0-9]{12}|[0-9]{11,13}|[/0-9:]{12}|[0-9]{10}[\\u{ba}?]") {
            let expected = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
            prop_assert_eq!(is_account_id(&text), expected);
        }

        #[test]
        fn fields_are_what_stands_between_the_first_five_colons(text in "[:;9a\u{ba}\u{3a0}]{0,40}") {
            let split: Vec<&str> = text.splitn(6, ':').collect();
            prop_assert_eq!(Arn::of(&text).map(Arn::fields), <[&str; 6]>::try_from(split).ok());
        }
    }
}
