// The single file holds its assets as blocks of base64. Only the page can see them: the worker asks it.

import type { AssetName } from "../assets";

/** The bytes of an asset, in the page or in the worker. */
export async function asset(name: AssetName): Promise<Uint8Array> {
  return typeof document === "undefined" ? fromPage(name) : fromBlock(name);
}

async function fromBlock(name: AssetName): Promise<Uint8Array> {
  const text = document.getElementById(`asset-${name}`)?.textContent;
  if (!text) throw new Error(`asset-${name}`);
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function fromPage(name: AssetName): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const listener = (event: MessageEvent<{ asset?: AssetName; bytes: Uint8Array }>) => {
      if (event.data.asset !== name) return;
      self.removeEventListener("message", listener);
      resolve(event.data.bytes);
    };
    self.addEventListener("message", listener);
    self.postMessage({ asset: name });
  });
}
