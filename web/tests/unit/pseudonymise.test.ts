import { expect, test } from "vitest";
import { pseudonymise } from "../../src/state/pseudonymise";
import type { Workspace } from "../../src/state/workspace";
import { sample } from "./sample";

const workspace = (policy: unknown, request: Partial<Workspace["request"]> = {}): Workspace => ({
  ...sample,
  documents: [{ name: "acme-role.json", text: JSON.stringify(policy, null, 4) }],
  attachments: [{ layer: "identity", document: "acme-role.json", on: true }],
  request: { principal: "arn:aws:iam::444455556666:role/AcmeDeploy", action: "s3:GetObject", resource: "arn:aws:s3:::acme-invoices/2026/a.pdf", context: [], ...request },
  tests: [],
  matrix: { rowKind: "resource", rows: [], columns: [] },
});
const policyOf = (resource: string, condition: object = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Acme", Effect: "Allow", Principal: { AWS: "444455556666", Service: "lambda.amazonaws.com" }, Action: "s3:Get*", Resource: resource, Condition: condition }],
});
const outOf = (it: Workspace) => ({ ...it.request, ...JSON.parse(it.documents[0]!.text).Statement[0] });

test("names change, consistently, and their shape stays", () => {
  const { workspace: out, replaced } = pseudonymise(workspace(policyOf("arn:aws:s3:::acme-invoices/*", { StringEquals: { "aws:SourceAccount": "444455556666", "aws:PrincipalOrgID": "o-x9y8z7w6v5" } })));
  const it = outOf(out);
  expect(JSON.stringify(out)).not.toMatch(/444455556666|acme-|invoices|AcmeDeploy|x9y8z7w6v5/);
  expect(it.principal).toMatch(/^arn:aws:iam::111122223333:role\/[A-Z][a-z]{3}[A-Z][a-z]{5}$/);
  expect(it.Principal).toEqual({ AWS: "111122223333", Service: "lambda.amazonaws.com" });
  expect(it.Resource).toMatch(/^arn:aws:s3:::[a-z]{4}-[a-z]{8}\/\*$/);
  expect(it.resource.startsWith(it.Resource.slice(0, -1))).toBe(true);
  expect(it.Condition.StringEquals["aws:PrincipalOrgID"]).toMatch(/^o-[a-z]\d[a-z]\d[a-z]\d[a-z]\d[a-z]\d$/);
  expect(it.Action).toBe("s3:Get*");
  expect(out.documents[0]!.text.split("\n").length).toBe(workspace(policyOf("x")).documents[0]!.text.split("\n").length + 5);
  expect(out.attachments[0]!.document).toBe(out.documents[0]!.name);
  expect(replaced).toBeGreaterThan(4);
});

test("what a wildcard looks into, or a value that counts, stays and is named", () => {
  const cases: [Workspace, string][] = [
    [workspace(policyOf("arn:aws:s3:::acm*")), "acme"],
    [workspace(policyOf("arn:aws:s3:::*voices/*")), "invoices"],
    [workspace(policyOf("arn:aws:iam::4444*:role/x")), "444455556666"],
    [workspace(policyOf("*", { NumericLessThan: { "s3:max-keys": "444455556666" } })), "444455556666"],
    [workspace(policyOf("*", { StringEquals: { "aws:ResourceTag/invoices": "x" } })), "invoices"],
  ];
  for (const [from, word] of cases) {
    const { workspace: out, kept } = pseudonymise(from);
    expect(kept, word).toContain(word);
    expect(JSON.stringify(out.request)).toContain(word);
  }
});

test("AWS's own names stay", () => {
  const own = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const { workspace: out } = pseudonymise(workspace(policyOf("*", { ArnEquals: { "iam:PolicyARN": own } }), {
    principal: "arn:aws:iam::444455556666:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport",
  }));
  expect(JSON.stringify(outOf(out))).toContain(own);
  expect(out.request.principal).toBe("arn:aws:iam::111122223333:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport");
});

/** Whether a text matches a pattern with `*` and `?`. */
function glob(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${escaped}$`).test(text);
}

test("patterns match what they matched", () => {
  let seed = 7;
  const below = (most: number) => ((seed = (seed * 48_271) % 0x7fff_ffff), seed % most);
  const pieces = ["acme", "acmeprod", "prod", "Prod", "logs444455556666", "444455556666", "123456789012", "-", "/", "_", "x", "data1", "*", "?", "*", "4444", "rod"];
  const made = (most: number) => Array.from({ length: 1 + below(5) }, () => pieces[below(most)]!).join("");
  let matched = 0;
  for (let round = 0; round < 800; round += 1) {
    const texts = Array.from({ length: 3 }, () => `arn:aws:s3:::${made(12).replace(/[*?]/g, "")}`);
    const pattern = `arn:aws:s3:::${made(pieces.length)}`;
    const from = workspace(policyOf(pattern), { resource: texts[0]!, context: texts.slice(1).map((it, at) => ({ key: `aws:RequestTag/k${at}`, state: "known", values: [it] })) });
    const { workspace: out } = pseudonymise(from);
    const after = [out.request.resource, ...out.request.context.map((it) => it.values[0]!)];
    for (const [at, text] of texts.entries()) {
      const before = glob(pattern, text);
      matched += Number(before);
      expect(glob(outOf(out).Resource, after[at]!), `${pattern} ${text} -> ${outOf(out).Resource} ${after[at]}`).toBe(before);
    }
    expect(new Set(after).size).toBe(new Set(texts).size);
  }
  expect(matched).toBeGreaterThan(50);
});

test("thousands of patterns and names are no more work than a few", () => {
  const names = Array.from({ length: 4000 }, (_, at) => `arn:aws:s3:::name${at}x-*`);
  const text = JSON.stringify({ Statement: names.map((it) => ({ Effect: "Allow", Action: "*", Resource: [it, `${it.slice(0, -3)}*`, `*${it.slice(14)}`] })) });
  expect(pseudonymise({ ...workspace({}), documents: [{ name: "a.json", text }] }).kept.length).toBeGreaterThan(3999);
});
