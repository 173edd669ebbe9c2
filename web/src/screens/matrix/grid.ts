// A grid of which only what can be seen is in the document: ten thousand cells scroll as easily as ten.

import type { Cell } from "../../export/table";
import { t } from "../../text/text";
import { CELL_ICONS } from "../../ui/cells";
import { h } from "../../ui/dom";

/** What the grid shows; rows and columns count as they are shown. */
export interface GridData {
  corner: string;
  rows: string[];
  columns: string[];
  groups: { level: string; from: number; count: number }[];
  cell(row: number, column: number): Cell;
  was(row: number, column: number): Cell | undefined;
  /** Whether a cell is what the filter asks for; others are pale. */
  pale(row: number, column: number): boolean;
}

const SIZE = 28;
/** The width of a letter of the names. */
const LETTER = 7;
/** Rows and columns beyond the edge, so that scrolling shows no gaps. */
const SPARE = 4;
const EMPTY: GridData = { corner: "", rows: [], columns: [], groups: [], cell: () => "error", was: () => undefined, pale: () => false };

export class Grid {
  readonly element: HTMLElement;
  #data = EMPTY;
  #at = { row: 0, column: 0 };
  #longest = { row: 10, column: 10 };
  #head = h("div", { class: "grid-head", role: "row", "aria-rowindex": "1" });
  #band = h("div", { class: "grid-band", "aria-hidden": "true" });
  #body = h("div", { class: "grid-body", role: "rowgroup" });
  #frame = 0;
  #open: (row: number, column: number) => void;
  #look: (row: number, column: number) => void;

