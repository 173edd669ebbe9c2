import { deflateRawSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { type Visit, verdict, visit } from "./browser";

let open: Visit | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const link = (content: unknown) => `#v1.${deflateRawSync(typeof content === "string" ? content : JSON.stringify(content)).toString("base64url")}`;
const request = { principal: "arn:aws:iam::123456789012:role/App", action: "s3:GetObject", resource: "*", context: [] };
const workspace = { documents: [], attachments: [], off: [], request, matrix: { rowKind: "resource", rows: [], columns: [] }, tests: [] };

const LINKS: [string, string, RegExp][] = [
  ["cut off", link(workspace).slice(0, -12), /damaged or cut off/],
  ["no base64", "#v1.%3Cscript%3E", /damaged or cut off/],
  ["of another version", "#v99.AAAA", /version `v99`/],
  ["that unpacks to a hundred megabytes", link(" ".repeat(100_000_000)), /more than 2 MB/],
  ["nested deeply", link("[".repeat(200_000)), /damaged or cut off/],
  ["of a list", link([workspace]), /is a list, expected an object/],
  ["with wrong types", link({ ...workspace, documents: [{ name: "a.json", text: 7 }] }), /`documents\[0\].text` is a number/],
  ["with a field that reaches for prototypes", link(`{"__proto__": {"polluted": true}, ${JSON.stringify(workspace).slice(1)}`), /unknown field `__proto__`/],
  ["with markup in a name", link({ ...workspace, "<img src=x onerror=alert(1)>": 1 }), /unknown field `<img/],
];

test("hostile links leave the page as it is, with a clear message", async () => {
  open = await visit("hosted");
  const { page, url, complaints } = open;
  await verdict(page, "Explicitly denied");
  for (const [what, fragment, message] of LINKS) {
    await page.evaluate(() => document.querySelectorAll(".toast").forEach((it) => it.remove()));
    await page.evaluate((it) => (location.hash = it), fragment);
    await page.waitForSelector(".toast");
    expect(await page.textContent(".toasts"), what).toMatch(message);
  }
  expect(await page.evaluate(() => ("polluted" in {}) || document.querySelector(".toasts img") !== null)).toBe(false);
  await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
  await verdict(page, "Allowed");

  // And as the first thing that the page sees.
  await page.goto("about:blank");
  await page.goto(`${url}${LINKS[0]![1]}`);
  await page.waitForSelector(".toast");
  await verdict(page, "Explicitly denied");
  expect(complaints).toEqual([]);
});

test("a link whose policies and request are broken says where", async () => {
  open = await visit("hosted");
  const { page, url, complaints } = open;
  const documents = [{ name: "broken.json", text: '{"Statement": [}' }];
  const attachments = [{ layer: "identity", document: "broken.json", on: true }];
  await page.goto("about:blank");
  await page.goto(`${url}${link({ ...workspace, documents, attachments, request: { ...request, action: "no action" } })}`);
  await verdict(page, "No verdict");
  await page.waitForSelector(".faults li");
  await page.fill("[aria-label=Action]", "s3:GetObject");
  await page.click(".faults button:text('broken.json')");
  await page.keyboard.press("Control+a");
  await page.keyboard.type('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
  await verdict(page, "Allowed");
  expect(complaints).toEqual([]);
});

test("ten megabytes are refused in every pane", async () => {
  open = await visit("hosted");
  const { page, complaints } = open;
  await verdict(page, "Explicitly denied");
  const refused = (selector: string) =>
    page.evaluate((it) => {
      document.querySelectorAll(".toast").forEach((toast) => toast.remove());
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "x".repeat(10_000_000));
      document.querySelector(it)!.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      return document.querySelector(".toast")?.textContent;
    }, selector);
  for (const selector of [".cm-content", "[aria-label=Action]", "#request-resource input", "#request-principal input", "#request-context input"]) {
    expect(await refused(selector), selector).toContain("more than a million characters");
  }
  await page.click("#tab-matrix");
  await page.waitForSelector("#matrix-rows");
  expect(await refused("#matrix-rows")).toContain("more than a million characters");
  await page.click("#tab-workbench");
  await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
  await verdict(page, "Allowed");
  expect(complaints).toEqual([]);
});
