import { expect, test } from "vitest";
import { contextText, readContext, readPrincipal } from "../../src/screens/tests/draft";
import type { ContextEntry } from "../../src/state/workspace";

test("a context goes to text and back", () => {
  const context: ContextEntry[] = [
    { key: "aws:SecureTransport", state: "known", values: ["true"] },
    { key: "aws:TagKeys", state: "known", values: ["a", "b, c", 'say "x"', ""] },
    { key: "aws:SourceIp", state: "absent", values: [] },
    { key: "aws:MultiFactorAuthPresent", state: "unknown", values: [] },
  ];
  expect(readContext(contextText(context))).toEqual(context);
  expect(readContext("aws:TagKeys =")).toEqual([{ key: "aws:TagKeys", state: "known", values: [] }]);
  expect(() => readContext("nonsense")).toThrow("nonsense");
});

test("a principal is a name or an object", () => {
  expect(readPrincipal(" anonymous ")).toBe("anonymous");
  expect(readPrincipal('{"type": "anonymous"}')).toEqual({ type: "anonymous" });
  expect(() => readPrincipal("{type: 1}")).toThrow(/no valid JSON/);
});
