// What a first visit of the hosted page loads, compressed as servers do, against what it may; and the engine of accounts,
// which comes when somebody opens one.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";

/** In thousands of bytes; but for the engine of accounts 700 together. */
const BUDGETS = { engine: 260, catalogue: 225, editor: 160, page: 55, account: 370 };
type Part = keyof typeof BUDGETS;

interface File {
  fileName: string;
  type: "asset" | "chunk";
  source?: string | Uint8Array;
  code?: string;
  imports?: string[];
  name?: string;
  isEntry?: boolean;
  viteMetadata?: { importedCss: Set<string> };
}

/** Reports the sizes, and writes them to `sizes.json` in `output`, where a test holds them. */
export function sizes(output: string): Plugin {
  return {
    name: "sizes",
    apply: "build",
    writeBundle(_options, bundle) {
      const files = bundle as unknown as Record<string, File>;
      const totals: Record<Part, number> = { engine: 0, catalogue: 0, editor: 0, page: 0, account: 0 };
      for (const file of firstLoad(files)) totals[partOf(file)] += compressed(file);
      for (const file of Object.values(files)) if (/sayso_account_bg/.test(file.fileName)) totals.account += compressed(file);
      const report = Object.entries(BUDGETS).map(([part, budget]) => ({ part, bytes: totals[part as Part], budget: budget * 1000 }));
      writeFileSync(join(output, "sizes.json"), `${JSON.stringify(report, null, 2)}\n`);
      for (const { part, bytes, budget } of report) console.log(`${part}: ${(bytes / 1000).toFixed(1)} KB of ${budget / 1000}`);
    },
  };
}

/** The page, its entry, the first screen, the worker, and all that these import; the engine and its catalogue. */
function firstLoad(files: Record<string, File>): File[] {
  const found = new Set<File>();
  const visit = (name: string) => {
    const file = files[name];
    if (file === undefined || found.has(file)) return;
    found.add(file);
    for (const other of [...(file.imports ?? []), ...(file.viteMetadata?.importedCss ?? [])]) visit(other);
  };
  for (const file of Object.values(files)) {
    if (file.isEntry || file.name === "workbench" || /index\.html$|worker-[^/]*\.js$|sayso_bg|catalogue/.test(file.fileName)) visit(file.fileName);
  }
  return [...found];
}

function partOf({ fileName }: File): Part {
  if (/sayso_bg/.test(fileName)) return "engine";
  if (/catalogue/.test(fileName)) return "catalogue";
  return /editor-[^/]*\.js$/.test(fileName) ? "editor" : "page";
}

function compressed({ code, source }: File): number {
  return brotliCompressSync(code ?? source ?? "", { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
