// A page of its own for a matrix: no script, no request, readable in any browser and on paper.

import { CELL_ICONS } from "../ui/cells";
import { t } from "../text/text";
import type { Cell, Table } from "./table";

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 1.5rem; color: light-dark(#1a1d21, #e4e7eb); background: light-dark(#fff, #14171b); }
table { border-collapse: collapse; }
th, td { border: 1px solid light-dark(#c8cdd3, #3a424c); padding: 2px 6px; text-align: center; }
th { font: 12px ui-monospace, monospace; font-weight: 400; }
thead th { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; vertical-align: top; }
thead th:first-child { writing-mode: horizontal-tb; transform: none; }
tbody th { text-align: left; }
.allowed { background: light-dark(#e2f3e8, #14301f); color: light-dark(#17693a, #6bd396); }
.explicitDeny { background: light-dark(#fce8e6, #3b1a18); color: light-dark(#b3261e, #ff9389); }
.implicitDeny { background: light-dark(#fdf0dd, #35260f); color: light-dark(#8a4b00, #f2b266); }
.depends { background: light-dark(#f0e9fb, #2a2040); color: light-dark(#6a3fb0, #c4a6ff); }
.name { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
`;

export function toHtml(table: Table): string {
  const kinds = Object.keys(CELL_ICONS) as Cell[];
  const legend = kinds.filter((it) => table.counts[it] > 0).map((it) => `${CELL_ICONS[it]} ${escape(t.matrix.cells[it])}: ${table.counts[it]}`);
  const cell = (it: Cell) => `<td class="${it}">${CELL_ICONS[it]}<span class="name"> ${escape(t.matrix.cells[it])}</span></td>`;
  const row = (name: string, at: number) => `<tr><th scope="row">${escape(name)}</th>${table.columns.map((_, column) => cell(table.cell(at, column))).join("")}</tr>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(t.matrix.exportTitle)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escape(t.matrix.exportTitle)}</h1>
<p>${escape(table.about)}</p>
<p>${legend.join(" · ")}</p>
<table>
<thead><tr><th>${escape(t.matrix.kinds[table.rowKind])}</th>${table.columns.map((it) => `<th scope="col">${escape(it)}</th>`).join("")}</tr></thead>
<tbody>
${table.rows.map(row).join("\n")}
</tbody>
</table>
</body>
</html>
`;
}

/** What means something in HTML, as the character that it is. */
function escape(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (it) => entities[it] ?? it);
}
