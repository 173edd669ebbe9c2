// Calls to a worker and their answers.

import { serveAssets } from "#host/start";
import type { Call, Message, Method, Reply } from "./protocol";
import { Watchdog } from "./watchdog";

type Value = string | Uint8Array | undefined;

interface Waiting {
  resolve(value: Value): void;
  reject(error: Error): void;
}

/** Why a call got no answer: the worker that it went to is gone. */
export class Restarted extends Error {
  constructor() {
    super("the engine was restarted");
  }
}

export class Channel {
  /** Told when the engine does not answer for long, and when it does again. */
  onLate: (late: boolean) => void = () => undefined;

  #make: () => Worker;
  #renew: () => void;
  #worker: Worker;
  #watchdog = new Watchdog((late) => this.onLate(late));
  #waiting = new Map<number, Waiting>();
  #next = 0;
  /** What is not sent yet: it goes with the next call, or at the end of this task. */
  #outbox: Call[] = [];
  #readied: (() => void)[] = [];
  #state: "starting" | "ready" | { failed: string } = "starting";

  /** `renew` tells a new worker, in the place of one that broke, what the old one knew. */
  constructor(make: () => Worker, renew: () => void) {
    this.#make = make;
    this.#renew = renew;
    this.#worker = this.#start();
  }

  /** Resolves when the engine answers; rejects where it can't be loaded. */
  get ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => (this.#state === "ready" ? resolve() : reject(new Error((this.#state as { failed: string }).failed)));
      if (this.#state === "starting") this.#readied.push(settle);
      else settle();
    });
  }

  /** Calls without an answer that anybody waits for. */
  tell(method: Method, ...args: string[]): void {
    this.#post(method, args).catch((error: unknown) => error instanceof Restarted || console.error(method, error));
    queueMicrotask(() => this.#send());
  }

  call(method: Method, ...args: (string | number)[]): Promise<Value> {
    const answer = this.#post(method, args);
    this.#send();
    return answer;
  }

  async json<T>(method: Method, ...args: (string | number)[]): Promise<T> {
    return JSON.parse((await this.call(method, ...args)) as string) as T;
  }

  /** A module that trapped or hangs is not to be trusted: another takes its place. */
  restart(): void {
    this.stop();
    this.#state = "starting";
    this.#worker = this.#start();
    this.#renew();
  }

  /** Ends the worker, with all that it holds. */
  stop(): void {
    this.#worker.terminate();
    for (const waiting of this.#waiting.values()) waiting.reject(new Restarted());
    this.#waiting.clear();
    this.#outbox = [];
    this.#watchdog.answered(false);
  }

  #post(method: Method, args: (string | number)[]): Promise<Value> {
    return new Promise((resolve, reject) => {
      // Whoever waits for a worker that never came would wait for ever.
      if (typeof this.#state === "object") return reject(new Error(this.#state.failed));
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
    const worker = this.#make();
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
    if (typeof state === "object") {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error(state.failed));
      this.#waiting.clear();
    }
    for (const settle of this.#readied.splice(0)) settle();
  }
}
