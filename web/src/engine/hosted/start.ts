/** The engine's worker. */
export function startWorker(): Worker {
  return new Worker(new URL("../worker.ts", import.meta.url), { type: "module", name: "sayso" });
}

/** The worker of the hosted page fetches what it needs by itself. */
export function serveAssets(_worker: Worker): void {}
