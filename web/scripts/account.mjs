// Writes web/generated/sample-account.json: the files of tests/accounts/shop, for who wants to look around before
// opening an account of their own. Run by `cargo xtask web`, or by hand: node web/scripts/account.mjs

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const shop = new URL("../../tests/accounts/shop/", import.meta.url);
const generated = new URL("../generated/", import.meta.url);
const FOLDERS = ["accounts/", "organization/", "resources/"];

function below(folder) {
  return readdirSync(new URL(folder, shop), { withFileTypes: true }).flatMap((it) =>
    it.isDirectory() ? below(`${folder}${it.name}/`) : [`${folder}${it.name}`]);
}

const names = FOLDERS.flatMap(below).sort();
mkdirSync(generated, { recursive: true });
writeFileSync(new URL("sample-account.json", generated), JSON.stringify(names.map((name) => ({ name, text: readFileSync(new URL(name, shop), "utf8") }))));
console.log(`sample-account.json: ${names.length} files`);
