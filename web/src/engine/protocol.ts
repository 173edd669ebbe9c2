// Messages between the page and the worker. Calls go in lists, and a list is answered by one of replies: each message
// wakes a thread, which costs more than most calls.

import type { RawAccountEngine } from "./account/types";

export type Method = Exclude<keyof RawAccountEngine, "loadManaged">;

export interface Call {
  id: number;
  method: Method;
  args: (string | number)[];
}

export type Reply =
  | { id: number; value: string | Uint8Array | undefined }
  /** `broken`: the module itself failed, and answers no more. */
  | { id: number; error: string; broken: boolean };

export type Message = Reply[] | { ready: true } | { failed: string };
