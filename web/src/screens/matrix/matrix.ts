// Actions by resources, or by principals: the whole of what the policies say, at a glance.

import "./matrix.css";
import type { App, Screen } from "../../app";
import { InputError } from "../../state/shape";
import type { MatrixDraft, Workspace } from "../../state/workspace";
import { t } from "../../text/text";
import { h } from "../../ui/dom";
import { axes } from "./axes";
import { compute } from "./compute";
import { exportMenu } from "./exports";
import { filters } from "./filters";
import { Grid } from "./grid";
import { NO_FILTER, baselineOf, cellOf, viewOf, wasOf, type Baseline, type Column, type Result, type View } from "./model";

const ASKED = ["documents", "attachments", "off", "request", "matrix"] as const;
const NOTHING: Result = { rowKind: "resource", rows: [], columns: [], cells: new Uint8Array() };

class MatrixScreen {
  #app: App;
  #shown = false;
  #stale = true;
  #computing = 0;
  #known = new Map<string, Column[]>();
  #result = NOTHING;
  #view: View = { rows: [], columns: [], groups: [] };
  #filter = NO_FILTER;
  #baseline: Baseline | undefined;
  #grid = new Grid(t.screens.matrix, (row, column) => this.#open(row, column), (row, column) => this.#look(row, column));
  #status = h("p", { class: "matrix-status", role: "status", "aria-live": "polite" });
  #looked = h("p", { class: "matrix-looked" });
  #axes: ReturnType<typeof axes>;
  #filters: ReturnType<typeof filters>;

  constructor(root: HTMLElement, app: App) {
    this.#app = app;
    this.#axes = axes(app, (change) => this.#change(change));
    this.#filters = filters({
      filter: (change) => {
        this.#filter = { ...this.#filter, ...change };
        this.#show();
      },
      keep: () => {
        this.#baseline = this.#baseline ? undefined : baselineOf(this.#result);
        this.#filter = { ...this.#filter, changed: false };
        this.#show();
      },
    });
    const exports = exportMenu(() => ({ result: this.#result, view: this.#view, workspace: app.store.now }));
    root.append(
      h("div", { class: "matrix" },
        h("aside", { class: "matrix-axes", "aria-label": t.matrix.axes }, this.#axes.element),
        h("div", { class: "matrix-main" },
          h("div", { class: "matrix-bar" }, this.#filters.element, exports),
          this.#status, this.#grid.element, this.#looked)),
    );
    app.store.subscribe((now, before) => {
      if (!ASKED.some((field) => now[field] !== before[field])) return;
      this.#stale = true;
      if (this.#shown) void this.#compute();
    });
  }

  show(): void {
    this.#shown = true;
    if (this.#stale) void this.#compute();
  }

  hide(): void {
    this.#shown = false;
  }

  #change(change: Partial<MatrixDraft>): void {
    this.#app.store.update((it) => ({ ...it, matrix: { ...it.matrix, ...change } }), `matrix-${Object.keys(change).join()}`);
  }

  /** Only one computation runs; what changed meanwhile starts the next. */
  async #compute(): Promise<void> {
    this.#axes.update(this.#app.store.now.matrix);
    if (this.#computing > 0) return;
    this.#computing += 1;
    while (this.#stale) {
      this.#stale = false;
      await this.#fill(this.#app.store.now);
    }
    this.#computing -= 1;
  }

  async #fill(workspace: Workspace): Promise<void> {
    try {
      await this.#app.engine.ready;
      this.#result = await compute(this.#app.engine, workspace, this.#known);
      this.#status.classList.remove("wrong");
      this.#show();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#result = NOTHING;
      this.#show();
      this.#status.classList.add("wrong");
      this.#status.textContent = error instanceof InputError ? error.message : t.matrix.failed(error.message);
    }
  }

  #show(): void {
    const result = this.#result;
    const view = (this.#view = viewOf(result, this.#filter, this.#baseline));
    const row = (at: number) => view.rows[at] ?? 0;
    const column = (at: number) => view.columns[at] ?? 0;
    const { decisions, changed } = this.#filter;
    const was = (r: number, c: number) => wasOf(result, this.#baseline, row(r), column(c));
    this.#grid.data = {
      corner: t.matrix.kinds[result.rowKind],
      rows: view.rows.map((it) => result.rows[it] ?? ""),
      columns: view.columns.map((it) => result.columns[it]?.action ?? ""),
      groups: view.groups,
      cell: (r, c) => cellOf(result, row(r), column(c)),
      was,
      pale: (r, c) => (decisions.length > 0 && !decisions.includes(cellOf(result, row(r), column(c)))) || (changed && was(r, c) === undefined),
    };
    this.#filters.update(result, this.#filter, this.#baseline);
    const shown = view.rows.length * view.columns.length;
    this.#status.textContent = result.cells.length === 0 ? t.matrix.empty : t.matrix.shown(shown, result.cells.length, view.rows.length, view.columns.length);
    this.#looked.textContent = t.matrix.hint;
  }

  #look(row: number, column: number): void {
    const [r, c] = [this.#view.rows[row] ?? 0, this.#view.columns[column] ?? 0];
    const { action = "", levels = [] } = this.#result.columns[c] ?? {};
    const was = wasOf(this.#result, this.#baseline, r, c);
    const cell = t.matrix.cells[cellOf(this.#result, r, c)];
    const decision = was ? t.matrix.cellWas(cell, t.matrix.cells[was]) : cell;
    this.#looked.textContent = t.matrix.looked(decision, action, this.#result.rows[r] ?? "", levels.join(", "));
  }

  #open(row: number, column: number): void {
    const name = this.#result.rows[this.#view.rows[row] ?? 0] ?? "";
    const action = this.#result.columns[this.#view.columns[column] ?? 0]?.action ?? "";
    const kind = this.#result.rowKind;
    this.#app.store.update((it) => ({ ...it, request: { ...it.request, action, [kind]: name } }));
    this.#app.go("workbench");
  }
}

let matrix: MatrixScreen | undefined;

export const screen: Screen = {
  id: "matrix",
  mount(root, app) {
    matrix = new MatrixScreen(root, app);
  },
  show: () => matrix?.show(),
  hide: () => matrix?.hide(),
};
