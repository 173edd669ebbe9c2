//! The fields of an ARN. Every request has two of them and every ARN operator reads more, so that they
//! are found eight bytes at a time.

const COLONS: u64 = 0x3a3a_3a3a_3a3a_3a3a;
const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// `arn`, partition, service, region, account and the rest, which may hold colons; `None` with fewer
/// than five colons.
pub(crate) fn fields(text: &str) -> Option<[&str; 6]> {
    let [a, b, c, d, e] = first_colons(text.as_bytes())?;
    let field = |from: usize, to: usize| text.get(from + 1..to);
    Some([text.get(..a)?, field(a, b)?, field(b, c)?, field(c, d)?, field(d, e)?, text.get(e + 1..)?])
}

fn first_colons(text: &[u8]) -> Option<[usize; 5]> {
    let mut colons = [0; 5];
    let mut free = colons.iter_mut();
    let (words, rest) = text.as_chunks::<8>();
    let mut start = 0;
    for word in words {
        let mut hits = colons_of(u64::from_le_bytes(*word));
        while hits != 0 {
            match free.next() {
                Some(colon) => *colon = start + hits.trailing_zeros() as usize / 8,
                None => return Some(colons),
            }
            hits &= hits - 1;
        }
        start += 8;
    }
    for (at, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == b':') {
        match free.next() {
            Some(colon) => *colon = start + at,
            None => return Some(colons),
        }
    }
    free.next().is_none().then_some(colons)
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
        fn fields_are_what_stands_between_the_first_five_colons(text in "[:;9a\u{ba}\u{3a0}]{0,40}") {
            let split: Vec<&str> = text.splitn(6, ':').collect();
            prop_assert_eq!(fields(&text), <[&str; 6]>::try_from(split).ok());
        }
    }
}
