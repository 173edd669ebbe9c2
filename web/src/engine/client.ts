// The engine as the page sees it: promises of parsed answers. One worker, whose calls are answered in order.

import { serveAssets, startWorker } from "#host/start";
import type { Call, Message, Method, Reply } from "./protocol";
import type {
  ActionInfo, Answer, Case, Check, Completions, Hover, KeyInfo, PolicyType, Report, TestResult,
} from "./types";
import { Watchdog } from "./watchdog";

type PolicyTypeOrAuto = PolicyType | "auto";

interface Waiting {
  resolve(value: string | Uint8Array | undefined): void;
  reject(error: Error): void;
}

export class EngineClient {
  /** Told when the engine does not answer for long, and when it does again. */
  onLate: (late: boolean) => void = () => undefined;

  #worker = this.#start();
  #watchdog = new Watchdog((late) => this.onLate(late));
  #waiting = new Map<number, Waiting>();
  #next = 0;
  /** What is not sent yet: it goes with the next call, or at the end of this task. */
  #outbox: Call[] = [];
  /** What is open, to open it again should the module break. */
  #open = new Map<string, string>();
  #readied: (() => void)[] = [];
  #state: "starting" | "ready" | { failed: string } = "starting";
  /** A case that waits for the one in flight; only the newest does. */
  #newest: { case: Case; resolve(answer: Answer | undefined): void; reject(error: Error): void } | undefined;
  #deciding = false;

  /** Resolves when the engine answers; rejects where it can't be loaded. */
  get ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => (this.#state === "ready" ? resolve() : reject(new Error((this.#state as { failed: string }).failed)));
      if (this.#state === "starting") this.#readied.push(settle);
      else settle();
    });
  }

  open(name: string, text: string): void {
    if (this.#open.get(name) === text) return;
    this.#open.set(name, text);
    this.#tell("open", name, text);
  }

  close(name: string): void {
    if (this.#open.delete(name)) this.#tell("close", name);
  }

  /** The names of the open documents. */
  get opened(): string[] {
    return [...this.#open.keys()];
  }

  /** Decides a case; of several asked while one is decided only the newest is, the others get `undefined`. */
  decide(question: Case): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      this.#newest?.resolve(undefined);
      this.#newest = { case: question, resolve, reject };
      this.#decideNewest();
    });
  }

  about = () => this.#json<{ version: string; catalogueDate: string; managedDate?: string }>("about");
  check = (name: string, type: PolicyTypeOrAuto) => this.#json<Check>("check", name, type);
  complete = (name: string, offset: number, type: PolicyTypeOrAuto) => this.#json<Completions>("complete", name, offset, type);
  hover = (name: string, offset: number, type: PolicyTypeOrAuto) => this.#json<Hover | null>("hover", name, offset, type);
  actions = (query: string, limit: number) => this.#json<{ action: string; levels: string[] }[]>("actions", query, limit);
  action = (name: string) => this.#json<ActionInfo | null>("action", name);
  keys = (question: Case) => this.#json<KeyInfo[]>("keys", JSON.stringify(question));
  managed = (query: string, limit: number) => this.#json<string[]>("managed", query, limit);
  managedPolicy = (name: string) => this.#json<{ name: string; arn: string; text: string } | null>("managedPolicy", name);
  test = (scenario: unknown) => this.#json<TestResult[]>("test", JSON.stringify(scenario));
  report = (question: Case) => this.#json<Report>("report", JSON.stringify(question));
  /** The report's very bytes. */
  reportText = async (question: Case) => (await this.#call("report", JSON.stringify(question))) as string;

  /** A byte a cell, row by row: `CELLS` says what each means. */
  async matrix(question: Case, rowKind: "resource" | "principal", rows: string[], columns: string[]): Promise<Uint8Array> {
    const args = [JSON.stringify(question), rowKind, JSON.stringify(rows), JSON.stringify(columns)];
    return (await this.#call("matrix", ...args)) as Uint8Array;
  }

  #decideNewest(): void {
    if (this.#deciding || this.#newest === undefined) return;
    const { case: question, resolve, reject } = this.#newest;
    this.#newest = undefined;
    this.#deciding = true;
    const done = () => {
      this.#deciding = false;
      this.#decideNewest();
    };
    this.#json<Answer>("decide", JSON.stringify(question)).then(resolve, reject).finally(done);
  }

  async #json<T>(method: Method, ...args: (string | number)[]): Promise<T> {
    return JSON.parse((await this.#call(method, ...args)) as string) as T;
  }

  #tell(method: Method, ...args: string[]): void {
    this.#post(method, args).catch((error: unknown) => console.error(method, error));
    queueMicrotask(() => this.#send());
  }

  #call(method: Method, ...args: (string | number)[]): Promise<string | Uint8Array | undefined> {
    const answer = this.#post(method, args);
    this.#send();
    return answer;
  }

  #post(method: Method, args: (string | number)[]): Promise<string | Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      const id = ++this.#next;
      this.#waiting.set(id, { resolve, reject });
      this.#outbox.push({ id, method, args });
    });
  }

  #send(): void {
    if (this.#outbox.length === 0) return;
    this.#worker.postMessage(this.#outbox);
    this.#outbox = [];
    // What is asked while the engine loads waits for the network.
    if (this.#state === "ready") this.#watchdog.asked();
  }

  #start(): Worker {
    const worker = startWorker();
    serveAssets(worker);
    worker.addEventListener("message", (event: MessageEvent<Message | { asset: string }>) => this.#receive(event.data));
    worker.addEventListener("error", (event) => this.#receive({ failed: event.message || "worker" }));
    return worker;
  }

  #receive(message: Message | { asset: string }): void {
    if (Array.isArray(message)) {
      for (const reply of message) this.#replied(reply);
      this.#watchdog.answered(this.#waiting.size > 0);
    } else if ("ready" in message) this.#settle("ready");
    else if ("failed" in message) this.#settle({ failed: message.failed });
  }

  #replied(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("value" in reply) waiting?.resolve(reply.value);
    else {
      waiting?.reject(new Error(reply.error));
      if (reply.broken) this.restart();
    }
  }

  #settle(state: "ready" | { failed: string }): void {
    this.#state = state;
    this.#watchdog.answered(state === "ready" && this.#waiting.size > 0);
    for (const settle of this.#readied.splice(0)) settle();
  }

  /** A module that trapped or hangs is not to be trusted: another takes its place, with the same documents. */
  restart(): void {
    this.#worker.terminate();
    for (const waiting of this.#waiting.values()) waiting.reject(new Error("the engine was restarted"));
    this.#waiting.clear();
    this.#outbox = [];
    this.#state = "starting";
    this.#watchdog.answered(false);
    this.#worker = this.#start();
    for (const [name, text] of this.#open) this.#tell("open", name, text);
  }
}
