// A grid of which only what can be seen is in the document: ten thousand cells scroll as easily as ten.

import { h } from "../../ui/dom";
import { DrawnRow, SIZE, bands, header, type GridData } from "./draw";

/** The width of a letter of the names. */
const LETTER = 7;
/** Rows and columns come and go in such steps, and one step beyond each edge, so that scrolling shows no gaps. */
const STEP = 8;
const NOT_DRAWN = { left: -1, first: 0, last: 0 };
/** More cells go on no paper; the exports take them. */
const MOST_PRINTED = 20_000;
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
  #printing = false;
  /** The rows in the document, and the columns that they have. */
  #rows = new Map<number, DrawnRow>();
  #drawn = NOT_DRAWN;
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
    // Paper doesn't scroll.
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
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
    this.#clear();
    this.#render();
  }

  #print(printing: boolean): void {
    this.#printing = printing && this.#data.rows.length * this.#data.columns.length <= MOST_PRINTED;
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

  /** Which rows and columns are in the document: in steps, so that most scrolling changes little. */
  #window(): { top: number; bottom: number; first: number; last: number } {
    const { rows, columns } = this.#data;
    if (this.#printing) return { top: 0, bottom: rows.length, first: 0, last: columns.length };
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = this.element;
    const from = (pixels: number) => Math.max(0, Math.floor(pixels / SIZE / STEP) * STEP - STEP);
    const to = (pixels: number, most: number) => Math.min(most, Math.ceil(pixels / SIZE / STEP) * STEP + STEP);
    return {
      top: from(scrollTop), bottom: to(scrollTop + clientHeight, rows.length),
      first: from(scrollLeft), last: to(scrollLeft + clientWidth - this.#left, columns.length),
    };
  }

  #render(): void {
    const left = this.#left;
    const { top, bottom, first, last } = this.#window();
    if (left !== this.#drawn.left) this.#clear();
    if (left !== this.#drawn.left || first !== this.#drawn.first || last !== this.#drawn.last) {
      for (const it of [this.#head, this.#band, this.#body]) it.style.width = `${left + this.#data.columns.length * SIZE}px`;
      this.#head.replaceChildren(...header(this.#data, left, first, last));
      this.#band.replaceChildren(...bands(this.#data, left, first, last));
    }
    for (const [row, drawn] of this.#rows) {
      if (row >= top && row < bottom) continue;
      drawn.element.remove();
      this.#rows.delete(row);
    }
    for (let row = top; row < bottom; row += 1) {
      const drawn = this.#rows.get(row) ?? new DrawnRow(this.#data, row, left);
      drawn.show(first, last);
      if (this.#rows.has(row)) continue;
      this.#rows.set(row, drawn);
      this.#body.append(drawn.element);
    }
    this.#drawn = { left, first, last };
    this.#mark();
  }

  #clear(): void {
    this.#drawn = NOT_DRAWN;
    this.#rows.clear();
    this.#body.replaceChildren();
  }

  /** Shows where the attention is. */
  #mark(): void {
    const { row, column } = this.#at;
    for (const it of this.element.querySelectorAll(".current")) it.classList.remove("current");
    const id = `${this.#data.id ?? "cell"}-${row}-${column}`;
    this.element.setAttribute("aria-activedescendant", id);
    const cell = document.getElementById(id);
    const marked = [cell, cell?.parentElement?.firstElementChild, this.#head.querySelector(`[aria-colindex="${column + 2}"]`)];
    for (const it of marked) it?.classList.add("current");
  }

  /** Runs something for the cell below the pointer. */
  #point(event: MouseEvent, run: (row: number, column: number) => void): void {
    const id = (event.target as Element).closest("[role=gridcell]")?.id;
    const [, row, column] = /-(\d+)-(\d+)$/.exec(id ?? "") ?? [];
    if (row === undefined || column === undefined) return;
    if (event.type === "click") {
      this.#at = { row: Number(row), column: Number(column) };
      this.#mark();
    }
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
