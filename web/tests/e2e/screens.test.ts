import { afterEach, describe, expect, test } from "vitest";
import { type Visit, verdict, visit } from "./browser";

let open: Visit | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

describe.each(["hosted", "single"] as const)("the %s page", (build) => {
  test("opens every story, and its tests pass", async () => {
    open = await visit(build);
    const { page, complaints } = open;
    await page.click("#tab-examples");
    await page.waitForSelector(".gallery-open");
    const count = await page.locator(".gallery-open").count();
    for (let at = 0; at < count; at += 1) {
      await page.click("#tab-examples");
      const title = await page.locator(".gallery-item strong").nth(at).textContent();
      await page.locator(".gallery-open").nth(at).click();
      await page.click("#tab-tests");
      const names = page.locator(".test");
      await page.waitForFunction(() => document.querySelector(".test") && !document.querySelector(".test.waiting"));
      expect(await names.and(page.locator(":not(.passed)")).allTextContents(), title ?? "").toEqual([]);
    }
    expect(count).toBeGreaterThan(30);
    expect(complaints).toEqual([]);
  });

  test("gives a link, with other names if asked, that opens elsewhere and decides the same", async () => {
    open = await visit(build);
    const { page, context } = open;
    await verdict(page, "Explicitly denied");
    await page.keyboard.press("Control+s");
    await page.click(".share [data-key=replace]");
    await page.waitForSelector(".share-names p");
    const link = await page.inputValue(".share input");
    const other = await context.newPage();
    await other.goto(link);
    await verdict(other, "Explicitly denied");
    expect(other.url()).not.toContain("#v1.");
    expect(await other.textContent(".request")).not.toContain("reports");
    await other.evaluate(() => (location.hash = "#v1.AAAA"));
    await other.waitForFunction(() => document.querySelector(".toasts")?.textContent?.includes("damaged"));
    await verdict(other, "Explicitly denied");
  });

  test("fills a matrix whose cells open in the workbench, and tells what a change does", async () => {
    open = await visit(build);
    const { page } = open;
    await page.click("#tab-matrix");
    await page.fill("#matrix-columns", "s3:GetObject\ns3:PutObject");
    await page.fill("#matrix-rows", "arn:aws:s3:::reports/2026/a\narn:aws:s3:::other/b");
    await page.waitForSelector("#cell-1-1.explicitDeny");
    await page.click("[data-key=keep]");
    await page.click("#tab-workbench");
    await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
    await verdict(page, "Allowed");
    await page.click("#tab-matrix");
    await page.waitForSelector("#cell-0-0.allowed.changed");
    await page.focus(".grid");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await verdict(page, "Implicitly denied");
    expect(await page.inputValue("[aria-label=Action]")).toBe("s3:PutObject");
  });
});

test("the hosted page goes on without a network", async () => {
  open = await visit("hosted");
  const { page, context } = open;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await verdict(page, "Explicitly denied");
  await page.click("#tab-examples");
  await page.waitForSelector(".gallery-open");
});
