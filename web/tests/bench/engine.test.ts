// The engine in the page's worker, against limits and against the native engine in the same run.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { visit } from "../e2e/browser";
import { ask } from "./question";
import { median, say } from "./table";

const ROUNDS = 25;
const REPORTS = 200;

/** Milliseconds that a worker like the page's takes: for the matrix, and for a report, a round each. */
const measure = async ({ worker: file, asked, rounds, reports }: { worker: string; asked: typeof ask; rounds: number; reports: number }) => {
  const worker = new Worker(new URL(file, location.href), { type: "module" });
  const heard = () => new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  const took = async (calls: { method: string; args: string[] }[]) => {
    const start = performance.now();
    worker.postMessage(calls.map((it, id) => ({ id, ...it })));
    await heard();
    return performance.now() - start;
  };
  await heard();
  await took(Object.entries(asked.documents).map(([name, text]) => ({ method: "open", args: [name, text] })));
  const question = JSON.stringify(asked.case);
  const matrix = [{ method: "matrix", args: [question, "resource", JSON.stringify(asked.rows), JSON.stringify(asked.columns)] }];
  const many = Array.from({ length: reports }, () => ({ method: "report", args: [question] }));
  const first = await took(matrix);
  const times: { matrix: number[]; report: number[] } = { matrix: [], report: [] };
  for (let at = 0; at < rounds; at += 1) {
    times.matrix.push(await took(matrix));
    times.report.push((await took(many)) / reports);
  }
  worker.terminate();
  return { first, ...times };
};

/** Nanoseconds for a cell and for a report. */
function native(): { cell: number; report: number } {
  const folder = mkdtempSync(join(tmpdir(), "sayso-bench-"));
  try {
    writeFileSync(join(folder, "ask.json"), JSON.stringify(ask));
    const cargo = ["run", "--quiet", "--release", "--package", "sayso-wasm", "--example", "evaluate", "--", join(folder, "ask.json")];
    return JSON.parse(execFileSync("cargo", cargo, { encoding: "utf8", cwd: fileURLToPath(new URL("../../../", import.meta.url)) })) as { cell: number; report: number };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a matrix, and one evaluation against the native one", { timeout: 900_000 }, async () => {
  const there = native();
  const { page, close } = await visit("hosted");
  try {
    const assets = readdirSync(new URL("../../dist/hosted/assets/", import.meta.url));
    const worker = `assets/${assets.find((it) => /^worker-.*\.js$/.test(it))}`;
    const here = await page.evaluate(measure, { worker, asked: ask, rounds: ROUNDS, reports: REPORTS });
    const cells = ask.rows.length * ask.columns.length;
    const cell = (median(here.matrix) * 1e6) / cells;
    expect(cells).toBe(10_000);
    say([
      { what: "10,000 cells in the worker", measured: median(here.matrix), limit: 100, unit: "ms" },
      { what: "the first 10,000 cells, before the engine is warm", measured: here.first, limit: 100, unit: "ms" },
      { what: `a cell, ${cell.toFixed(0)} ns, against the native ${there.cell.toFixed(0)} ns`, measured: cell / there.cell, limit: 5, unit: "times" },
      { what: `a report, ${(median(here.report) * 1000).toFixed(0)} µs, against the native ${(there.report / 1000).toFixed(0)} µs`, measured: (median(here.report) * 1e6) / there.report, limit: 5, unit: "times" },
    ]);
  } finally {
    await close();
  }
});
