// What the benchmarks ask: a role with a policy of some 6,000 bytes, behind the quick start's boundary.

import { readFileSync } from "node:fs";

/** Of its statements the first decides. */
export const policy = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: Array.from({ length: 21 }, (_, at) => ({
      Sid: `Statement${at}`,
      Effect: "Allow",
      Action: at === 0 ? "s3:GetObject" : `sqs:Get${at}*`,
      Resource: at === 0 ? "arn:aws:s3:::reports/2026/*" : [`arn:aws:sqs:eu-west-1:123456789012:orders-${at}`, `arn:aws:sqs:eu-west-1:123456789012:bills-${at}`],
    })),
  },
  null,
  4,
);

export const ask = {
  documents: {
    "role.json": policy,
    "boundary.json": readFileSync(new URL("../../../policies/quickstart/boundary.json", import.meta.url), "utf8"),
  },
  case: {
    principal: "arn:aws:iam::123456789012:role/App",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::reports/2026/q3.csv",
    context: { "aws:RequestedRegion": "eu-west-1" },
    policies: { identity: "role.json", boundary: "boundary.json" },
  },
  rows: Array.from({ length: 100 }, (_, at) => `arn:aws:s3:::reports/${1926 + at}/q3.csv`),
  columns: Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? `s3:Get${at || "Object"}` : `sqs:Get${at}`)),
};
