import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { ASSETS } from "../src/engine/assets.ts";
import { hashed, nonceOf, policyTags } from "./policy.ts";

/** Folds the page, its script, styles and the engine's bytes into one file that asks nothing of any network. */
export function singleFile(generated: string, output: string): Plugin {
  return {
    name: "single-file",
    apply: "build",
    enforce: "post",
    writeBundle(options, bundle) {
      const files = Object.values(bundle);
      const script = files
        .filter((it) => it.type === "chunk" && it.isEntry)
        .map((it) => (it.type === "chunk" ? it.code : ""))
        .join("\n")
        // What would end or restart a script element inside of it.
        .replaceAll("</script", "<\\/script")
        .replaceAll("<!--", "\\x3C!--");
      const style = files.map((it) => (it.type === "asset" && it.fileName.endsWith(".css") ? text(it.source) : "")).join("\n");
      const html = files.map((it) => (it.type === "asset" && it.fileName === "index.html" ? text(it.source) : "")).join("");
      writeFileSync(output, fold(html, script, style, blocks(generated)));
      rmSync(options.dir ?? join(dirname(output), "single"), { recursive: true });
    },
  };
}

const text = (source: string | Uint8Array) => (typeof source === "string" ? source : new TextDecoder().decode(source));

function fold(html: string, script: string, style: string, assets: string): string {
  const nonce = nonceOf(script);
  const policy = policyTags(
    {
      "script-src": `${hashed(script)} 'wasm-unsafe-eval'`,
      "style-src": `${hashed(style)} 'nonce-${nonce}'`,
      "connect-src": "'none'",
      "worker-src": "blob:",
      "img-src": "data:",
    },
    nonce,
  );
  return html
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="(stylesheet|manifest|icon|modulepreload)"[^>]*>/g, "")
    .replace("<!--policy-->", () => policy)
    .replace("</head>", () => `<style>${style}</style>\n  </head>`)
    .replace("</body>", () => `${assets}\n    <script type="module">${script}</script>\n  </body>`);
}

/** Blocks of data, which no browser runs: gzip in base64. The engine with accounts serves for everything. */
function blocks(generated: string): string {
  return Object.entries(ASSETS)
    .filter(([name]) => name !== "engine")
    .map(([name, file]) => {
      const bytes = gzipSync(readFileSync(join(generated, file)), { level: 9 });
      return `<script type="application/gzip" id="asset-${name}">${bytes.toString("base64")}</script>`;
    })
    .join("\n    ");
}
