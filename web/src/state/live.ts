// Keeps the engine's documents equal to the workspace's, and the workbench's question answered.

import type { EngineClient } from "../engine/client";
import type { Answer } from "../engine/types";
import type { Store } from "./store";
import { toCase, type Workspace } from "./workspace";

type Listener = (answer: Answer, workspace: Workspace) => void;

export class Live {
  #store: Store;
  #engine: EngineClient;
  #first = new Set<Listener>();
  #listeners = new Set<Listener>();
  #later: ReturnType<typeof setTimeout> | undefined;
  #last: [Answer, Workspace] | undefined;

  constructor(store: Store, engine: EngineClient) {
    this.#store = store;
    this.#engine = engine;
    store.subscribe((now, before) => this.#changed(now, before));
    this.#changed(store.now, undefined);
  }

  /** The last answer; `undefined` until the engine gave one. */
  get answer(): Answer | undefined {
    return this.#last?.[0];
  }

  /** Calls back with every new answer as soon as it is there: for the verdict, and nothing that takes its time. */
  first(listener: Listener): void {
    this.#first.add(listener);
    if (this.#last) listener(...this.#last);
  }

  /**
   * Calls back with the answer, if there is one, and with newer ones, once the verdict is shown, and with the workspace
   * that it is about; gives what ends that.
   */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#last) listener(...this.#last);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the engine anew, and asks it again. */
  restart(): void {
    this.#engine.restart();
    void this.#ask(this.#store.now);
  }

  #changed(now: Workspace, before: Workspace | undefined): void {
    if (now.documents !== before?.documents) {
      const names = new Set(now.documents.map((it) => it.name));
      for (const name of this.#engine.opened) if (!names.has(name)) this.#engine.close(name);
      for (const { name, text } of now.documents) this.#engine.open(name, text);
    }
    const asked = ["documents", "attachments", "off", "request"] as const;
    if (before === undefined || asked.some((field) => now[field] !== before[field])) void this.#ask(now);
  }

  async #ask(workspace: Workspace): Promise<void> {
    let answer: Answer | undefined;
    try {
      answer = await this.#engine.decide(toCase(workspace));
    } catch (error) {
      answer = failure(error instanceof Error ? error.message : String(error));
    }
    // A newer question took its place.
    if (answer === undefined) return;
    this.#last = [answer, workspace];
    for (const listener of this.#first) listener(answer, workspace);
    // A task of its own, which tells of the newest answer there is by then.
    this.#later ??= setTimeout(() => this.#tell());
  }

  #tell(): void {
    this.#later = undefined;
    if (this.#last) for (const listener of this.#listeners) listener(...this.#last);
  }
}

function failure(message: string): Answer {
  const fault = { code: "ENGINE", message, line: 0, column: 0, from: 0, to: 0 };
  return { statements: [], edits: [], derived: {}, faults: [fault] };
}
