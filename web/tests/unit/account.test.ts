import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Entity, Grant, Layers, LayerPolicy, Row } from "../../src/engine/account/types";
import { missing } from "../../src/screens/account/files";
import { byService, narrowed, totals } from "../../src/screens/account/grants";
import { pick } from "../../src/screens/account/pick";
import { merged } from "../../src/screens/account/read";
import { reindent } from "../../src/screens/account/reindent";
import { rowsShown } from "../../src/screens/account/table";
import { toWorkbench } from "../../src/screens/account/toWorkbench";
import { policies } from "../../src/state/workspace";

const entity = (arn: string, tags: Record<string, string> = {}): Entity => ({
  arn, kind: arn.includes(":user/") ? "user" : "role", name: arn.split("/").at(-1) ?? "", account: arn.split(":")[4] ?? "", tags, policies: 1, missing: [],
});
const ANA = entity("arn:aws:iam::123456789012:user/ana", { team: "web" });
const APP = entity("arn:aws:iam::123456789012:role/web/App");
const WEB = entity("arn:aws:iam::444455556666:role/Web");

describe("a search among principals", () => {
  test.each([
    ["", "all", [ANA, APP, WEB]],
    ["", "user", [ANA]],
    ["web", "all", [WEB, ANA, APP]],
    ["web 4444", "all", [WEB]],
    ["team=web", "all", [ANA]],
    ["web", "role", [WEB, APP]],
    ["none", "all", []],
  ] as const)("%j among %s", (query, kind, found) => {
    expect(pick([ANA, APP, WEB], query, kind)).toEqual(found);
  });
});

describe("policies on lines of their own", () => {
  test("keep every token", () => {
    const text = '{"Version":"2012-10-17","Statement":[{"Action":["s3:*"],"Condition":{},"x":1e400,"y":"a\\"{ ,"}]}';
    const laid = reindent(text);
    expect(laid.split("\n")[1]).toBe('    "Version": "2012-10-17",');
    expect(laid).toContain('"x": 1e400');
    expect(laid).toContain('"Condition": {}');
    expect(reindent(laid)).toBe(laid);
    expect(laid.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (it) => (it.startsWith('"') ? it : ""))).toBe(text);
  });

  test("are read the same in all of the sample", () => {
    const text = readFileSync(new URL("../../../tests/accounts/shop/accounts/shop.json", import.meta.url), "utf8");
    expect(JSON.parse(reindent(text))).toEqual(JSON.parse(text));
  });

  test("what is no JSON stays as it is", () => {
    expect(reindent('{"a": "no end')).toBe('{"a": "no end');
  });
});

const policy = (layer: LayerPolicy["layer"], name: string, text: string, more: Partial<LayerPolicy> = {}): LayerPolicy => ({ layer, name, text, place: "shop.json:1:1", ...more });
const layers = (policies: LayerPolicy[], more: Partial<Layers> = {}): Layers => ({
  arn: ANA.arn, groups: [], tags: {}, instanceProfiles: [], created: null, lastUsed: null, place: "", missing: [], principal: ANA.arn, resource: "arn:aws:s3:::shop/1",
  resourceAccount: "123456789012", resourceIsManagement: false, known: { "aws:PrincipalTag/team": ["web"] }, unknown: ["aws:SourceIp"], policies, trust: null, gaps: [], ...more,
});

