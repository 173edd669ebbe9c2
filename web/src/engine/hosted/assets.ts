// The hosted page fetches its assets. The bundler gives each a name that changes with its bytes.

import catalogue from "../../../generated/catalogue.bin?url";
import gallery from "../../../generated/gallery.json?url";
import managed from "../../../generated/managed-policies.bin?url";
import rules from "../../../generated/rules.json?url";
import sample from "../../../generated/sample-account.json?url";
import account from "../../../generated/sayso_account_bg.wasm?url";
import engine from "../../../generated/sayso_bg.wasm?url";
import type { AssetName } from "../assets";

const URLS: Record<AssetName, string> = { engine, account, catalogue, managed, rules, gallery, sample };

/** The bytes of an asset, in the page or in the worker. */
export async function asset(name: AssetName): Promise<Uint8Array> {
  const response = await fetch(URLS[name]);
  if (!response.ok) throw new Error(`${URLS[name]}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
