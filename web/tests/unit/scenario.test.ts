import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openFiles } from "../../src/state/files";
import { fromScenario } from "../../src/state/scenario";
import { toScenario } from "../../src/state/scenarioFile";
import { parseYaml, toYaml } from "../../src/state/yaml";
import { testCase } from "../../src/state/workspace";
import type { Workspace } from "../../src/state/workspace";

const gallery = new URL("../../../policies/", import.meta.url);
const stories = readdirSync(gallery, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => it.name);
const workspaceOf = (imported: ReturnType<typeof fromScenario>): Workspace => ({
  documents: imported.documents,
  attachments: imported.attachments,
  off: [],
  request: imported.request,
  matrix: { rowKind: "resource", rows: [], columns: [] },
  tests: imported.tests,
});
const cases = (workspace: Workspace) => workspace.tests.map((it) => testCase(workspace, it));

describe("the gallery's scenarios", () => {
  test.each(stories)("%s comes with its policies and goes out as it came", async (story) => {
    const folder = new URL(`${story}/`, gallery);
    const files = readdirSync(folder).map((name) => ({ name: `${story}/${name}`, text: readFileSync(new URL(name, folder), "utf8") }));
    const opened = await openFiles(files.filter((it) => !it.name.endsWith(".md")));
    expect(opened.problems).toEqual([]);
    expect(opened.policies).toEqual([]);
    const [{ imported }] = opened.scenarios as [(typeof opened.scenarios)[0]];
    expect(imported.missing).toEqual([]);
    expect(imported.documents.every((it) => it.text !== "")).toBe(true);
    const workspace = workspaceOf(imported);

    const yaml = await toYaml(toScenario(workspace, workspace.tests, { policies: "names" }));
    const again = fromScenario((await parseYaml(yaml))[0], (path) => workspace.documents.find((it) => it.name === path)?.text);
    expect(cases(workspaceOf(again))).toEqual(cases(workspace));

    const inline = toScenario(workspace, workspace.tests, { policies: "inline" });
    expect(fromScenario(JSON.parse(JSON.stringify(inline)), () => undefined).missing).toEqual([]);
  });
});

describe("a scenario", () => {
  const read = async (yaml: string) => fromScenario((await parseYaml(yaml))[0], () => undefined);

  test("makes a test of each action on each resource, merges contexts by key and policies by type", async () => {
    const { tests, missing } = await read(`
principal: arn:aws:iam::123456789012:role/app
context: {aws:SecureTransport: true, aws:SourceIp: 203.0.113.7}
policies: {identity: [a.json], boundary: b.json}
expected: denied
tests:
  - action: [s3:GetObject, s3:PutObject]
    resource: [arn:aws:s3:::a/1, arn:aws:s3:::a/2]
  - name: other
    action: s3:GetObject
    absent: [aws:sourceip]
    policies: {boundary: null, identity: {Statement: []}}
`);
    expect(tests.map((it) => it.name)).toEqual([
      "test 1 [s3:GetObject on arn:aws:s3:::a/1]",
      "test 1 [s3:GetObject on arn:aws:s3:::a/2]",
      "test 1 [s3:PutObject on arn:aws:s3:::a/1]",
      "test 1 [s3:PutObject on arn:aws:s3:::a/2]",
      "other",
    ]);
    expect(tests[4]).toMatchObject({
      resource: "*",
      context: [{ key: "aws:SecureTransport", values: ["true"] }, { key: "aws:sourceip", state: "absent" }],
      policies: { identity: ["identity.json"] },
    });
    expect(tests[4]!.policies).not.toHaveProperty("boundary");
    expect(missing).toEqual(["a.json", "b.json"]);
  });

  test("says which test is wrong, and how", async () => {
    const wrong: [string, RegExp][] = [
      ["tests: []", /no test/],
      ["tests: [{name: a, action: s3:x, expected: allowed}]", /in `a`: there is no `principal`/],
      ["tests: [{name: a, principal: anonymous, action: s3:x, expected: yes}]", /in `a`: `expected` is none of `allowed`/],
      ["tests: [{name: a, principl: anonymous}]", /in `a`: unknown field `principl`/],
      ["tests: [{name: a, principal: anonymous, action: s3:x, expected: denied, resource: {arn: x, account: 123456789012}}]", /put it in quotes: `"123456789012"`/],
    ];
    for (const [yaml, message] of wrong) await expect(read(yaml), yaml).rejects.toThrow(message);
  });
});

describe("files", () => {
  test("are told by what they hold", async () => {
    const opened = await openFiles([
      { name: "p.txt", text: '{"Version": "2012-10-17", "Statement": []}' },
      { name: "broken.json", text: '{"Statement": [{"Effect": }' },
      { name: "lines", text: '{"a": 1}' },
      { name: "note.md", text: "hello" },
      { name: "bad.yaml", text: "a: [1\nb: 2" },
      { name: "bomb.yaml", text: `a: &a [1,1,1,1,1,1,1,1,1,1]\n${[..."bcdefgh"].map((it, at) => `${it}: &${it} [${Array(10).fill(`*${"abcdefg"[at]}`).join(",")}]`).join("\n")}` },
      { name: "deep.json", text: `{"tests": [{"principal": "anonymous", "action": "s3:x", "expected": "denied", "policies": {"identity": {"a": ${"[".repeat(50_000)}${"]".repeat(50_000)}}}}]}` },
      { name: "deep.yaml", text: `a: ${"[".repeat(50_000)}` },
      { name: "long.yaml", text: "a: b\n".repeat(300_000) },
      { name: "huge.json", text: " ".repeat(10 * 1024 * 1024 + 1) },
    ]);
    expect(opened.policies.map((it) => it.name)).toEqual(["p.txt", "broken.json"]);
    expect(opened.problems.map((it) => it.slice(0, 60))).toEqual([
      expect.stringMatching(/^`lines`: neither/),
      expect.stringMatching(/^`note.md`: neither/),
      expect.stringMatching(/^`bad.yaml`: no valid YAML, line 2/),
      expect.stringMatching(/^`bomb.yaml`: no valid YAML/),
      expect.stringMatching(/^`deep.json`: nested too deeply/),
      expect.stringMatching(/^`deep.yaml`: (nested too deeply|no valid YAML)/),
      expect.stringMatching(/^`long.yaml`: larger than 1 MB/),
      expect.stringMatching(/^`huge.json`: larger than 10 MB/),
    ]);
  });
});
