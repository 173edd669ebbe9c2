import { expect, test } from "vitest";
import { attach, changeAttachment, detach, freeName, moveTo, rename, shift } from "../../src/state/edits";
import { Store } from "../../src/state/store";
import { setEntry, setValues } from "../../src/state/context";
import { policies, toCase, type Workspace } from "../../src/state/workspace";

const workspace = (): Workspace => ({
  documents: [{ name: "a.json", text: "{}" }, { name: "b.json", text: "{}" }],
  attachments: [{ layer: "identity", document: "a.json", on: true }, { layer: "boundary", document: "b.json", on: true }],
  off: [],
  request: { principal: "anonymous", action: "s3:GetObject", resource: "*", context: [{ key: "aws:SourceIp", state: "known", values: ["203.0.113.7"] }] },
  matrix: { rowKind: "resource", rows: [], columns: [] },
  tests: [],
});

test("a second boundary takes the first's place, which is kept", () => {
  const two = attach(workspace(), { layer: "boundary", document: "c.json", on: true }, "{}");
  expect(policies(two).boundary).toBe("c.json");
  const back = changeAttachment(two, two.attachments.find((it) => it.document === "b.json")!, { on: true });
  expect(policies(back).boundary).toBe("b.json");
  expect(back.attachments.filter((it) => it.layer === "boundary" && it.on)).toHaveLength(1);
});

test("a document that no layer has is gone, one that another has stays", () => {
  const one = workspace();
  const both = attach(one, { layer: "session", document: "a.json", on: true });
  const left = detach(both, both.attachments[0]!);
  expect(left.documents.map((it) => it.name)).toEqual(["a.json", "b.json"]);
  expect(detach(left, left.attachments.find((it) => it.document === "a.json")!).documents.map((it) => it.name)).toEqual(["b.json"]);
});

test("moving leaves the level behind, renaming keeps what is attached", () => {
  const scp = attach(workspace(), { layer: "scp", document: "c.json", on: true, level: "root" }, "{}");
  const moved = moveTo(scp, scp.attachments.at(-1)!, "session");
  expect(moved.attachments.at(-1)).toEqual({ layer: "session", document: "c.json", on: true });
  expect(policies(rename(moved, "c.json", "d.json")).session).toEqual(["d.json"]);
});

test("neighbours of a layer change places, whatever lies between", () => {
  const three = attach(workspace(), { layer: "identity", document: "c.json", on: true }, "{}");
  expect(policies(shift(three, three.attachments.at(-1)!, -1)).identity).toEqual(["c.json", "a.json"]);
  expect(shift(three, three.attachments[0]!, -1)).toBe(three);
});

test("a name that is taken gets a number", () => {
  expect(freeName(workspace(), "a.json")).toBe("a-2.json");
  expect(freeName(workspace(), "policy")).toBe("policy");
});

test("a key is one whatever its case", () => {
  const stated = setEntry(workspace(), { key: "AWS:sourceip", state: "unknown", values: [] });
  expect(toCase(stated)).toMatchObject({ context: {}, unknown: ["aws:SourceIp"] });
  expect(toCase(setValues(stated, { "aws:sourceIp": null, "aws:username": ["eve"] }))).toMatchObject({ context: { "aws:username": "eve" }, absent: ["aws:SourceIp"], unknown: [] });
});

test("letters of a word are one step of undo", () => {
  const store = new Store(workspace());
  const type = (action: string) => store.update((it) => ({ ...it, request: { ...it.request, action } }), "action");
  type("s");
  type("s3");
  store.seal();
  type("s3:");
  store.undo();
  expect(store.now.request.action).toBe("s3");
  store.undo();
  expect(store.now.request.action).toBe("s3:GetObject");
  store.redo();
  expect(store.now.request.action).toBe("s3");
});
