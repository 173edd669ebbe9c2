// Lints the documents, a moment after they last changed: the verdict comes first.

import type { App } from "../../../app";
import type { Check } from "../../../engine/types";
import { policyTypeOf } from "../../../state/layers";

const DELAY_MS = 180;

interface Checked {
  text: string;
  type: string;
  check?: Check;
}

export class Checks {
  #app: App;
  #checked = new Map<string, Checked>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #done: (name: string) => void;
  #watchers: (() => void)[] = [];

  constructor(app: App, done: (name: string) => void) {
    this.#app = app;
    this.#done = done;
    app.store.subscribe((now, before) => {
      if (now.documents !== before.documents || now.attachments !== before.attachments || now.request.resource !== before.request.resource) this.#soon(DELAY_MS);
    });
    this.#soon(0);
  }

  /** What was found in a document, if that is what was looked at. */
  of(name: string, text: string): Check | undefined {
    const checked = this.#checked.get(name);
    return checked?.text === text ? checked.check : undefined;
  }

  /** The last that was found in a document, though it may have changed since. */
  last(name: string): Check | undefined {
    return this.#checked.get(name)?.check;
  }

  /** Calls back whenever something new was found. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  #soon(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  async #run(): Promise<void> {
    const workspace = this.#app.store.now;
    for (const { name, text } of workspace.documents) {
      const type = policyTypeOf(workspace, name);
      const before = this.#checked.get(name);
      if (before?.text === text && before.type === type) continue;
      const checked: Checked = { text, type, ...(before?.check ? { check: before.check } : {}) };
      this.#checked.set(name, checked);
      try {
        checked.check = await this.#app.engine.check(name, type);
      } catch {
        // Closed or replaced meanwhile: that change brings its own check.
        this.#checked.delete(name);
        continue;
      }
      this.#done(name);
      for (const watcher of this.#watchers) watcher();
    }
  }
}
