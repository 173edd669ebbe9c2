import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import init, { Engine } from "../../generated/sayso.js";

const read = (name: string) => readFileSync(new URL(`../../generated/${name}`, import.meta.url));

test("the engine in WebAssembly reports on every vector what the native one does, byte for byte", async () => {
  await init({ module_or_path: read("sayso_bg.wasm") });
  const engine = new Engine(read("catalogue.bin"));
  // Written by `cargo xtask web --test`, with crates/wasm/examples/reports.rs.
  const pairs = JSON.parse(read("vectors.json").toString()) as [string, string][];
  expect(pairs.length).toBeGreaterThan(500);
  for (const [text, report] of pairs) expect(engine.report(text)).toBe(report);
});
