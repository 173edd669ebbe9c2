// What lies beside the page, by the name that the page asks for: files of `generated/`, made by `cargo xtask web`.

export const ASSETS = {
  engine: "sayso_bg.wasm",
  account: "sayso_account_bg.wasm",
  catalogue: "catalogue.bin",
  managed: "managed-policies.bin",
  rules: "rules.json",
  gallery: "gallery.json",
  sample: "sample-account.json",
} as const;

export type AssetName = keyof typeof ASSETS;
