// What wasm-bindgen makes of crates/wasm; the file itself is made by `cargo xtask web`.

declare module "#glue" {
  export default function init(options: { module_or_path: BufferSource }): Promise<unknown>;
  export const Engine: new (catalogue: Uint8Array) => import("./types").RawEngine;
}
