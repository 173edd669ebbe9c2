import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { expect, test } from "vitest";
import { verdict, visit } from "./browser";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test.each([
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "light", width: 360 },
] as const)("no barrier that axe knows, $colorScheme, $width wide", async (options) => {
  const { page, close } = await visit("hosted", options);
  try {
    await verdict(page, "Explicitly denied");
    await page.evaluate(source);
    const found: string[] = [];
    for (const screen of ["workbench", "matrix", "tests", "examples"]) {
      await page.click(`#tab-${screen}`);
      await page.waitForSelector(`#screen-${screen}:not([hidden]) *`);
      const results = (await page.evaluate("axe.run(document)")) as AxeResults;
      found.push(...results.violations.map((it) => `${screen}: ${it.id} at ${it.nodes.map((node) => node.target.join(" ")).join(", ")}`));
    }
    expect(found).toEqual([]);
  } finally {
    await close();
  }
});
