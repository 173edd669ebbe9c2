// The elements of the grid, each at its place.

import type { Cell } from "../../export/table";
import { t } from "../../text/text";
import { CELL_ICONS } from "../../ui/cells";
import { h } from "../../ui/dom";

/** Cells are squares of this many pixels. */
export const SIZE = 28;

/** What the grid shows; rows and columns count as they are shown. */
export interface GridData {
  /** What the ids of cells begin with, `cell` without it: two grids may be in the page. */
  id?: string;
  corner: string;
  rows: string[];
  columns: string[];
  groups: { level: string; from: number; count: number }[];
  cell(row: number, column: number): Cell;
  was(row: number, column: number): Cell | undefined;
  /** Whether a cell is what the filter asks for; others are pale. */
  pale(row: number, column: number): boolean;
}

/** The names above, from one column to before another, and the corner beside them. */
export function header(data: GridData, left: number, first: number, last: number): HTMLElement[] {
  const corner = h("div", { class: "grid-corner", role: "columnheader", "aria-colindex": "1" }, data.corner);
  corner.style.width = `${left}px`;
  const names = data.columns.slice(first, last).map((name, at) => {
    const head = h("div", { class: "grid-column", role: "columnheader", "aria-colindex": String(first + at + 2), title: name }, h("span", null, name));
    head.style.left = `${left + (first + at) * SIZE}px`;
    return head;
  });
  return [corner, ...names];
}

/** The access levels above the names. */
export function bands(data: GridData, left: number, first: number, last: number): HTMLElement[] {
  const corner = h("div", { class: "grid-band-corner" });
  corner.style.width = `${left}px`;
  const shown = data.groups.filter((it) => it.from < last && it.from + it.count > first).map((it) => {
    const band = h("div", { title: it.level }, h("span", null, it.level || t.matrix.noLevel));
    band.style.left = `${left + it.from * SIZE}px`;
    band.style.width = `${it.count * SIZE - 2}px`;
    return band;
  });
  return [corner, ...shown];
}

/** A row with its name, and those of its cells that can be seen. */
export class DrawnRow {
  readonly element: HTMLElement;
  #data: GridData;
  #row: number;
  #left: number;
  #cells = new Map<number, HTMLElement>();

  constructor(data: GridData, row: number, left: number) {
    [this.#data, this.#row, this.#left] = [data, row, left];
    const name = data.rows[row] ?? "";
    const head = h("div", { class: "grid-name", role: "rowheader", "aria-colindex": "1", title: name }, h("bdi", { dir: "ltr" }, name));
    head.style.width = `${left}px`;
    this.element = h("div", { class: "grid-row", role: "row", "aria-rowindex": String(row + 2) }, head);
    this.element.style.top = `${row * SIZE}px`;
  }

  /** Has the cells from one column to before another. */
  show(first: number, last: number): void {
    for (const [column, cell] of this.#cells) {
      if (column >= first && column < last) continue;
      cell.remove();
      this.#cells.delete(column);
    }
    for (let column = first; column < last; column += 1) {
      if (this.#cells.has(column)) continue;
      const cell = cellOf(this.#data, this.#row, column);
      cell.style.left = `${this.#left + column * SIZE}px`;
      this.#cells.set(column, cell);
      this.element.append(cell);
    }
  }
}

function cellOf(data: GridData, row: number, column: number): HTMLElement {
  const cell = data.cell(row, column);
  const was = data.was(row, column);
  const classes = ["grid-cell", cell, was && "changed", data.pale(row, column) && "pale"].filter((it) => it);
  return h("div", {
    class: classes.join(" "), role: "gridcell", id: `${data.id ?? "cell"}-${row}-${column}`, "aria-colindex": String(column + 2),
    "aria-label": was ? t.matrix.cellWas(t.matrix.cells[cell], t.matrix.cells[was]) : t.matrix.cells[cell],
  }, CELL_ICONS[cell]);
}
