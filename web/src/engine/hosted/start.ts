/** The engine's worker. */
export function startWorker(): Worker {
  return new Worker(new URL("../worker.ts", import.meta.url), { type: "module", name: "sayso" });
}

/** The worker of the engine that knows accounts, which is loaded when it is first needed. */
export function startAccountWorker(): Worker {
  return new Worker(new URL("../accountWorker.ts", import.meta.url), { type: "module", name: "sayso-account" });
}

/** The workers of the hosted page fetch what they need by themselves. */
export function serveAssets(_worker: Worker): void {}
