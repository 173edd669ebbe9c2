import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const sizes = JSON.parse(readFileSync(new URL("../../dist/sizes.json", import.meta.url), "utf8")) as { part: string; bytes: number; budget: number }[];

test.each(sizes)("the $part is within its budget", ({ bytes, budget }) => {
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(budget);
});
