// What wasm-bindgen makes of crates/wasm; the files themselves are made by `cargo xtask web`.

declare module "#glue" {
  export default function init(options: { module_or_path: BufferSource }): Promise<unknown>;
  export const Engine: new (catalogue: Uint8Array) => import("./types").RawEngine;
}

declare module "#glue-account" {
  export default function init(options: { module_or_path: BufferSource }): Promise<unknown>;
  export const Engine: new (catalogue: Uint8Array) => import("./account/types").RawAccountEngine;
}
