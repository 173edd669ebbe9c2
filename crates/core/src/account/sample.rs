//! A small account for the examples of this module.

use sayso_catalog::ManagedPolicies;

use super::{Inventory, InventoryBuilder};
use crate::json::Limits;
use crate::source::Source;

const DUMP: &str = r#"{
  "UserDetailList": [
    {"UserName": "ana", "Arn": "arn:aws:iam::123456789012:user/ana", "GroupList": ["Developers"]}],
  "GroupDetailList": [{"GroupName": "Developers", "Arn": "arn:aws:iam::123456789012:group/Developers",
    "AttachedManagedPolicies": [
      {"PolicyName": "Deploy", "PolicyArn": "arn:aws:iam::123456789012:policy/Deploy"}]}],
  "RoleDetailList": [
    {"RoleName": "App", "Arn": "arn:aws:iam::123456789012:role/App",
     "InstanceProfileList": [
       {"InstanceProfileName": "Web", "Arn": "arn:aws:iam::123456789012:instance-profile/Web"}],
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
     "RolePolicyList": [{"PolicyName": "ReadReports", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}}]},
    {"RoleName": "Deploy", "Arn": "arn:aws:iam::123456789012:role/Deploy",
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}]},
     "RolePolicyList": [{"PolicyName": "Write", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}]}],
  "Policies": [{"PolicyName": "Deploy", "Arn": "arn:aws:iam::123456789012:policy/Deploy",
    "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {
      "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Resource": "arn:aws:iam::123456789012:role/Deploy"}]}}]}]
}"#;

/// One account: a user in a group that may assume the role `Deploy`, and a role of EC2 instances.
///
/// ```
/// assert_eq!(sayso::account::sample().all_entities().len(), 3);
/// ```
pub fn sample() -> Inventory {
    let mut builder = InventoryBuilder::new(Limits::default());
    builder.add_dump(&Source::new("account.json", DUMP));
    builder.finish(&ManagedPolicies::embedded()).0
}
