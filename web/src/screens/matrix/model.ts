// What the matrix knows and what of it is shown: plain data, without the page.

import { CELLS } from "../../engine/types";
import { countsOf, type Cell, type Table } from "../../export/table";

export interface Column {
  action: string;
  levels: string[];
}

/** Decisions of every row with every column. */
export interface Result {
  rowKind: "resource" | "principal";
  rows: string[];
  columns: Column[];
  /** Row by row, as `CELLS` numbers them. */
  cells: Uint8Array;
}

export interface Filter {
  rows: string;
  columns: string;
  /** Decisions that a row or a column must have somewhere; all where empty. */
  decisions: Cell[];
  differing: boolean;
  changed: boolean;
  grouped: boolean;
}

export const NO_FILTER: Filter = { rows: "", columns: "", decisions: [], differing: false, changed: false, grouped: false };

/** Decisions that were kept to compare with. */
export type Baseline = Map<string, Cell>;

/** Rows and columns that are shown, by their numbers, in order. */
export interface View {
  rows: number[];
  columns: number[];
  /** Runs of columns of one access level, where they are grouped. */
  groups: { level: string; from: number; count: number }[];
}

export function cellOf(result: Result, row: number, column: number): Cell {
  return CELLS[result.cells[row * result.columns.length + column] ?? 4] ?? "error";
}

const pair = (row: string, column: string) => `${row}\n${column}`;

export function baselineOf(result: Result): Baseline {
  const baseline: Baseline = new Map();
  result.rows.forEach((name, row) => result.columns.forEach((it, column) => baseline.set(pair(name, it.action), cellOf(result, row, column))));
  return baseline;
}

/** What a cell was, if that is known and something else. */
export function wasOf(result: Result, baseline: Baseline | undefined, row: number, column: number): Cell | undefined {
  const was = baseline?.get(pair(result.rows[row] ?? "", result.columns[column]?.action ?? ""));
  return was === cellOf(result, row, column) ? undefined : was;
}

export function viewOf(result: Result, filter: Filter, baseline: Baseline | undefined): View {
  const words = (text: string) => text.toLowerCase().split(/\s+/).filter((it) => it !== "");
  const says = (name: string, wanted: string[]) => wanted.every((it) => name.toLowerCase().includes(it));
  const [rowWords, columnWords] = [words(filter.rows), words(filter.columns)];
  let rows = result.rows.map((_, at) => at).filter((at) => says(result.rows[at] ?? "", rowWords));
  let columns = result.columns.map((_, at) => at).filter((at) => says(`${result.columns[at]?.action} ${result.columns[at]?.levels.join(" ")}`, columnWords));
  const wanted = (row: number, column: number) =>
    (filter.decisions.length === 0 || filter.decisions.includes(cellOf(result, row, column))) &&
    (!filter.changed || wasOf(result, baseline, row, column) !== undefined);
  if (filter.decisions.length > 0 || filter.changed) {
    // First the rows, then the columns of those: what is left has the decision in each of them.
    rows = rows.filter((row) => columns.some((column) => wanted(row, column)));
    columns = columns.filter((column) => rows.some((row) => wanted(row, column)));
  }
  if (filter.differing) {
    const mixed = (cells: Cell[]) => new Set(cells).size > 1;
    const mixedColumns = columns.filter((column) => mixed(rows.map((row) => cellOf(result, row, column))));
    const mixedRows = rows.filter((row) => mixed(columns.map((column) => cellOf(result, row, column))));
    // With a single row or column, nothing could differ along it.
    if (rows.length > 1) columns = mixedColumns;
    if (result.columns.length > 1) rows = mixedRows;
  }
  return filter.grouped ? grouped(result, rows, columns) : { rows, columns, groups: [] };
}

/** AWS's access levels from the harmless to the harmful. */
const LEVELS = ["List", "Read", "Tagging", "Write", "Permissions management", ""];

function grouped(result: Result, rows: number[], columns: number[]): View {
  const level = (column: number) => result.columns[column]?.levels.at(-1) ?? "";
  const rank = (column: number) => (LEVELS.indexOf(level(column)) + LEVELS.length) % LEVELS.length;
  const sorted = [...columns].sort((a, b) => rank(a) - rank(b) || a - b);
  const groups: View["groups"] = [];
  sorted.forEach((column, at) => {
    const last = groups.at(-1);
    if (last?.level === level(column)) last.count += 1;
    else groups.push({ level: level(column), from: at, count: 1 });
  });
  return { rows, columns: sorted, groups };
}

/** What is shown, for the exports. */
export function tableOf(result: Result, view: View, about: string): Table {
  const cell = (row: number, column: number) => cellOf(result, view.rows[row] ?? 0, view.columns[column] ?? 0);
  return {
    rowKind: result.rowKind,
    rows: view.rows.map((it) => result.rows[it] ?? ""),
    columns: view.columns.map((it) => result.columns[it]?.action ?? ""),
    cell,
    counts: countsOf(view.rows.length, view.columns.length, cell),
    about,
  };
}
