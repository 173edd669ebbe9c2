// Messages between the page and the worker.

import type { RawEngine } from "./types";

export type Method = Exclude<keyof RawEngine, "loadManaged">;

export interface Call {
  id: number;
  method: Method;
  args: (string | number)[];
}

export type Reply =
  | { id: number; value: string | Uint8Array | undefined }
  /** `broken`: the module itself failed, and answers no more. */
  | { id: number; error: string; broken: boolean }
  | { ready: true }
  | { failed: string };
