import { expect, test } from "vitest";
import { withManaged, withPolicy, withScenario, withTest } from "../../src/state/apply";
import { detach, rename } from "../../src/state/edits";
import { fromScenario } from "../../src/state/scenario";
import { attachmentsOf } from "../../src/state/scenarioPolicies";
import { testCase, toCase } from "../../src/state/workspace";
import { sample } from "./sample";

const policy = (name: string, action = "*") => ({ name, text: `{"Statement": [{"Effect": "Allow", "Action": "${action}", "Resource": "*"}]}` });

test("a policy is attached where it belongs, under a name of its own, once", () => {
  const twice = withPolicy(withPolicy(sample, policy("new.json"), "identity"), policy("new.json"), "identity");
  expect(twice.documents.length).toBe(sample.documents.length + 1);
  expect(toCase(twice).policies!.identity).toEqual(["new.json"]);
  const other = withPolicy(twice, policy("new.json", "s3:*"), "scp");
  expect(other.attachments.at(-1)).toEqual({ layer: "scp", document: "new-2.json", on: true, level: "root" });
  const bounded = withPolicy(withPolicy({ ...sample, off: [] }, policy("a.json"), "boundary"), policy("b.json", "s3:*"), "boundary");
  expect(toCase(bounded).policies!.boundary).toBe("b.json");
  expect(withManaged(withManaged(sample, "ReadOnlyAccess"), "ReadOnlyAccess").attachments.length).toBe(sample.attachments.length);
});

test("tests keep the documents that they name", () => {
  const renamed = rename(sample, "role.json", "app.json");
  expect(renamed.tests[1]!.policies!.identity).toEqual(["app.json"]);
  const [, attachment] = sample.attachments;
  expect(detach(sample, attachment!).documents).toEqual(sample.documents);
  expect(detach({ ...sample, tests: [] }, attachment!).documents.map((it) => it.name)).toEqual(["scp.json"]);
});

test("a test in the workbench asks what the test asks", () => {
  const workspace = withScenario(fromScenario({
    principal: "arn:aws:iam::123456789012:role/app",
    resource: { arn: "arn:aws:s3:::a/b", account: "444455556666", accountIsManagement: true },
    policies: { identity: policy("x"), scps: [{ level: "root", policies: [policy("y")] }] },
    tests: [
      { action: "s3:GetObject", expected: "allowed" },
      { action: "s3:PutObject", expected: "denied", resource: "arn:aws:s3:::c", policies: { scps: [], boundary: "managed:ReadOnlyAccess" } },
    ],
  }, () => undefined));
  for (const it of workspace.tests) {
    const { name: _name, expected: _expected, ...asked } = testCase(workspace, it);
    expect(toCase(withTest(workspace, it, it.policies && attachmentsOf(it.policies)))).toEqual(asked);
  }
});
