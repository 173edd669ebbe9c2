import { expect, test } from "vitest";
import { toCommand } from "../../src/screens/workbench/copy/command";
import { fileNames, quoted } from "../../src/screens/workbench/copy/shell";
import { exampleOf, kindOf, KINDS } from "../../src/screens/workbench/request/principals";
import type { Workspace } from "../../src/state/workspace";

const workspace: Workspace = {
  documents: [
    { name: "it's, mine.json", text: '{"Version": "EOF"}' },
    { name: "clock.json", text: '{"Condition": {"DateLessThan": {"aws:currenttime": "2026-01-01"}}}\nEOF' },
    { name: "spare.json", text: "{}" },
  ],
  attachments: [
    { layer: "identity", document: "it's, mine.json", on: true },
    { layer: "identity", document: "managed:ReadOnlyAccess", on: true },
    { layer: "scp", document: "clock.json", on: true, level: "root" },
    { layer: "scp", document: "it's, mine.json", on: true, level: "root" },
    { layer: "boundary", document: "spare.json", on: false },
  ],
  off: [],
  request: {
    principal: { type: "role-session", arn: "arn:aws:sts::123456789012:assumed-role/App/me", roleArn: "arn:aws:iam::123456789012:role/path/App", serviceLinkedRole: true },
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/a key",
    resourceAccount: "111122223333",
    context: [
      { key: "aws:TagKeys", state: "known", values: ["a,b", "c"] },
      { key: "aws:SourceIp", state: "unknown", values: [] },
      { key: "aws:SourceVpc", state: "absent", values: [] },
    ],
  },
  matrix: { rowKind: "resource", rows: [], columns: [] },
  tests: [],
};

test("the command writes its files, and says everything that the page does", () => {
  expect(toCommand(workspace)).toBe(`cat > it-s-mine.json <<'EOF'
{"Version": "EOF"}
EOF
cat > clock.json <<'EOF_'
{"Condition": {"DateLessThan": {"aws:currenttime": "2026-01-01"}}}
EOF
EOF_
sayso simulate \\
    --scp clock.json,it-s-mine.json \\
    --policy it-s-mine.json \\
    --managed ReadOnlyAccess \\
    --principal arn:aws:sts::123456789012:assumed-role/App/me \\
    --role-arn arn:aws:iam::123456789012:role/path/App \\
    --service-linked-role \\
    --action s3:GetObject \\
    --resource 'arn:aws:s3:::b/a key' \\
    --resource-account 111122223333 \\
    --context 'aws:TagKeys=a\\,b,c' \\
    --absent aws:SourceVpc \\
    --absent aws:CurrentTime \\
    --unknown aws:SourceIp
`);
});

test("words and names are harmless in a shell", () => {
  expect(quoted("$(rm -rf ~)'`")).toBe(`'$(rm -rf ~)'\\''\`'`);
  expect(quoted("--flag")).toBe("'--flag'");
  expect([...fileNames(["../../etc/x", "-rf", "a b", "a-b", ""]).values()]).toEqual(["etc-x.json", "rf.json", "a-b.json", "a-b-2.json", "policy.json"]);
});

test("an example of a kind is of that kind", () => {
  for (const kind of KINDS) expect(kindOf(exampleOf(kind, "arn:aws:iam::123456789012:user/eve"))).toBe(kind);
});
