//! AWS reference data for sayso: the services with their actions, resource types and condition keys, the
//! managed policies that AWS publishes, API operations with what they need, partitions and regions, and small tables that checks need.
//!
//! The data is packed by `cargo xtask catalog` and read in place: opening it parses nothing and allocates
//! nothing, and a document is printed only when it is asked for. Sent to a page, the services are [`pack`]ed
//! further, which takes a third off what is left after compression.
//!
//! ```
//! # #[cfg(feature = "embed")] {
//! let policy = sayso_catalog::ManagedPolicies::embedded().find("AmazonS3ReadOnlyAccess").unwrap();
//! assert_eq!(policy.arn(), "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
//! assert!(policy.document_json().contains("\"s3:Get*\""));
//! # }
//! ```

mod bytes;
mod error;
mod escalations;
mod event_sources;
mod glob;
mod globals;
mod levels;
mod lines;
mod managed;
mod operations;
mod partition;
mod policy;
mod pool;
mod principals;
mod print;
mod rcp;
mod reference;
mod search;
mod suggest;
mod tables;
mod transport;

pub use error::CorruptCatalog;
pub use escalations::escalations;
pub use event_sources::event_source_prefix;
pub use globals::global_condition_keys;
pub use levels::level_override;
pub use managed::ManagedPolicies;
pub use operations::{Operation, OperationAction, Operations, ResourceTemplate, operation_actions};
pub use partition::{Partition, is_region, partitions};
pub use policy::ManagedPolicy;
pub use principals::{is_service_principal, service_principals};
pub use rcp::{enforces_rcps, rcp_services};
pub use reference::{
    AccessLevel, ActionResource, ConditionKey, KeyType, PackedServices, ResourceType, Service, ServiceAction,
    ServiceReference,
};
#[cfg(feature = "embed")]
pub use tables::tables;
pub use tables::{TABLES, load_tables};
pub use transport::{pack, unpack};