describe("a principal in the workbench", () => {
  test("has its layers, levels and groups; the same policy is one document, another of its name has another", () => {
    const workspace = toWorkbench(layers([
      policy("scp", "FullAWSAccess", "{}", { level: "Root" }),
      policy("scp", "FullAWSAccess", "{}", { level: "Workloads" }),
      policy("scp", "policies/stay.json", '{"a":1}', { level: "Root" }),
      policy("identity", "Read", '{"b":1}'),
      policy("identity", "Read", '{"c":1}', { group: "Developers" }),
      policy("boundary", "managed:Limits\\", '{"d":1}'),
    ]), "s3:GetObject");
    expect(workspace.documents.map((it) => it.name)).toEqual(["FullAWSAccess.json", "stay.json", "Read.json", "Read-2.json", "Limits_.json"]);
    expect(policies(workspace)).toEqual({
      identity: ["Read.json"], groups: { Developers: ["Read-2.json"] }, boundary: "Limits_.json",
      scps: [{ level: "Root", policies: ["FullAWSAccess.json", "stay.json"] }, { level: "Workloads", policies: ["FullAWSAccess.json"] }],
    });
    expect(workspace.request).toEqual({
      principal: ANA.arn, action: "s3:GetObject", resource: "arn:aws:s3:::shop/1",
      context: [{ key: "aws:PrincipalTag/team", state: "known", values: ["web"] }, { key: "aws:SourceIp", state: "unknown", values: [] }],
    });
  });

  test("tells whose the resource is, where its ARN and the caller don't", () => {
    const { request } = toWorkbench(layers([], { resourceAccount: "444455556666", resourceIsManagement: true }), "s3:GetObject");
    expect(request).toMatchObject({ resourceAccount: "444455556666", resourceFacts: { accountIsManagement: true } });
  });
});

test("what is missing is said", () => {
  const opened = { files: [], accounts: [{ id: "123456789012", isTruncated: true, isMember: false }], entities: [{ ...ANA, missing: ["a policy"] }], hasOrganization: true, resourcePolicies: 0 };
  expect(missing(opened)).toHaveLength(4);
  expect(missing({ ...opened, accounts: [{ id: "123456789012", isTruncated: false, isMember: true }], entities: [ANA], resourcePolicies: 1 })).toEqual([]);
});

test("the same file is read once, another of its name besides", () => {
  const file = (name: string, text: string) => ({ name, text });
  const both = merged([file("a.json", "1"), file("b.json", "2")], [file("a.json", "1"), file("a.json", "3"), file("a.json", "3")]);
  expect(both).toEqual([file("a.json", "1"), file("b.json", "2"), file("a (2).json", "3")]);
});

const grant = (service: string, level: string, actions: string[], pattern: string, decision: "allowed" | "depends" = "allowed"): Grant => ({
  service, level, actions: actions.map((it) => `${service}:${it}`), bounds: [{ pattern, decision, witness: pattern, dependsOn: [], statement: null }],
});

test("permissions are narrowed by words and level, and counted", () => {
  const rows = [grant("s3", "Read", ["GetObject", "GetBucketAcl"], "arn:aws:s3:::shop/*"), grant("s3", "Write", ["PutObject"], "*", "depends"), grant("kms", "Write", ["Decrypt"], "*")];
  expect(narrowed(rows, "object", "").flatMap((it) => it.actions)).toEqual(["s3:GetObject", "s3:PutObject"]);
  expect(narrowed(rows, "shop", "").flatMap((it) => it.actions)).toEqual(["s3:GetObject", "s3:GetBucketAcl"]);
  expect(narrowed(rows, "", "Write").map((it) => it.service)).toEqual(["s3", "kms"]);
  expect(byService(rows).map((it) => [it.name, it.levels])).toEqual([["s3", [["Read", 2], ["Write", 1]]], ["kms", [["Write", 1]]]]);
  expect(totals(rows)).toEqual({ actions: 4, services: 2, open: 1 });
});

test("a matrix shows the rows that are asked for", () => {
  const row = (principal: string, decision: "allowed" | "implicitDeny"): Row => ({ principal, cells: [{ decision, resource: "*" }] });
  const rows = [row(ANA.arn, "allowed"), row(APP.arn, "implicitDeny")];
  expect(rowsShown(rows, "", true)).toEqual([rows[0]]);
  expect(rowsShown(rows, "ROLE", false)).toEqual([rows[1]]);
});