  /** `open` runs for Enter and clicks, `look` when another cell has the attention. */
  constructor(label: string, open: (row: number, column: number) => void, look: (row: number, column: number) => void) {
    this.#open = open;
    this.#look = look;
    this.element = h(
      "div",
      {
        class: "grid", role: "grid", tabindex: "0", "aria-label": label, "aria-readonly": "true",
        onscroll: () => this.#later(),
        onkeydown: (event: KeyboardEvent) => this.#key(event),
        onclick: (event: MouseEvent) => this.#point(event, this.#open),
        onpointermove: (event: PointerEvent) => this.#point(event, this.#look),
      },
      h("div", { class: "grid-top", role: "rowgroup" }, this.#band, this.#head),
      this.#body,
    );
    new ResizeObserver(() => this.#later()).observe(this.element);
  }

  set data(data: GridData) {
    this.#data = data;
    const longest = (names: string[]) => names.reduce((most, it) => Math.max(most, it.length), 10);
    this.#longest = { row: longest([...data.rows, data.corner]), column: longest(data.columns) };
    this.#head.style.height = `${this.#high}px`;
    this.#at = { row: Math.min(this.#at.row, Math.max(data.rows.length - 1, 0)), column: Math.min(this.#at.column, Math.max(data.columns.length - 1, 0)) };
    this.element.setAttribute("aria-rowcount", String(data.rows.length + 1));
    this.element.setAttribute("aria-colcount", String(data.columns.length + 1));
    this.#body.style.height = `${data.rows.length * SIZE}px`;
    this.#band.toggleAttribute("hidden", data.groups.length === 0);
    this.#render();
  }

  #later(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#render());
  }

  /** The width of the names at the left, and the height of those above: as long as they are, within reason. */
  get #left(): number {
    return Math.min(this.#longest.row * LETTER + 24, Math.max(120, this.element.clientWidth * 0.4));
  }

  get #high(): number {
    return Math.min(this.#longest.column * LETTER + 20, 240);
  }

  #render(): void {
    const { rows, columns } = this.#data;
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = this.element;
    const left = this.#left;
    const width = left + columns.length * SIZE;
    const from = (pixels: number) => Math.max(0, Math.floor(pixels / SIZE) - SPARE);
    const [top, bottom] = [from(scrollTop), Math.min(rows.length, from(scrollTop + clientHeight) + 2 * SPARE)];
    const [first, last] = [from(scrollLeft), Math.min(columns.length, from(scrollLeft + clientWidth - left) + 2 * SPARE)];
    for (const it of [this.#head, this.#band, this.#body]) it.style.width = `${width}px`;
    this.#head.replaceChildren(...this.#header(left, first, last));
    this.#band.replaceChildren(...this.#groups(left, first, last));
    const shown: HTMLElement[] = [];
    for (let row = top; row < bottom; row += 1) shown.push(this.#row(row, left, first, last));
    this.#body.replaceChildren(...shown);
    this.element.setAttribute("aria-activedescendant", `cell-${this.#at.row}-${this.#at.column}`);
  }

  #header(left: number, first: number, last: number): HTMLElement[] {
    const corner = h("div", { class: "grid-corner", role: "columnheader", "aria-colindex": "1" }, this.#data.corner);
    corner.style.width = `${left}px`;
    const out: HTMLElement[] = [corner];
    for (let column = first; column < last; column += 1) {
      const name = this.#data.columns[column] ?? "";
      const head = h("div", { class: column === this.#at.column ? "grid-column current" : "grid-column", role: "columnheader", "aria-colindex": String(column + 2), title: name }, h("span", null, name));
      head.style.left = `${left + column * SIZE}px`;
      out.push(head);
    }
    return out;
  }

  #groups(left: number, first: number, last: number): HTMLElement[] {
    const corner = h("div", { class: "grid-band-corner" });
    corner.style.width = `${left}px`;
    const bands = this.#data.groups.filter((it) => it.from < last && it.from + it.count > first).map((it) => {
      const band = h("div", { title: it.level }, h("span", null, it.level || t.matrix.noLevel));
      band.style.left = `${left + it.from * SIZE}px`;
      band.style.width = `${it.count * SIZE - 2}px`;
      return band;
    });
    return [corner, ...bands];
  }

  #row(row: number, left: number, first: number, last: number): HTMLElement {
    const name = this.#data.rows[row] ?? "";
    const head = h("div", { class: row === this.#at.row ? "grid-name current" : "grid-name", role: "rowheader", "aria-colindex": "1", title: name }, name);
    head.style.width = `${left}px`;
    const cells: HTMLElement[] = [head];
    for (let column = first; column < last; column += 1) {
      const cell = this.#cell(row, column);
      cell.style.left = `${left + column * SIZE}px`;
      cells.push(cell);
    }
    const element = h("div", { class: "grid-row", role: "row", "aria-rowindex": String(row + 2) }, cells);
    element.style.top = `${row * SIZE}px`;
    return element;
  }

  #cell(row: number, column: number): HTMLElement {
    const cell = this.#data.cell(row, column);
    const was = this.#data.was(row, column);
    const classes = ["grid-cell", cell, was && "changed", this.#data.pale(row, column) && "pale", row === this.#at.row && column === this.#at.column && "current"];
    return h("div", {
      class: classes.filter((it) => it).join(" "), role: "gridcell", id: `cell-${row}-${column}`, "aria-colindex": String(column + 2),
      "aria-label": was ? t.matrix.cellWas(t.matrix.cells[cell], t.matrix.cells[was]) : t.matrix.cells[cell],
    }, CELL_ICONS[cell]);
  }

  /** Runs something for the cell below the pointer. */
  #point(event: MouseEvent, run: (row: number, column: number) => void): void {
    const id = (event.target as Element).closest("[role=gridcell]")?.id;
    const [, row, column] = /^cell-(\d+)-(\d+)$/.exec(id ?? "") ?? [];
    if (row === undefined || column === undefined) return;
    if (event.type === "click") this.#at = { row: Number(row), column: Number(column) };
    run(Number(row), Number(column));
  }

  #key(event: KeyboardEvent): void {
    const { rows, columns } = this.#data;
    const { row, column } = this.#at;
    const page = Math.max(1, Math.floor(this.element.clientHeight / SIZE) - 6);
    const moves: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      PageUp: [row - page, column], PageDown: [row + page, column],
      Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? rows.length - 1 : row, columns.length - 1],
    };
    const to = moves[event.key];
    if (rows.length === 0 || columns.length === 0) return;
    if (event.key === "Enter") this.#open(row, column);
    else if (to) this.#move(Math.min(Math.max(to[0], 0), rows.length - 1), Math.min(Math.max(to[1], 0), columns.length - 1));
    else return;
    event.preventDefault();
  }

  #move(row: number, column: number): void {
    this.#at = { row, column };
    const { element } = this;
    const top = (this.#head.parentElement?.offsetHeight ?? 0) + row * SIZE;
    const left = this.#left + column * SIZE;
    const headHeight = this.#head.parentElement?.offsetHeight ?? 0;
    element.scrollTop = Math.min(Math.max(element.scrollTop, top + SIZE - element.clientHeight), top - headHeight);
    element.scrollLeft = Math.min(Math.max(element.scrollLeft, left + SIZE - element.clientWidth), left - this.#left);
    this.#render();
    this.#look(row, column);
  }
}
