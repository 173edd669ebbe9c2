import type { Workspace } from "../../src/state/workspace";

export const sample: Workspace = {
  documents: [
    { name: "role.json", text: '{"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"}]}' },
    { name: "scp.json", text: '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}' },
  ],
  attachments: [
    { layer: "scp", document: "scp.json", on: true, level: "root" },
    { layer: "identity", document: "role.json", on: true, group: "Readers" },
    { layer: "identity", document: "managed:ReadOnlyAccess", on: false },
  ],
  off: ["boundary"],
  request: {
    principal: { type: "user", arn: "arn:aws:iam::123456789012:user/ana", accountIsManagement: true },
    action: "s3:GetObject",
    resource: "arn:aws:s3:::reports/2026/q3.csv",
    resourceAccount: "111122223333",
    context: [
      { key: "aws:SecureTransport", state: "known", values: ["true"] },
      { key: "aws:SourceIp", state: "unknown", values: [] },
    ],
  },
  matrix: { rowKind: "resource", rows: ["arn:aws:s3:::reports/a"], columns: ["s3:Get*"] },
  tests: [
    { name: "reads", expected: "allowed", sid: "Read" },
    { name: "writes", action: "s3:PutObject", expected: "denied", policies: { identity: ["role.json"], boundary: null } },
  ],
};
