// How long a person waits, against the limits that the page sets itself. A benchmark: it wants an idle machine, and is
// not part of the tests. `npx vitest run tests/bench --testTimeout 120000`, after `cargo xtask web`.

import { afterEach, expect, test } from "vitest";
import { type Visit, verdict, visit } from "../e2e/browser";

const KEY = 16;
const KEYS = 41;

let open: Visit | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** A policy of some 6,000 bytes, whose first statement decides. */
const policy = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: Array.from({ length: 24 }, (_, at) => ({
      Sid: `Statement${at}`,
      Effect: "Allow",
      Action: at === 0 ? "s3:GetObject" : `sqs:Get${at}*`,
      Resource: at === 0 ? "arn:aws:s3:::reports/2026/*" : [`arn:aws:sqs:eu-west-1:123456789012:orders-${at}`, `arn:aws:sqs:eu-west-1:123456789012:bills-${at}`],
    })),
  },
  null,
  4,
);

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

test(`from a key to the verdict, ${policy.length} bytes of policy: at most ${KEY} ms`, async () => {
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
  const times = (await page.evaluate(() => (window as unknown as { times: number[] }).times)).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)]!;
  console.log(`keydown to verdict: median ${median.toFixed(1)} ms, slowest ${times.at(-1)!.toFixed(1)} ms, of ${times.length}`);
  expect(times.length).toBe(KEYS);
  expect(median).toBeLessThanOrEqual(KEY);
});
