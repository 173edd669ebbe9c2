import type { Plugin } from "vite";
import { nonceOf, policyTags } from "./policy.ts";

/** Gives the hosted page its Content-Security-Policy. The dev server, which injects scripts, goes without. */
export function hostedPolicy(): Plugin {
  return {
    name: "hosted-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html) {
        const nonce = nonceOf(html);
        const directives = {
          "script-src": "'self' 'wasm-unsafe-eval'",
          "style-src": `'self' 'nonce-${nonce}'`,
          "connect-src": "'self'",
          "worker-src": "'self'",
          "img-src": "'self' data:",
          "manifest-src": "'self'",
        };
        return html.replace("<!--policy-->", policyTags(directives, nonce));
      },
    },
  };
}
