// How long a person waits, against the limits that the page sets itself. A benchmark: it wants an idle machine, and is
// not part of the tests. `npm run bench`, after `cargo xtask web`.

import { afterEach, expect, test } from "vitest";
import { type Visit, verdict, visit } from "../e2e/browser";
import { policy } from "./question";
import { median, say } from "./table";

const KEYS = 41;

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

/** Notes when a key goes down and when the verdict's text has changed next. */
const watch = () => {
  const times: number[] = [];
  let down: number | undefined;
  addEventListener("keydown", () => (down = performance.now()), { capture: true });
  const place = document.querySelector("#verdict")!;
  let shown = place.textContent;
  new MutationObserver(() => {
    if (down === undefined || place.textContent === shown) return;
    shown = place.textContent;
    times.push(performance.now() - down);
    down = undefined;
  }).observe(place, { childList: true, subtree: true, characterData: true });
  Object.assign(window, { times });
};

test("from a key to the verdict", { timeout: 120_000 }, async () => {
  open = await visit("hosted");
  const { page } = open;
  await verdict(page, "Explicitly denied");
  await page.fill('[aria-label="Value of aws:RequestedRegion"]', "eu-west-1");
  await page.click(".cm-content");
  await page.keyboard.press("Control+a");
  await page.evaluate(paste, policy);
  await verdict(page, "Allowed");
  await page.keyboard.press("Control+Home");
  await page.locator(".cm-line", { hasText: '"s3:GetObject"' }).first().click();
  for (const key of ["End", "ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
  await page.evaluate(watch);
  for (let at = 0; at < KEYS; at += 1) {
    const [key, word] = at % 2 === 0 ? ["x", "Implicitly denied"] : ["Backspace", "Allowed"];
    await page.keyboard.press(key!);
    await verdict(page, word!);
    await page.waitForTimeout(300);
  }
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  expect(times.length).toBe(KEYS);
  say([
    { what: `keydown to verdict, ${policy.length} bytes of policy, median of ${KEYS}`, measured: median(times), limit: 16, unit: "ms" },
    { what: "the fastest of them", measured: Math.min(...times), limit: 16, unit: "ms" },
  ]);
});
