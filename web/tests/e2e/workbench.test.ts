import { afterEach, describe, expect, test } from "vitest";
import { type Visit, verdict, visit } from "./browser";

let open: Visit | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const paste = (text: string) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.querySelector(".cm-content")?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
};

describe.each(["hosted", "single"] as const)("the %s page", (build) => {
  test("explains a denial, and what would change it", async () => {
    open = await visit(build);
    const { page, complaints, requests, url } = open;
    await verdict(page, "Explicitly denied");

    // The deciding statement, lit up in its document.
    await page.click(".why .statement header button");
    await page.waitForSelector(".cm-line.flash");
    expect(await page.textContent(".editor-tabs [aria-selected=true]")).toContain("boundary.json");

    await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
    await verdict(page, "Allowed");

    // A near miss, its edit as a ghost, made and unmade.
    await page.fill("#request-resource input[role=combobox]", "arn:aws:s3:::reports/2019/q3.csv");
    await verdict(page, "Implicitly denied");
    await page.click(".suggestions .propose >> nth=0");
    await page.waitForSelector(".ghost-added");
    await verdict(page, "Implicitly denied");
    await page.click(".ghost-bar [data-apply]");
    await verdict(page, "Allowed");
    await page.click(".toast >> text=Undo");
    await verdict(page, "Implicitly denied");

    // What is unknown is asked for, and set by a button.
    await page.fill("#request-resource input[role=combobox]", "arn:aws:s3:::reports/2026/q3.csv");
    await page.keyboard.press("Escape");
    await page.check('[data-key="aws:requestedregion"] input[value=unknown]', { force: true });
    await verdict(page, "Depends");
    await page.click(".examples li:has(.chip.allowed) button");
    await verdict(page, "Allowed");

    expect(complaints).toEqual([]);
    const own = build === "hosted" ? [url] : [url, "blob:"];
    expect(requests.filter((it) => !own.some((start) => it.startsWith(start)))).toEqual([]);
  });

  test("stays usable with broken and huge texts", async () => {
    open = await visit(build);
    const { page, complaints } = open;
    await verdict(page, "Explicitly denied");
    await page.click(".cm-content");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("[[[[{");
    await verdict(page, "No verdict");
    await page.click(".faults button");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("cm-content");

    await page.evaluate(paste, "x".repeat(10_000_000));
    await page.waitForSelector(".toast");
    await page.keyboard.press("Control+a");
    await page.evaluate(paste, '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}');
    await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
    await verdict(page, "Allowed");
    expect(complaints).toEqual([]);
  });
});

test("a layer or a document can be switched off, to see what if", async () => {
  open = await visit("hosted");
  const { page } = open;
  await verdict(page, "Explicitly denied");
  await page.uncheck('#layer-boundary [aria-label="boundary.json in force"]');
  await verdict(page, "Allowed");
  await page.check('#layer-boundary [aria-label="boundary.json in force"]');
  await verdict(page, "Explicitly denied");
  await page.uncheck("#layer-boundary .switch");
  await verdict(page, "Allowed");
  await page.uncheck("#layer-identity .switch");
  await verdict(page, "Implicitly denied");
});

test("everything is reached by keys", async () => {
  open = await visit("hosted");
  const { page } = open;
  await verdict(page, "Explicitly denied");
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await page.keyboard.press("Control+Enter");
  expect(await focused()).toBe("verdict");
  await page.keyboard.press("Alt+6");
  expect(await focused()).toBe("layer-boundary");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog .shortcuts");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.waitForSelector(".cm-line.flash");
  // Tab indents in the editor; Esc, then Tab leaves it.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor"))).toBeNull();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("matrix");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#screen-matrix:not([hidden])");
});

test("columns take the width that they are given, and keep it", async () => {
  open = await visit("hosted");
  const { page, complaints } = open;
  await verdict(page, "Explicitly denied");
  const width = (id: string) => page.evaluate((it) => document.getElementById(it)!.getBoundingClientRect().width, id);
  const bar = page.locator('[role=separator][aria-controls="request"]');
  expect(await width("request")).toBe(380);
  await bar.focus();
  await page.keyboard.press("ArrowLeft");
  expect(await width("request")).toBe(396);
  expect(await bar.getAttribute("aria-valuenow")).toBe("396");
  await page.keyboard.press("Home");
  expect(await width("request")).toBe(260);
  const box = (await page.locator('[role=separator][aria-controls="rail"]').boundingBox())!;
  await page.mouse.move(box.x + 2, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x - 48, box.y + 220);
  await page.mouse.up();
  expect(await width("rail")).toBe(250);
  await page.reload();
  await verdict(page, "Explicitly denied");
  expect([await width("rail"), await width("request")]).toEqual([250, 260]);
  await bar.dblclick();
  expect(await width("request")).toBe(380);
  expect(complaints).toEqual([]);
});
