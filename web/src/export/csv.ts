import type { Table } from "./table";

/** RFC 4180, a line for each row, with a header. */
export function toCsv(table: Table): string {
  const lines = [
    [table.rowKind, ...table.columns],
    ...table.rows.map((name, row) => [name, ...table.columns.map((_, column) => table.cell(row, column))]),
  ];
  return `${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
}

/** Spreadsheets run what begins like a formula: an apostrophe before it makes it a text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
