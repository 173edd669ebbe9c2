// The engine behind messages. Calls are answered in the order in which they come.

import init, { Engine } from "#glue";
import { asset } from "#host/assets";
import type { Call, Message, Reply } from "./protocol";
import type { RawEngine } from "./types";

const reply = (message: Message) => self.postMessage(message);

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

async function answer(engine: RawEngine, call: Call): Promise<Reply> {
  try {
    if (needsManaged(call)) await (managed ??= loadManaged(engine));
    const method = engine[call.method] as (...args: (string | number)[]) => string | Uint8Array | undefined;
    return { id: call.id, value: method.apply(engine, call.args) };
  } catch (error) {
    const broken = error instanceof WebAssembly.RuntimeError;
    return { id: call.id, error: error instanceof Error ? error.message : String(error), broken };
  }
}

async function answerAll(calls: Call[]): Promise<void> {
  const raw = await engine;
  const replies: Reply[] = [];
  for (const call of calls) replies.push(await answer(raw, call));
  reply(replies);
}

const engine = start();
engine.then(
  () => reply({ ready: true }),
  (error: unknown) => reply({ failed: String(error) }),
);
let last: Promise<unknown> = engine;
self.addEventListener("message", (event: MessageEvent<Call[] | { asset: string }>) => {
  const calls = event.data;
  if ("asset" in calls) return;
  last = last.then(() => answerAll(calls)).catch(() => undefined);
});
