import Inline from "../accountWorker?worker&inline";
import type { AssetName } from "../assets";
import { asset } from "./assets";

/** The engine's worker, from a blob: a page on a disk may not load another file. It holds one engine, for everything. */
export function startWorker(): Worker {
  return new Inline({ name: "sayso" });
}

/** Another of the same. */
export const startAccountWorker = startWorker;

/** Answers the worker's questions for bytes that only the page holds. */
export function serveAssets(worker: Worker): void {
  worker.addEventListener("message", async (event: MessageEvent<{ asset?: AssetName }>) => {
    const name = event.data.asset;
    if (name !== undefined) worker.postMessage({ asset: name, bytes: await asset(name) });
  });
}
