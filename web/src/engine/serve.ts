// An engine behind messages. Calls are answered in the order in which they come.

import { asset } from "#host/assets";
import type { AssetName } from "./assets";
import type { Call, Message, Reply } from "./protocol";
import type { RawEngine } from "./types";

type Init = (options: { module_or_path: BufferSource }) => Promise<unknown>;
type Make<E> = new (catalogue: Uint8Array) => E;

const reply = (message: Message) => self.postMessage(message);

let managed: Promise<void> | undefined;

/** Answers the page, for as long as the worker lives. */
export function serve<E extends RawEngine>(init: Init, Engine: Make<E>, module: AssetName): void {
  const engine = start(init, Engine, module);
  engine.then(
    () => reply({ ready: true }),
    (error: unknown) => reply({ failed: String(error) }),
  );
  let last: Promise<unknown> = engine;
  self.addEventListener("message", (event: MessageEvent<Call[] | { asset: string }>) => {
    const calls = event.data;
    if ("asset" in calls) return;
    last = last.then(async () => answerAll(await engine, calls)).catch(() => undefined);
  });
}

async function start<E>(init: Init, Engine: Make<E>, name: AssetName): Promise<E> {
  const [module, catalogue] = await Promise.all([asset(name), asset("catalogue")]);
  await init({ module_or_path: module as BufferSource });
  return new Engine(catalogue);
}

/** AWS's managed policies are a file of their own, which comes when something names one. */
function needsManaged(call: Call): boolean {
  const named = call.args.some((it) => typeof it === "string" && it.includes('"managed:'));
  return ["managed", "managedPolicy", "accountOpen"].includes(call.method) || named;
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
    const method = engine[call.method as keyof RawEngine] as (...args: (string | number)[]) => string | Uint8Array | undefined;
    return { id: call.id, value: method.apply(engine, call.args) };
  } catch (error) {
    const broken = error instanceof WebAssembly.RuntimeError;
    return { id: call.id, error: error instanceof Error ? error.message : String(error), broken };
  }
}

async function answerAll(engine: RawEngine, calls: Call[]): Promise<void> {
  const replies: Reply[] = [];
  for (const call of calls) replies.push(await answer(engine, call));
  reply(replies);
}
