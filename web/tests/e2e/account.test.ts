import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { type Visit, verdict, visit } from "./browser";

let open: Visit | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

type Page = Visit["page"];
interface Named {
  name: string;
  text: string;
}

const SHOP = fileURLToPath(new URL("../../../tests/accounts/shop/", import.meta.url));

/** The dumps, the organization and the policies of resources. */
function shop(): Named[] {
  const names = ["accounts", "organization", "resources"].flatMap((folder) =>
    readdirSync(SHOP + folder, { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".json")).map((it) => `${folder}/${it}`));
  return names.map((name) => ({ name, text: readFileSync(SHOP + name, "utf8") }));
}

/** As a person drops files anywhere on the page; folders are told apart by their paths. */
async function drop(page: Page, files: Named[]): Promise<void> {
  await page.evaluate((all) => {
    const data = new DataTransfer();
    for (const { name, text } of all) {
      const file = new File([text], name.replace(/^.*\//, ""), { type: "application/json" });
      data.items.add(file);
    }
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
}

async function choose(page: Page, arn: string): Promise<void> {
  await page.click(`[data-arn="${arn}"]`);
  await page.waitForSelector(".account-stack");
}

async function ask(page: Page, view: string, action: string, resource: string): Promise<void> {
  await page.fill(`${view} input[role=combobox]`, action);
  await page.keyboard.press("Escape");
  await page.fill(`${view} input[aria-label=Resource]`, resource);
  await page.click(`${view} button[type=submit]`);
}

const APP = "arn:aws:iam::123456789012:role/App";
const ANA = "arn:aws:iam::123456789012:user/ana";
const DAN = "arn:aws:iam::444455556666:user/dan";
const OBJECT = "arn:aws:s3:::shop-reports/2026/q3.csv";
const WORDS = { allowed: "Allowed", depends: "Depends", implicitDeny: "Implicitly denied", explicitDeny: "Explicitly denied" };

describe.each(["hosted", "single"] as const)("the %s page", (build) => {
  test("decides for a principal of dropped files, and so does the workbench with its layers", { timeout: 120_000 }, async () => {
    open = await visit(build);
    const { page, complaints, requests, url } = open;
    await verdict(page, "Explicitly denied");
    await drop(page, shop());
    await page.waitForSelector(".account-person");
    expect(await page.textContent(".account-files summary")).toContain("9 files");
    expect(await page.locator(".account-missing").count()).toBe(0);

    const seen = new Set<string>();
    for (const [arn, action, resource] of [[APP, "s3:GetObject", OBJECT], [ANA, "s3:GetObject", "arn:aws:s3:::shop-teams/web/a"], [DAN, "s3:GetObject", OBJECT], [APP, "s3:PutObject", OBJECT]] as const) {
      await page.click("#tab-account");
      await page.click("#account-tab-principal");
      await choose(page, arn);
      await ask(page, ".account-principal", action, resource);
      const chip = await page.waitForSelector(".account-verdict .chip");
      const decision = (await chip.getAttribute("class"))!.split(" ")[1] as keyof typeof WORDS;
      seen.add(decision);
      await page.click(".to-workbench");
      await page.waitForSelector("#screen-workbench:not([hidden])");
      await page.waitForFunction((wanted) => document.querySelector<HTMLInputElement>("[aria-label=Action]")?.value === wanted, action);
      await verdict(page, WORDS[decision]);
    }
    expect(seen.size).toBeGreaterThan(1);
    await page.click(".toast >> text=Undo");

    // Nothing of it is kept, and nothing was asked of any network but the page's own files.
    const kept = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, (await indexedDB.databases()).length, location.hash]));
    expect(kept).not.toContain("shop-");
    expect(complaints).toEqual([]);
    const own = build === "hosted" ? [url] : [url, "blob:"];
    expect(requests.filter((it) => !own.some((start) => it.startsWith(start)))).toEqual([]);
  });

  test("says who can, what they can, and tabulates it", { timeout: 120_000 }, async () => {
    open = await visit(build);
    const { page, complaints } = open;
    // By keys: the screen, then its sample.
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.click("button.sample");
    await page.waitForSelector(".account-person");

    await page.click("#account-tab-who");
    await ask(page, ".account-who", "s3:GetObject", "");
    await page.waitForSelector(".account-section.allowed");
    const sure = await page.locator(".account-section.allowed .account-rows > li").count();
    expect(await page.textContent(".account-sum")).toContain(`${sure} can`);
    expect(await page.textContent(".account-section.depends")).toContain("Depends on aws:SecureTransport");
    await page.waitForSelector(".account-who .account-path");

    // The matrix agrees, column by column.
    await page.click("#account-tab-matrix");
    await page.fill("#account-actions", "s3:GetObject\nsts:AssumeRole");
    await page.click(".account-matrix button[type=submit]");
    await page.waitForSelector("#account-cell-0-0");
    expect(await page.locator(".account-matrix .grid-cell.allowed[aria-colindex='2']").count()).toBe(sure);
    await page.fill(".account-matrix input[type=search]", "role/App");
    await page.focus(".account-matrix .grid");
    await page.keyboard.press("Enter");
    await verdict(page, "Depends");

    await page.click("#tab-account");
    await choose(page, APP).catch(() => undefined);
    await page.click("#account-tab-what");
    await page.waitForSelector(".account-services .account-rows");
    expect(await page.textContent(".account-services")).toContain("arn:aws:s3:::shop-reports/*");
    await page.fill(".account-what input[type=search]", "kms");
    await page.waitForFunction(() => document.querySelectorAll(".account-service").length === 1);
    expect(complaints).toEqual([]);
  });
});

test("what is broken is told with its place, and the rest goes on", async () => {
  open = await visit("hosted");
  const { page, complaints } = open;
  const bucket = { name: "bucket.json", text: JSON.stringify({ Policy: JSON.stringify({ Statement: { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::shop-reports/*" } }) }) };
  const dump = shop().find((it) => it.name === "accounts/shop.json")!;
  await drop(page, [dump, bucket, { name: "half.json", text: '{\n  "UserDetailList": [' }, { name: "odd.json", text: '{"some": 1}' }]);
  await page.waitForSelector(".account-person");
  const told = await page.textContent(".account-files");
  expect(told).toContain("4 files, 2 faults");
  expect(told).toContain("line 2, column 22");
  expect(told).toContain("neither a dump of an account");
  expect(await page.textContent(".account-missing")).toContain("No organization");

  // The bucket's policy counts: it told whose it is.
  await choose(page, APP);
  await ask(page, ".account-principal", "s3:GetObject", OBJECT);
  await page.waitForSelector(".account-verdict .chip.explicitDeny");

  // What is no account at all leaves the screen with a word, and ready for the next.
  await page.click(".account-opened >> text=Close the account");
  await page.waitForSelector(".account-welcome:not([hidden])");
  await drop(page, [{ name: "odd.json", text: "[[[[" }]);
  await page.waitForSelector(".account-files .account-faults");
  expect(await page.textContent(".account-status")).toContain("no user and no role");
  await drop(page, [dump]);
  await page.waitForSelector(".account-person");
  expect(complaints).toEqual([]);
});
