// The engine behind messages. Calls are answered in the order in which they come.

import init, { Engine } from "#glue";
import { asset } from "#host/assets";
import type { Call, Reply } from "./protocol";
import type { RawEngine } from "./types";

const reply = (message: Reply) => self.postMessage(message);

let managed: Promise<void> | undefined;

async function start(): Promise<RawEngine> {
  const [module, catalogue] = await Promise.all([asset("engine"), asset("catalogue")]);
  await init({ module_or_path: module as BufferSource });
  return new Engine(catalogue);
}

/** AWS's managed policies are a file of their own, which comes when something names one. */
function needsManaged(call: Call): boolean {
  return call.method === "managed" || call.method === "managedPolicy" || call.args.some((it) => typeof it === "string" && it.includes('"managed:'));
}

async function loadManaged(engine: RawEngine): Promise<void> {
  try {
    engine.loadManaged(await asset("managed"));
  } catch (error) {
    managed = undefined;
    throw error;
  }
}

async function answer(engine: RawEngine, call: Call): Promise<void> {
  try {
    if (needsManaged(call)) await (managed ??= loadManaged(engine));
    const method = engine[call.method] as (...args: (string | number)[]) => string | Uint8Array | undefined;
    reply({ id: call.id, value: method.apply(engine, call.args) });
  } catch (error) {
    const broken = error instanceof WebAssembly.RuntimeError;
    reply({ id: call.id, error: error instanceof Error ? error.message : String(error), broken });
  }
}

const engine = start();
engine.then(
  () => reply({ ready: true }),
  (error: unknown) => reply({ failed: String(error) }),
);
let last: Promise<unknown> = engine;
self.addEventListener("message", (event: MessageEvent<Call | { asset: string }>) => {
  const call = event.data;
  if ("asset" in call) return;
  last = last.then(async () => answer(await engine, call)).catch(() => undefined);
});
