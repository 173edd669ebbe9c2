// Fills the matrix: patterns become actions, and the engine decides every pair in its worker.

import type { EngineClient } from "../../engine/client";
import { toCase, type Workspace } from "../../state/workspace";
import { InputError } from "../../state/shape";
import { t } from "../../text/text";
import type { Column, Result } from "./model";

export const MOST_CELLS = 400_000;
const MOST_ACTIONS = 25_000;

/** Throws an `InputError` in words for the person, and what the engine says of an action or a resource. */
export async function compute(engine: EngineClient, workspace: Workspace, known: Map<string, Column[]>): Promise<Result> {
  const { rowKind, rows, columns: patterns } = workspace.matrix;
  const columns = new Map<string, Column>();
  for (const pattern of patterns) {
    for (const it of await expand(engine, pattern, known)) columns.set(it.action.toLowerCase(), it);
  }
  const unique = [...new Set(rows)];
  const cells = unique.length * columns.size;
  if (cells > MOST_CELLS) throw new InputError(t.matrix.tooMany(cells, MOST_CELLS));
  const actions = [...columns.values()];
  const names = actions.map((it) => it.action);
  const bytes = cells === 0 ? new Uint8Array() : await engine.matrix(toCase(workspace), rowKind, unique, names);
  return { rowKind, rows: unique, columns: actions, cells: bytes };
}

/** The actions of a pattern, which stay what they are as long as the page is open. */
export async function expand(engine: EngineClient, pattern: string, known: Map<string, Column[]>): Promise<Column[]> {
  const there = known.get(pattern);
  if (there !== undefined) return there;
  let found: Column[];
  if (/[*?]/.test(pattern)) {
    found = await engine.actions(pattern, MOST_ACTIONS);
    if (found.length === 0) throw new InputError(t.matrix.noAction(pattern));
  } else {
    const info = await engine.action(pattern);
    found = [{ action: info?.action ?? pattern, levels: info?.levels ?? [] }];
  }
  known.set(pattern, found);
  return found;
}
