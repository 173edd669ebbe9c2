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
    const check = async (where: string) => {
      const results = (await page.evaluate("axe.run(document)")) as AxeResults;
      found.push(...results.violations.map((it) => `${where}: ${it.id} at ${it.nodes.map((node) => node.target.join(" ")).join(", ")}`));
    };
    for (const screen of ["workbench", "matrix", "tests", "examples", "account"]) {
      await page.click(`#tab-${screen}`);
      await page.waitForSelector(`#screen-${screen}:not([hidden]) *`);
      await check(screen);
    }
    await page.click("button.sample");
    await page.click(".account-person >> nth=0");
    await page.waitForSelector(".account-stack");
    await check("account, principal");
    await page.fill(".account-principal input[role=combobox]", "s3:GetObject");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".account-verdict");
    await page.click("#account-tab-who");
    await page.click(".account-who button[type=submit]");
    await page.waitForSelector(".account-section");
    await check("account, who can");
    await page.click("#account-tab-what");
    await page.waitForSelector(".account-services");
    await check("account, what can");
    await page.click("#account-tab-matrix");
    await page.click(".account-matrix button[type=submit]");
    await page.waitForSelector("#account-cell-0-0");
    await check("account, matrix");
    expect(found).toEqual([]);
  } finally {
    await close();
  }
});
