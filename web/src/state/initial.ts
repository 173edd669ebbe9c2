import boundary from "../../../policies/quickstart/boundary.json?raw";
import role from "../../../policies/quickstart/role.json?raw";
import type { TestDraft, Workspace } from "./workspace";

/** What a visitor finds: the quick start of the gallery, denied by its boundary. */
export function initialWorkspace(): Workspace {
  return {
    documents: [
      { name: "role.json", text: role },
      { name: "boundary.json", text: boundary },
    ],
    attachments: [
      { layer: "identity", document: "role.json", on: true },
      { layer: "boundary", document: "boundary.json", on: true },
    ],
    off: [],
    request: {
      principal: "arn:aws:iam::123456789012:role/App",
      action: "s3:GetObject",
      resource: "arn:aws:s3:::reports/2026/q3.csv",
      context: [{ key: "aws:RequestedRegion", state: "known", values: ["us-east-1"] }],
    },
    matrix: {
      rowKind: "resource",
      rows: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/2026/q3.csv", "arn:aws:s3:::reports/2019/q3.csv"],
      columns: ["s3:GetObject*", "s3:ListBucket*", "s3:PutObject*", "sts:*"],
    },
    // Those of the quick start, about the layers as they are: they turn red as the policies change.
    tests: [
      { name: "reads this year's reports", ...asked("s3:GetObject", "arn:aws:s3:::reports/2026/q3.csv", "eu-west-1"), expected: "allowed", sid: "ReadReports" },
      { name: "not those of other years", ...asked("s3:GetObject", "arn:aws:s3:::reports/2019/q3.csv", "eu-west-1"), expected: "implicitDeny" },
      { name: "no object from another Region", ...asked("s3:GetObject", "arn:aws:s3:::reports", "us-east-1"), expected: "explicitDeny", sid: "OneRegion" },
      { name: "no list from another Region", ...asked("s3:ListBucket", "arn:aws:s3:::reports", "us-east-1"), expected: "explicitDeny", sid: "OneRegion" },
    ],
  };
}

function asked(action: string, resource: string, region: string): Pick<TestDraft, "action" | "resource" | "context"> {
  return { action, resource, context: [{ key: "aws:RequestedRegion", state: "known", values: [region] }] };
}
