import { CELL_ICONS } from "../ui/cells";
import { t } from "../text/text";
import type { Table } from "./table";

/** A table for a ticket; its legend is in words. */
export function toMarkdown(table: Table): string {
  const line = (cells: string[]) => `| ${cells.map((it) => it.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  const legend = (["allowed", "explicitDeny", "implicitDeny", "depends", "error"] as const)
    .filter((it) => table.counts[it] > 0)
    .map((it) => `${CELL_ICONS[it]} ${t.matrix.cells[it]}: ${table.counts[it]}`);
  return [
    table.about,
    "",
    line([t.matrix.kinds[table.rowKind], ...table.columns]),
    line(["---", ...table.columns.map(() => ":-:")]),
    ...table.rows.map((name, row) => line([`\`${name}\``, ...table.columns.map((_, column) => CELL_ICONS[table.cell(row, column)])])),
    "",
    legend.join(", "),
    "",
  ].join("\n");
}
