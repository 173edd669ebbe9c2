//! Numbers by writing them out in full, as one would on paper (C15).

use std::cmp::Ordering;

/// How two numbers compare; `None` where one is none.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (Parts::of(a)?, Parts::of(b)?);
    // One scale for both: so many digits after the point that nothing is left over.
    let least = a.least().min(b.least());
    let most = a.most().max(b.most());
    if most - least > 2_000 {
        return Some(by_size(&a, &b));
    }
    let (whole_a, whole_b) = (a.written_out(least, most), b.written_out(least, most));
    let zero = |digits: &[u8]| digits.iter().all(|digit| *digit == b'0');
    Some(match (a.negative && !zero(&whole_a), b.negative && !zero(&whole_b)) {
        (false, false) => whole_a.cmp(&whole_b),
        (true, true) => whole_b.cmp(&whole_a),
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
    })
}

/// Numbers too far apart to be written out differ in sign or in size.
fn by_size(a: &Parts, b: &Parts) -> Ordering {
    let signum = |it: &Parts| match (it.digits.iter().all(|digit| *digit == b'0'), it.negative) {
        (true, _) => 0,
        (false, true) => -1,
        (false, false) => 1,
    };
    let size = |it: &Parts| {
        let zeros = it.digits.iter().take_while(|digit| **digit == b'0').count();
        it.most() - i128::try_from(zeros).expect("short")
    };
    let digits = |it: &Parts| {
        let text: Vec<u8> = it.digits.iter().copied().skip_while(|digit| *digit == b'0').collect();
        let end = text.iter().rposition(|digit| *digit != b'0').map_or(0, |at| at + 1);
        text[..end].to_vec()
    };
    signum(a).cmp(&signum(b)).then_with(|| {
        let sizes = size(a).cmp(&size(b)).then_with(|| digits(a).cmp(&digits(b)));
        match signum(a) {
            0 => Ordering::Equal,
            1 => sizes,
            _ => sizes.reverse(),
        }
    })
}

struct Parts {
    negative: bool,
    digits: Vec<u8>,
    /// How many of the digits stand after the point, less the exponent.
    scale: i128,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let mut rest = text.as_bytes();
        let negative = rest.first() == Some(&b'-');
        if matches!(rest.first(), Some(b'-' | b'+')) {
            rest = &rest[1..];
        }
        let (mut digits, mut scale, mut point) = (Vec::new(), 0_i128, false);
        while let Some((byte, after)) = rest.split_first() {
            match byte {
                b'0'..=b'9' => {
                    digits.push(*byte);
                    scale += i128::from(point);
                }
                b'.' if !point => point = true,
                _ => break,
            }
            rest = after;
        }
        if digits.is_empty() {
            return None;
        }
        if let Some((b'e' | b'E', exponent)) = rest.split_first() {
            let exponent = std::str::from_utf8(exponent).ok()?;
            let bare = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            // Exponents of more than 37 digits are all the same to the engine.
            let size = bare.parse().unwrap_or(i128::MAX / 4).min(i128::MAX / 4);
            scale -= if exponent.starts_with('-') { -size } else { size };
            rest = &[];
        }
        rest.is_empty().then_some(Self { negative, digits, scale })
    }

    /// The power of ten of the last digit.
    fn least(&self) -> i128 {
        -self.scale
    }

    /// One more than the power of ten of the first digit.
    fn most(&self) -> i128 {
        i128::try_from(self.digits.len()).expect("short") - self.scale
    }

    fn written_out(&self, least: i128, most: i128) -> Vec<u8> {
        let zeros = |count: i128| vec![b'0'; usize::try_from(count).expect("short")];
        [zeros(most - self.most()), self.digits.clone(), zeros(self.least() - least)].concat()
    }
}
