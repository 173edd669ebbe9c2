import { visit } from "../e2e/browser";
const which = process.env.WHICH ?? "all";
import { test } from "vitest";
test("shots", async () => {
for (const o of [{ colorScheme: "light", width: 1440 }, { colorScheme: "dark", width: 1440 }, { colorScheme: "light", width: 360 }] as const) {
  if (which !== "all" && which !== `${o.colorScheme}${o.width}`) continue;
  const { page, complaints, close } = await visit("hosted", o);
  const shot = (n: string) => page.screenshot({ path: `/tmp/shots/${o.colorScheme}${o.width}-${n}.png`, fullPage: o.width < 900 });
  try {
    await page.click("#tab-account");
    await page.waitForSelector(".account-welcome");
    await shot("0welcome");
    await page.click("button.sample");
    await page.waitForSelector(".account-person");
    await page.click(".account-person:has-text('role/App')");
    await page.waitForSelector(".account-stack");
    await page.fill(".account-principal input[role=combobox]", "s3:GetObject");
    await page.keyboard.press("Escape");
    await page.click(".account-principal button[type=submit]");
    await page.waitForSelector(".account-verdict");
    await shot("1principal");
    await page.click("#account-tab-what");
    await page.waitForSelector(".account-services");
    await shot("2what");
    await page.click("#account-tab-who");
    await page.click(".account-who button[type=submit]");
    await page.waitForSelector(".account-section");
    await shot("3who");
    await page.click("#account-tab-matrix");
    await page.fill("#account-actions", "s3:GetObject\ns3:PutObject\nsts:AssumeRole\niam:PassRole\nkms:Decrypt");
    await page.click(".account-matrix button[type=submit]");
    await page.waitForSelector("#account-cell-0-0");
    await shot("4matrix");
    await page.click("#account-tab-principal");
    await page.click(".to-workbench");
    await page.waitForSelector("#screen-workbench:not([hidden])");
    await page.waitForTimeout(800);
    await shot("5workbench");
  } catch (e) { console.log(o, String(e)); await shot("error"); }
  console.log(o.colorScheme, o.width, complaints);
  await close();
}
});
