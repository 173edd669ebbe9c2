import { expect, test } from "vitest";
import { type Visit, verdict, visit } from "./browser";

const POLICY = '{"Version":"2012-10-17","Statement":{"Sid":"Old","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/2019/*"}}';

async function write(page: Visit["page"], text: string): Promise<void> {
  await page.click(".cm-content");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
}

test("a policy from the first letter to a link, and on without a network", { timeout: 120_000 }, async () => {
  const open = await visit("hosted");
  try {
    const { page, context, complaints } = open;
    await verdict(page, "Explicitly denied");
    await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
    await verdict(page, "Allowed");

    // Typed, not pasted: the verdict follows.
    await write(page, POLICY);
    await verdict(page, "Implicitly denied");

    // The near miss's edit, looked at and made; the statement that decides now.
    await page.click(".suggestions .propose >> nth=0");
    await page.waitForSelector(".ghost-added");
    await page.click(".ghost-bar [data-apply]");
    await verdict(page, "Allowed");
    await page.click(".why .statement:has(.sid:text('Old')) header button");
    await page.waitForSelector(".cm-line.flash");

    await page.click("#tab-matrix");
    await page.fill("#matrix-columns", "s3:GetObject\ns3:PutObject");
    await page.waitForSelector("#cell-1-0.allowed");
    await page.waitForSelector("#cell-1-1.implicitDeny");

    // The quick start's tests, of which this policy fails some.
    await page.click("#tab-tests");
    await page.waitForSelector(".test.passed");
    await page.waitForSelector(".test.failed");
    expect(await page.textContent(".tests-summary")).toMatch(/^\d passed, \d failed$/);

    await page.keyboard.press("Control+s");
    const other = await context.newPage();
    await other.goto(await page.inputValue(".share input"));
    await verdict(other, "Allowed");
    expect(await other.textContent(".cm-content")).toContain('"Old"');

    await other.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await write(other, POLICY);
    await verdict(other, "Implicitly denied");
    await other.reload();
    await verdict(other, "Explicitly denied");
    expect(complaints).toEqual([]);
  } finally {
    await open.close();
  }
});
