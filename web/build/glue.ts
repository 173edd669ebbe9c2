import type { Plugin } from "vite";

/**
 * Takes the default place of the module out of wasm-bindgen's glue: the page always says where the bytes are, and
 * the bundler would add them a second time.
 */
export function bareGlue(): Plugin {
  return {
    name: "bare-glue",
    enforce: "pre",
    transform(code, id) {
      if (!/generated[\\/]sayso\.js$/.test(id)) return null;
      return code.replace(/new URL\((['"])sayso_bg\.wasm\1,\s*import\.meta\.url\)/g, "undefined");
    },
  };
}
