// Writes web/generated/rules.json: the page of every rule in Markdown, by the rule's code. Run by `cargo xtask web`,
// or by hand: node web/scripts/rules.mjs

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const rules = new URL("../../crates/core/src/lint/rules/", import.meta.url);
const generated = new URL("../generated/", import.meta.url);

const pages = readdirSync(rules, { recursive: true })
  .filter((it) => it.endsWith(".md"))
  .sort()
  .map((path) => {
    const [, code, text] = /^# ([A-Z0-9_]+)\n+([^]*)$/.exec(readFileSync(new URL(path, rules), "utf8")) ?? [];
    if (code === undefined) throw new Error(`${path}: its heading is no code of a rule`);
    return [code, text.trim()];
  });
mkdirSync(generated, { recursive: true });
writeFileSync(new URL("rules.json", generated), JSON.stringify(Object.fromEntries(pages)));
console.log(`rules.json: ${pages.length} rules`);
