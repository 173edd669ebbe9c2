// What the views of the account screen have in common.

import type { App } from "../../app";
import type { AccountClient } from "../../engine/account/client";
import type { Entity, Opened } from "../../engine/account/types";
import type { Asked } from "./question";

export interface Desk {
  app: App;
  client: AccountClient;
  /** What is open now. */
  opened(): Opened;
  chosen(): Entity | undefined;
  asked: Asked;
  /** Shows a user or role. */
  choose(arn: string): void;
  toWorkbench(arn: string, action: string, resource: string): void;
  /**
   * Runs what takes its time, with a way to give it up; where it fails that is told in `place`. Gives nothing if it
   * failed, or if something newer was asked meanwhile.
   */
  busy<T>(place: HTMLElement, run: (told: (done: number, all: number) => void) => Promise<T>): Promise<T | undefined>;
}

export interface View {
  element: HTMLElement;
  /** Comes to the front, or the account or the chosen principal changed while it was there. */
  show(): void;
  /** Another account: what was answered is void. */
  reset(): void;
}
