import type { Table } from "./table";

/** An object with the axes, and the decisions row by row. */
export function toJson(table: Table): string {
  const decisions = table.rows.map((_, row) => table.columns.map((__, column) => table.cell(row, column)));
  const { rowKind, rows, columns, counts, about } = table;
  return `${JSON.stringify({ about, rowKind, rows, columns, counts, decisions }, null, 2)}\n`;
}
