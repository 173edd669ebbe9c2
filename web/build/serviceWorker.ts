import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/** Builds src/service-worker.ts beside the hosted page, with the names of the files to keep. */
export function serviceWorker(source: string): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "chunk", id: source, fileName: "service-worker.js" });
    },
    generateBundle(_options, bundle) {
      const worker = bundle["service-worker.js"];
      if (worker?.type !== "chunk") throw new Error("no service worker in the bundle");
      const files = kept(bundle);
      const version = createHash("sha256");
      for (const it of Object.values(bundle)) version.update(it.fileName).update(it.type === "asset" ? it.source : it.code);
      const names = ["./", ...files.map((it) => `./${it}`)];
      worker.code = worker.code
        .replace("__FILES__", () => JSON.stringify(names))
        .replace("__VERSION__", () => JSON.stringify(version.digest("hex").slice(0, 12)));
    },
  };
}

/** All code, the engine and the gallery, so that every screen works without a network after one visit; the pages of rules, the managed policies and the engine of accounts are kept when they are asked for. */
function kept(bundle: Bundle): string[] {
  const later = /(rules|managed-policies|sayso_account_bg|sample-account)[-.]/;
  const scripts = new Set<string>();
  const visit = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || scripts.has(name)) return;
    scripts.add(name);
    [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
  };
  for (const it of Object.values(bundle)) if (it.type === "chunk" && it.isEntry && it.fileName !== "service-worker.js") visit(it.fileName);
  const assets = Object.values(bundle).filter((it) => it.type === "asset" && !/\.(html|map)$/.test(it.fileName) && !later.test(it.fileName));
  return [...scripts, ...assets.map((it) => it.fileName), "manifest.webmanifest", "icon.svg"].sort();
}
