//! Damaged and hostile bytes: an error or a catalog that reads to its end, never a panic.

use proptest::prelude::*;
use sayso_catalog::{ManagedPolicies, Operations, PackedServices};

static PACKED: &[u8] = include_bytes!("../data/managed-policies.bin");
static SERVICES: &[u8] = include_bytes!("../data/services.bin");
static OPERATIONS: &[u8] = include_bytes!("../data/operations.bin");
/// Bytes of the services that are text, about.
const TEXT: usize = 633_000;

/// Everything a user of the bytes could call.
fn use_services(bytes: &[u8]) {
    let Ok(packed) = PackedServices::from_bytes(bytes) else { return };
    let reference = packed.reference();
    for action in reference.actions_matching("*").step_by(97) {
        let _ = (action.to_string(), action.level(), action.carries_key("s3:ExistingObjectTag/x"));
        let _ = (action.dependent_actions().count(), reference.action(action.name()));
    }
    let _ = (reference.suggest_action("s3:GetObjcet"), reference.condition_key("kms:EncryptionContext:x"));
    let _ = reference.resource_types_of("arn:aws:s3:::logs/*");
}

fn use_operations(bytes: &[u8]) {
    let Ok(operations) = Operations::from_bytes(bytes) else { return };
    for (service, name) in [("s3", "CopyObject"), ("ec2", "RunInstances"), ("elbv2", "DeleteLoadBalancer")] {
        for action in operations.find(service, name).flat_map(|operation| operation.actions()) {
            let _ = (action.name(), action.templates().map(|it| it.to_string().len()).sum::<usize>());
        }
    }
}

/// The same of the policies.
fn use_all(bytes: &[u8]) {
    let Ok(policies) = ManagedPolicies::from_bytes(bytes) else { return };
    for policy in policies.iter() {
        let _ = (policy.arn(), policy.update_date(), policy.document_json(), policies.find(policy.name()));
    }
    let _ = policies.suggest("AmazonS3ReadonlyAcess");
}

#[test]
fn a_cut_file_is_an_error() {
    for length in (0..100).chain((100..PACKED.len()).step_by(997)) {
        assert!(ManagedPolicies::from_bytes(&PACKED[..length]).is_err(), "{length}");
    }
    assert!(ManagedPolicies::from_bytes(&[PACKED, b"x"].concat()).is_err());
    for length in (0..100).chain((100..SERVICES.len()).step_by(4_999)) {
        assert!(PackedServices::from_bytes(&SERVICES[..length]).is_err(), "{length}");
    }
    assert!(PackedServices::from_bytes(&[SERVICES, b"x"].concat()).is_err());
    for length in (0..100).chain((100..OPERATIONS.len()).step_by(4_999)) {
        assert!(Operations::from_bytes(&OPERATIONS[..length]).is_err(), "{length}");
    }
    assert!(Operations::from_bytes(&[OPERATIONS, b"x"].concat()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bits_do_not_panic(flips in prop::collection::vec((0..PACKED.len(), 0..8_u8), 1..20)) {
        let mut bytes = PACKED.to_vec();
        for (at, bit) in flips {
            bytes[at] ^= 1 << bit;
        }
        use_all(&bytes);
    }

    #[test]
    fn flipped_bits_of_operations_do_not_panic(
        flips in prop::collection::vec((0..OPERATIONS.len(), 0..8_u8), 1..20),
    ) {
        let mut bytes = OPERATIONS.to_vec();
        for (at, bit) in flips {
            bytes[at] ^= 1 << bit;
        }
        use_operations(&bytes);
    }

    #[test]
    fn flipped_bits_of_services_do_not_panic(
        // Most of the file is text, where damage is of no interest.
        flips in prop::collection::vec((0..SERVICES.len() - TEXT, 0..8_u8), 1..4),
    ) {
        let mut bytes = SERVICES.to_vec();
        for (at, bit) in flips {
            let at = if at < 200 { at } else { at + TEXT };
            bytes[at] ^= 1 << bit;
        }
        use_services(&bytes);
    }
}

proptest! {
    #[test]
    fn any_bytes_do_not_panic(noise in prop::collection::vec(any::<u8>(), 0..400), zeros in 0..60_usize) {
        let mut bytes = PACKED[..16].to_vec();
        bytes.resize(16 + zeros, 0);
        bytes.extend(&noise);
        use_all(&bytes);
        let mut bytes = SERVICES[..16].to_vec();
        bytes.resize(16 + zeros, 0);
        bytes.extend(noise);
        use_services(&bytes);
    }
}
