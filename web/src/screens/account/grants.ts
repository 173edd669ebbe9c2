// Effective permissions, narrowed and put together by service.

import type { Grant } from "../../engine/account/types";

/** AWS's access levels from the harmless to the harmful. */
export const LEVELS = ["List", "Read", "Tagging", "Write", "Permissions management"];

export interface Service {
  name: string;
  rows: Grant[];
  /** How many actions of each level. */
  levels: [string, number][];
}

/** The rows of a level whose service, actions or patterns say all words; only the actions that do, where those are meant. */
export function narrowed(rows: Grant[], query: string, level: string): Grant[] {
  const words = query.toLowerCase().split(/\s+/).filter((it) => it !== "");
  const says = (text: string) => words.every((it) => text.toLowerCase().includes(it));
  return rows.filter((it) => level === "" || it.level === level).flatMap((row) => {
    const beside = `${row.service} ${row.bounds.map((it) => it.pattern).join(" ")}`;
    if (says(beside)) return [row];
    const actions = row.actions.filter((it) => says(`${it} ${beside}`));
    return actions.length > 0 ? [{ ...row, actions }] : [];
  });
}

export function byService(rows: Grant[]): Service[] {
  const services = new Map<string, Grant[]>();
  for (const row of rows) services.set(row.service, [...(services.get(row.service) ?? []), row]);
  return [...services].map(([name, own]) => ({ name, rows: own, levels: levelsOf(own) }));
}

function levelsOf(rows: Grant[]): [string, number][] {
  const count = (level: string) => rows.reduce((sum, it) => sum + (it.level === level ? it.actions.length : 0), 0);
  const other = [...new Set(rows.map((it) => it.level))].filter((it) => !LEVELS.includes(it));
  return [...LEVELS, ...other].map((level): [string, number] => [level, count(level)]).filter(([, number]) => number > 0);
}

export function totals(rows: Grant[]): { actions: number; services: number; open: number } {
  const sum = (own: Grant[]) => own.reduce((all, it) => all + it.actions.length, 0);
  return {
    actions: sum(rows),
    services: new Set(rows.map((it) => it.service)).size,
    open: sum(rows.filter((it) => it.bounds.every((bound) => bound.decision === "depends"))),
  };
}
