//! The encoding of the services for sending: it comes back to the byte, and damage is never a panic.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_catalog::{PackedServices, pack, unpack};

static SERVICES: &[u8] = include_bytes!("../data/services.bin");
static SENT: LazyLock<Vec<u8>> = LazyLock::new(|| pack(SERVICES).unwrap_or_default());
/// Strings fill most of what is sent, after 119 bytes of beginnings.
const STRINGS: usize = 793_000;

#[test]
fn the_services_come_back_to_the_byte() {
    assert!(unpack(&SENT).unwrap() == SERVICES);
    assert!(pack(&unpack(&SENT).unwrap()).unwrap() == *SENT);
}

#[test]
fn only_a_sound_reference_is_packed() {
    for damaged in [&SERVICES[..SERVICES.len() - 1], b"sayso-services\0\x02", b"", &SENT] {
        assert!(pack(damaged).is_err());
    }
}

#[test]
fn what_is_cut_or_added_to_gives_no_services() {
    for length in (0..300).chain((300..SENT.len()).step_by(4_999)).chain([SENT.len() - 1]) {
        let cut = unpack(&SENT[..length]);
        assert!(cut.is_err() || PackedServices::from_bytes(&cut.unwrap()).is_err(), "{length}");
    }
    let longer = unpack(&[&SENT, b"x".as_slice()].concat()).unwrap();
    assert!(PackedServices::from_bytes(&longer).is_err());
}

#[test]
fn what_asks_for_too_much_is_an_error() {
    let too_long = [SENT.as_slice(), &vec![0; 16 << 20]].concat();
    assert!(unpack(&too_long).is_err());
    for count in [2_000_000, u32::MAX] {
        // No beginning, no strings, and as many services.
        let bytes = [&SENT[..16], &[0; 8], &count.to_le_bytes()].concat();
        assert!(unpack(&bytes).is_err(), "{count}");
    }
}

fn flipped(sent: &[u8], flips: Vec<(usize, u8)>) -> Vec<u8> {
    let mut bytes = sent.to_vec();
    for (at, bit) in flips {
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bits_do_not_panic(
        first in prop::collection::vec((0..200_usize, 0..8_u8), 0..2),
        flips in prop::collection::vec((STRINGS..SENT.len(), 0..8_u8), 0..4),
    ) {
        if let Ok(services) = unpack(&flipped(&SENT, [first, flips].concat())) {
            let _ = PackedServices::from_bytes(&services).map(|it| it.reference().actions_matching("s3:*").count());
        }
    }

    #[test]
    fn any_bytes_do_not_panic(noise in prop::collection::vec(any::<u8>(), 0..400), zeros in 0..60_usize) {
        let bytes = [&SENT[..16], &vec![0; zeros], &noise].concat();
        if let Ok(services) = unpack(&bytes) {
            let _ = PackedServices::from_bytes(&services);
        }
    }
}
