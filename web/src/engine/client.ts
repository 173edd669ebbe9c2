// The engine as the page sees it: promises of parsed answers. One worker, whose calls are answered in order.

import { startWorker } from "#host/start";
import { Channel } from "./channel";
import type { ActionInfo, Answer, Case, Check, Completions, Hover, KeyInfo, PolicyType, Report, TestResult } from "./types";

type PolicyTypeOrAuto = PolicyType | "auto";

export class EngineClient {
  /** What is open, to open it again should the module break. */
  #open = new Map<string, string>();
  #channel = new Channel(startWorker, () => {
    for (const [name, text] of this.#open) this.#channel.tell("open", name, text);
  });
  /** A case that waits for the one in flight; only the newest does. */
  #newest: { case: Case; resolve(answer: Answer | undefined): void; reject(error: Error): void } | undefined;
  #deciding = false;

  /** Told when the engine does not answer for long, and when it does again. */
  set onLate(tell: (late: boolean) => void) {
    this.#channel.onLate = tell;
  }

  /** Resolves when the engine answers; rejects where it can't be loaded. */
  get ready(): Promise<void> {
    return this.#channel.ready;
  }

  open(name: string, text: string): void {
    if (this.#open.get(name) === text) return;
    this.#open.set(name, text);
    this.#channel.tell("open", name, text);
  }

  close(name: string): void {
    if (this.#open.delete(name)) this.#channel.tell("close", name);
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
  reportText = async (question: Case) => (await this.#channel.call("report", JSON.stringify(question))) as string;

  /** A byte a cell, row by row: `CELLS` says what each means. */
  async matrix(question: Case, rowKind: "resource" | "principal", rows: string[], columns: string[]): Promise<Uint8Array> {
    const args = [JSON.stringify(question), rowKind, JSON.stringify(rows), JSON.stringify(columns)];
    return (await this.#channel.call("matrix", ...args)) as Uint8Array;
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

  #json<T>(method: Parameters<Channel["json"]>[0], ...args: (string | number)[]): Promise<T> {
    return this.#channel.json<T>(method, ...args);
  }

  /** A module that trapped or hangs is not to be trusted: another takes its place, with the same documents. */
  restart(): void {
    this.#channel.restart();
  }
}
