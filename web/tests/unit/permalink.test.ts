import { describe, expect, test } from "vitest";
import { deflate } from "../../src/state/deflate";
import { fromFragment, MOST_BYTES, toFragment } from "../../src/state/permalink";
import type { Workspace } from "../../src/state/workspace";
import { sample } from "./sample";

async function link(value: unknown): Promise<string> {
  const bytes = await deflate(typeof value === "string" ? value : JSON.stringify(value));
  return `#v1.${Buffer.from(bytes).toString("base64url")}`;
}

describe("a permalink", () => {
  test("holds the whole workspace", async () => {
    const fragment = await toFragment(sample);
    expect(fragment).toMatch(/^#v1\.[A-Za-z0-9_-]+$/);
    expect(await fromFragment(fragment)).toEqual(sample);
  });

  test("keeps names that mean something to JavaScript", async () => {
    const odd: Workspace = JSON.parse(JSON.stringify(sample));
    odd.tests[0]!.policies = JSON.parse('{"groups": {"__proto__": ["role.json"], "constructor": []}}');
    expect(await fromFragment(await toFragment(odd))).toEqual(odd);
  });

  test("says what is wrong with it", async () => {
    const whole = await toFragment(sample);
    const cases: [string, RegExp][] = [
      ["", /no link/],
      ["#v2.AAAA", /version `v2`/],
      ["#v1.", /damaged/],
      ["#v1.%%%", /damaged/],
      ["#v1.AAAAA", /damaged/],
      [whole.slice(0, -20), /damaged/],
      [await link("no JSON"), /damaged/],
      [await link(" ".repeat(MOST_BYTES + 1)), /more than 2 MB/],
      [await link("[".repeat(100_000)), /damaged/],
      [await link([]), /`the whole` is a list, expected an object/],
      [await link({ ...sample, documents: [{ name: 1, text: "" }] }), /`documents\[0\].name` is a number, expected a text/],
      [await link({ ...sample, off: ["scps"] }), /`off\[0\]` is a text, expected one of `rcp`/],
      [await link({ ...sample, request: undefined }), /`request` is missing/],
      [await link({ ...sample, extra: 1 }), /unknown field `extra`/],
      [await link({ ...sample, request: { ...sample.request, principal: { type: {} } } }), /`request.principal.type`/],
      [await link({ ...sample, tests: [{ name: "a", expected: "yes" }] }), /`tests\[0\].expected`/],
    ];
    for (const [fragment, message] of cases) await expect(fromFragment(fragment), fragment.slice(0, 40)).rejects.toThrow(message);
  });

  test("is never too large to be read again", async () => {
    const large = { ...sample, documents: [{ name: "a.json", text: "x".repeat(MOST_BYTES) }] };
    await expect(toFragment(large)).rejects.toThrow(/save it as a file/);
  });
});
