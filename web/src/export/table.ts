// A matrix as the exports see it: names of rows and columns, and a decision for each pair.

import { CELLS } from "../engine/types";

export type Cell = (typeof CELLS)[number];

export interface Table {
  rowKind: "resource" | "principal";
  rows: string[];
  columns: string[];
  cell(row: number, column: number): Cell;
  /** How many cells have each decision. */
  counts: Record<Cell, number>;
  /** What the matrix was asked about, in a line. */
  about: string;
}

export function countsOf(rows: number, columns: number, cell: (row: number, column: number) => Cell): Record<Cell, number> {
  const counts = { allowed: 0, explicitDeny: 0, implicitDeny: 0, depends: 0, error: 0 };
  for (let row = 0; row < rows; row += 1) for (let column = 0; column < columns; column += 1) counts[cell(row, column)] += 1;
  return counts;
}
