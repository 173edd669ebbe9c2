import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EngineClient } from "../../src/engine/client";
import type { Answer, Case } from "../../src/engine/types";
import { setRequest } from "../../src/state/edits";
import { Live } from "../../src/state/live";
import { Store } from "../../src/state/store";
import { sample } from "./sample";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers when it is told to, with the action that was asked about. */
class Engine {
  asked: { action: string; answer(): void }[] = [];
  opened: string[] = [];
  open = () => undefined;
  close = () => undefined;
  decide({ action }: Case): Promise<Answer> {
    return new Promise((resolve) => this.asked.push({ action, answer: () => resolve({ statements: [], edits: [], derived: { action }, faults: [] }) }));
  }
}

test("the verdict hears of an answer at once, all else afterwards and of the newest only", async () => {
  const engine = new Engine();
  const store = new Store(sample);
  const live = new Live(store, engine as unknown as EngineClient);
  const told: string[] = [];
  live.first((answer) => told.push(`first ${answer.derived.action}`));
  live.subscribe((answer, workspace) => told.push(`later ${answer.derived.action} ${workspace.request.action}`));
  store.update((it) => setRequest(it, { action: "s3:PutObject" }));
  expect(engine.asked.map((it) => it.action)).toEqual([sample.request.action, "s3:PutObject"]);
  for (const { answer } of engine.asked) {
    answer();
    await Promise.resolve();
    await Promise.resolve();
  }
  expect(told).toEqual([`first ${sample.request.action}`, "first s3:PutObject"]);
  vi.runAllTimers();
  expect(told.slice(2)).toEqual(["later s3:PutObject s3:PutObject"]);
  expect(live.answer?.derived.action).toBe("s3:PutObject");
});
