import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watchdog } from "../../src/engine/watchdog";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("tells of an answer that does not come, and when it does, once each", () => {
  const told: boolean[] = [];
  const watchdog = new Watchdog((late) => told.push(late));
  watchdog.asked();
  vi.advanceTimersByTime(9_000);
  // Asking more is no answer.
  watchdog.asked();
  vi.advanceTimersByTime(1_000);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true]);
  watchdog.answered(true);
  expect(told).toEqual([true, false]);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([true, false, true]);
});

test("is quiet where all is answered", () => {
  const told: boolean[] = [];
  const watchdog = new Watchdog((late) => told.push(late));
  watchdog.asked();
  vi.advanceTimersByTime(5_000);
  watchdog.answered(true);
  vi.advanceTimersByTime(5_000);
  watchdog.answered(false);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});
