// Holds the workspace. Changes make a new one, so that those who listen can compare, and undo is a list.

import type { Workspace } from "./workspace";

type Listener = (now: Workspace, before: Workspace) => void;

const MOST_STEPS = 200;
/** After a pause, the next change is another step. */
const PAUSE_MS = 1000;

export class Store {
  #now: Workspace;
  #past: Workspace[] = [];
  #future: Workspace[] = [];
  #merging: string | undefined;
  #changedAt = 0;
  #listeners = new Set<Listener>();

  constructor(initial: Workspace) {
    this.#now = initial;
  }

  get now(): Workspace {
    return this.#now;
  }

  /**
   * Changes the workspace. Successive changes with the same `merge` are one step of undo, as the letters of a word
   * are, if no pause lies between. Fields that don't change should be kept as they are, for listeners compare them by identity.
   */
  update(change: (workspace: Workspace) => Workspace, merge?: string): void {
    const before = this.#now;
    const next = change(before);
    if (next === before) return;
    const paused = performance.now() - this.#changedAt > PAUSE_MS;
    this.#changedAt = performance.now();
    if (merge === undefined || merge !== this.#merging || paused) {
      this.#past.push(before);
      if (this.#past.length > MOST_STEPS) this.#past.shift();
    }
    this.#merging = merge;
    this.#future = [];
    this.#set(next);
  }

  /** Ends a step: the next change is another, whatever its `merge`. */
  seal(): void {
    this.#merging = undefined;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  undo(): void {
    const last = this.#past.pop();
    if (last === undefined) return;
    this.#future.push(this.#now);
    this.#merging = undefined;
    this.#set(last);
  }

  redo(): void {
    const next = this.#future.pop();
    if (next === undefined) return;
    this.#past.push(this.#now);
    this.#merging = undefined;
    this.#set(next);
  }

  /** Calls back after every change; gives what ends that. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(next: Workspace): void {
    const before = this.#now;
    this.#now = next;
    for (const listener of this.#listeners) listener(next, before);
  }
}
