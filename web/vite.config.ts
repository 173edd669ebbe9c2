// Two builds of one page: `hosted`, static files with lazy chunks, and `single`, one file that runs from a disk.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { hostedPolicy } from "./build/hosted.ts";
import { serviceWorker } from "./build/serviceWorker.ts";
import { singleFile } from "./build/single.ts";
import { sizes } from "./build/sizes.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig(({ mode }) => {
  const single = mode === "single";
  return {
    // Relative, so that the page may lie in any folder.
    base: "./",
    publicDir: single ? false : path("public"),
    resolve: {
      alias: {
        "#host": path(single ? "src/engine/single" : "src/engine/hosted"),
        "#glue-account": path("generated/sayso_account.js"),
        "#glue": path("generated/sayso.js"),
      },
    },
    plugins: [single ? singleFile(path("generated"), path("dist/sayso.html")) : [hostedPolicy(), serviceWorker(path("src/service-worker.ts")), sizes(path("dist"))]],
    worker: { format: single ? "iife" : "es" },
    build: {
      target: "es2022",
      outDir: path(single ? "dist/single" : "dist/hosted"),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      cssCodeSplit: !single,
      reportCompressedSize: false,
      rolldownOptions: {
        output: single
          ? { codeSplitting: false }
          : { codeSplitting: { groups: [{ name: "editor", test: /node_modules[\\/](@codemirror|@lezer|style-mod|w3c-keyname|crelt|@marijn)/ }] } },
      },
    },
  };
});
