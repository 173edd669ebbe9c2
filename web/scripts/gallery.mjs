// Writes web/generated/gallery.json: every story of policies/ with its files and its tests, as src/gallery/types.ts
// describes it. Run by `cargo xtask web`, or by hand: node web/scripts/gallery.mjs

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const policies = new URL("../../policies/", import.meta.url);
const generated = new URL("../generated/", import.meta.url);

function story(slug) {
  const folder = new URL(`${slug}/`, policies);
  const read = (name) => readFileSync(new URL(name, folder), "utf8");
  const readme = read("README.md");
  const [, title, moral, text] = /^# (.+)\n+> (.+)\n+([^]*)$/.exec(readme) ?? [];
  if (text === undefined) throw new Error(`policies/${slug}/README.md: no heading with a lesson below it`);
  const files = readdirSync(folder).filter((it) => it.endsWith(".json")).sort();
  return {
    slug,
    title,
    moral,
    story: text.trim(),
    files: Object.fromEntries(files.map((name) => [name, read(name)])),
    scenario: parse(read(`${slug}.test.yaml`), { version: "1.2", schema: "core" }),
  };
}

const slugs = readdirSync(policies, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => it.name).sort();
mkdirSync(generated, { recursive: true });
writeFileSync(new URL("gallery.json", generated), JSON.stringify(slugs.map(story)));
console.log(`gallery.json: ${slugs.length} stories`);
